import { z } from 'zod';
import { bool, input, module, mux, output, type SInt, sint, uint } from '../../../hdl-dsl/index.js';
import { lookupOutline } from './lookup-argument.js';
import { LookupOperation } from './operations.js';
import { saturatedWord } from './saturated-word.js';

/** ln(2) in units of 2^-20. */
const ln2 = 726817;

/** Makes a word of a point on the line between two table words. Results are rounded once, half to even, and saturated. */
export const LookupResult = module({
  name: (p) => `${p.unit}_core_lookup_result`,
  comment: 'Makes a word of a point on the line between two table words.',
  params: z.object({ unit: z.string(), fraction: z.int().min(0).max(15) }),
  ports: () => ({
    operation: input(LookupOperation),
    outline: input(lookupOutline),
    point: input(uint(26), 'in units of 2^-25'),
    result: output(sint(16)),
    overflow: output(bool, 'the result was saturated'),
    domain: output(bool, 'there is no result'),
  }),
  build(m, { fraction }, io) {
    const { outline } = io;
    const point = io.point.toSigned();
    const one = 2 ** 25;
    // half-even(power / 2^(26 - scale)): shifted up first, so that it is rounded at one outline.
    const { power } = m.wires({ power: io.point.add(one).truncate(26).shiftLeft(outline.scale) });
    // The exponent of the top one, and what the table adds to it.
    const exponent = outline.scale
      .toSigned()
      .negate()
      .add(14 - fraction);
    const { logarithm } = m.wires({ logarithm: exponent.shiftLeft(25).add(point).mul(ln2) });

    const saturated = (exact: SInt) => () => {
      const { word, overflow } = saturatedWord(exact);
      io.result.drive(word);
      io.overflow.drive(overflow);
    };
    const logistic = (mirrored: SInt) =>
      saturated(mux(outline.negative, mirrored.wrap(27), point).round(25 - fraction, 'half-even'));
    m.switch(io.operation, {
      Sigmoid: logistic(point.negate().add(one)),
      Tanh: logistic(point.negate()),
      Exp: () => {
        saturated(power.round(26, 'half-even').toSigned())();
        m.when(outline.large, () => {
          io.result.drive(32767);
          io.overflow.drive(true);
        });
        m.when(outline.small, () => {
          io.result.drive(0);
          io.overflow.drive(false);
        });
      },
      Log: () => {
        saturated(logarithm.round(45 - fraction, 'half-even'))();
        m.when(outline.outside, () => {
          io.result.drive(-32768);
          io.overflow.drive(false);
        });
      },
    });
    io.domain.drive(outline.outside);
  },
});
