import { z } from 'zod';
import {
  bits,
  bool,
  input,
  literal,
  module,
  output,
  sint,
  struct,
  type UInt,
  uint,
} from '../../../hdl-dsl/index.js';
import { LookupOperation } from './operations.js';

/** log2(e) in units of 2^-20. */
const log2e = 1512775;

/** Where an element lies in its table. */
export const lookupPlace = struct({
  /** The table word before it. */
  index: uint(8),
  /** Its distance from that word to the next one, in units of 2^-10. */
  along: uint(10),
  /** Behind the end of the table. */
  far: bool({ reset: false }),
});

/** What its result needs beside the table. */
export const lookupOutline = struct({
  /** Of sigmoid and tanh: it is below 0, and the table holds the half from 0 up. */
  negative: bool({ reset: false }),
  /** Of exp: the result is 2^(scale - f - 1) times a number from 1 to 2; of log: 14 less the place of the top one. */
  scale: uint(4),
  /** Of exp: the result is too large for a word. */
  large: bool({ reset: false }),
  /** Of exp: the result is below half of the smallest. */
  small: bool({ reset: false }),
  /** Of log: it has no logarithm. */
  outside: bool({ reset: false }),
});

/** Finds the place of an element in its table. */
export const LookupArgument = module({
  name: (p) => `${p.unit}_core_lookup_argument`,
  comment: 'Finds the place of an element in its look-up table.',
  params: z.object({ unit: z.string(), fraction: z.int().min(0).max(15) }),
  ports: () => ({
    operation: input(LookupOperation),
    x: input(sint(16)),
    place: output(lookupPlace),
    outline: output(lookupOutline),
  }),
  build(m, { fraction }, io) {
    const { x, place, outline } = io;
    // |x| in units of 2^-15; a table has 256 words at distances of 2^-5, so it ends at 2^18.
    const magnitude = x.abs().shiftLeft(15 - fraction);
    const z = magnitude.wrap(18);
    const far =
      magnitude.width > 18 ? magnitude.slice(18, magnitude.width - 18).reduceOr() : literal(bool, false);

    // x log2(e): the integer is an exponent, 17 bits of the fraction point into the table.
    const { exponents } = m.wires({ exponents: x.mul(log2e) });
    const { scale } = m.wires({ scale: exponents.shiftRight(fraction + 20).add(fraction + 1) });

    const normal = x.truncate(15).asUInt();
    const { zeros } = m.wires({ zeros: normal.leadingZeros() });
    const mantissa = normal.shiftLeft(zeros, { growth: 0 }).truncate(14);

    const pointed = (value: UInt) => {
      place.index.drive(
        value
          .slice(10, value.width - 10)
          .asUInt()
          .extend(8),
      );
      place.along.drive(value.truncate(10));
    };
    const logistic = () => pointed(z);
    m.switch(io.operation, {
      Sigmoid: logistic,
      Tanh: logistic,
      Exp: () => pointed(exponents.slice(fraction + 3, 17).asUInt()),
      Log: () => pointed(mantissa.concat(literal(bits(3), 0)).asUInt()),
    });
    const { isExp, isLog } = m.wires({ isExp: io.operation.eq('Exp'), isLog: io.operation.eq('Log') });
    place.far.drive(far.and(isExp.or(isLog).not()));
    outline.negative.drive(x.lt(0));
    m.when(isLog, () => outline.scale.drive(zeros)).otherwise(() =>
      outline.scale.drive(scale.truncate(4).asUInt()),
    );
    outline.large.drive(isExp.and(scale.ge(16)));
    outline.small.drive(isExp.and(scale.lt(0)));
    outline.outside.drive(isLog.and(x.le(0)));
  },
});
