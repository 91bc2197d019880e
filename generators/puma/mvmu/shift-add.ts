import { z } from 'zod';
import { bits, bool, input, module, mux, output, type SInt, sint, uint } from '../../../hdl-dsl/index.js';
import { sumTree } from '../../common/sum-tree.js';

/** Restores the codes of one column, one of each slice, and adds them weighted: the event `sum` of the trace.
 *
 *  sum over s of 2^(s*cellBits) * value[s], where value is the code shifted back up by what the ADC dropped and, for a
 *  flipped column, largest * X_t - value. */
export const ShiftAdd = module({
  name: (p) => `${p.unit}_shift_add`,
  comment: 'Restores the codes of one column and adds its slices.',
  params: z.object({
    unit: z.string(),
    cellBits: z.int().min(1),
    /** Bits of the largest cell level of each slice. */
    sliceBits: z.array(z.int().min(1)).min(1),
    adcBits: z.int().min(1),
    /** Codes of differential columns are two's complement. */
    signedCodes: z.boolean(),
    dropShift: z.int().min(0),
    flip: z.boolean(),
    rowSumBits: z.int().min(1),
    /** Of a restored code, one for each slice. */
    valueBits: z.array(z.int().min(1)).min(1),
    sumBits: z.int().min(1),
  }),
  ports: (p) => ({
    valid: input(bool, 'codes have arrived'),
    codes: input(bits(p.sliceBits.length * p.adcBits), 'slice 0 in the low bits'),
    ...(p.flip
      ? { flips: input(bits(p.sliceBits.length)), rowSum: input(uint(p.rowSumBits), 'X_t of these codes') }
      : {}),
    sum: output(sint(p.sumBits), 'in the next cycle'),
  }),
  build(m, p, io) {
    const { sum } = m.regs({ sum: sint(p.sumBits) });
    const values = p.sliceBits.map((sliceBits, s): SInt => {
      const code = io.codes.slice(s * p.adcBits, p.adcBits);
      const value = (p.signedCodes ? code.asSInt() : code.asUInt().toSigned()).shiftLeft(p.dropShift);
      if (io.flips === undefined || io.rowSum === undefined) return value;
      // largest * X_t, largest = 2^sliceBits - 1.
      const most = io.rowSum.shiftLeft(sliceBits).sub(io.rowSum);
      const width = p.valueBits[s] ?? value.width;
      return mux(io.flips.bit(s), most.sub(value).wrap(width), value.wrap(width));
    });
    const named = Object.values(m.wires(Object.fromEntries(values.map((value, s) => [`value_${s}`, value]))));
    const exact = sumTree(named.map((value, s) => value.shiftLeft(s * p.cellBits)));
    m.when(io.valid, () => sum.next(exact.wrap(p.sumBits)));
    io.sum.drive(sum);
  },
});
