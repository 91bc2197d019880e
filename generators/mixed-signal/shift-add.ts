import { z } from 'zod';
import { bits, bool, input, literal, module, output, type SInt, sint } from '../../hdl-dsl/index.js';
import { sumTree } from '../common/sum-tree.js';

/** Restores the codes that one output has of a step, one for each bit of the weights that has cells of its own, and
 *  adds them: 2^shift * sum over m of +-2^m code[m], plus a constant. */
export const ShiftAdd = module({
  name: (p) => `${p.unit}_shift_add`,
  comment: 'Restores the codes of one output and adds them by the weights of their bits.',
  params: z.object({
    unit: z.string(),
    codes: z.int().min(1),
    adcBits: z.int().min(1),
    /** Codes are two's complement. */
    signedCodes: z.boolean(),
    /** The top code counts negatively, as the top bit of a two's complement weight. */
    topNegative: z.boolean(),
    shift: z.int().min(0),
    constant: z.int().min(0).max(1),
    sumBits: z.int().min(1),
  }),
  ports: (p) => ({
    valid: input(bool, 'codes have arrived'),
    codes: input(bits(p.codes * p.adcBits), 'code 0 in the low bits'),
    sum: output(sint(p.sumBits), 'in the next cycle'),
  }),
  build(m, p, io) {
    const { sum } = m.regs({ sum: sint(p.sumBits) });
    const terms = Array.from({ length: p.codes }, (_, k): SInt => {
      const code = io.codes.slice(k * p.adcBits, p.adcBits);
      const value = (p.signedCodes ? code.asSInt() : code.asUInt().toSigned()).shiftLeft(k);
      return p.topNegative && k === p.codes - 1 ? value.negate() : value;
    });
    const scaled = sumTree(terms).shiftLeft(p.shift);
    const exact = p.constant === 0 ? scaled : scaled.add(literal(sint(2), p.constant));
    m.when(io.valid, () => sum.next(exact.wrap(p.sumBits)));
    io.sum.drive(sum);
  },
});
