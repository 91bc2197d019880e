import { z } from 'zod';
import { bool, input, literal, module, mux, output, sint, uint } from '../../../hdl-dsl/index.js';
import { saturatedWord } from './saturated-word.js';

/** Divides a 2^f by b, rounded towards zero: a cycle to take the operands, one for each of the 16 + f bits of the
 *  quotient, and one for the result. */
export const Divider = module({
  name: (p) => `${p.unit}_core_divider`,
  comment: 'Divides a 2^f by b, towards zero, a bit of the quotient a cycle.',
  params: z.object({ unit: z.string(), fraction: z.int().min(0).max(15) }),
  ports: () => ({
    start: input(bool, 'take the operands'),
    work: input(bool, 'find a bit of the quotient'),
    a: input(sint(16)),
    b: input(sint(16)),
    result: output(sint(16), 'when all bits are there'),
    overflow: output(bool, 'the result was saturated'),
    byZero: output(bool),
  }),
  build(m, p, io) {
    const quotientBits = 16 + p.fraction;
    // The quotient moves into its register as the dividend moves out.
    const { quotient, remainder, divisor, negative, zero, opposite } = m.regs({
      quotient: uint(quotientBits),
      remainder: uint(16),
      divisor: uint(16),
      negative: bool({ reset: false, comment: 'a is below 0' }),
      zero: bool({ reset: false, comment: 'a is 0' }),
      opposite: bool({ reset: false, comment: 'the quotient is below 0' }),
    });

    const { partial } = m.wires({ partial: remainder.concat(quotient.msb()).asUInt() });
    const { fits } = m.wires({ fits: partial.ge(divisor) });
    m.when(io.start, () => {
      quotient.next(io.a.abs().shiftLeft(p.fraction));
      remainder.next(0);
      divisor.next(io.b.abs());
      negative.next(io.a.lt(0));
      zero.next(io.a.eq(0));
      opposite.next(io.a.lt(0).xor(io.b.lt(0)));
    }).elseWhen(io.work, () => {
      quotient.next(
        quotient
          .truncate(quotientBits - 1)
          .concat(fits)
          .asUInt(),
      );
      remainder.next(mux(fits, partial.subWrap(divisor), partial).truncate(16));
    });

    const exact = mux(opposite, quotient.negate(), quotient.toSigned());
    const { word, overflow } = saturatedWord(exact);
    const { byZero } = m.wires({ byZero: divisor.eq(0) });
    const infinite = mux(negative, literal(sint(16), -32768), 32767);
    io.result.drive(mux(byZero, mux(zero, 0, infinite), word));
    io.overflow.drive(byZero.not().and(overflow));
    io.byZero.drive(byZero);
  },
});
