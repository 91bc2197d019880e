import { z } from 'zod';
import {
  bits,
  bool,
  input,
  module,
  mux,
  output,
  sint,
  type UInt,
  uint,
  uintBelow,
} from '../../hdl-dsl/index.js';
import { stepWeight } from './step-address.js';

/** Counts what is driven on the word lines: X_t, the sum of one step's codes, and the sum of all inputs.
 *
 *  X_t follows the conversions down the pipeline, so that each stage that restores a code or takes off an offset has the
 *  one that belongs to it. */
export const InputSum = module({
  name: (p) => `${p.unit}_input_sum`,
  comment: 'Sum of the codes driven in one step, X_t, and of all inputs.',
  params: z.object({
    unit: z.string(),
    rows: z.int().min(1),
    dacBits: z.int().min(1),
    steps: z.int().min(1),
    passes: z.int().min(1),
    signedInputs: z.boolean(),
    rowSumBits: z.int().min(1),
    inputSumBits: z.int().min(1),
    /** X_t in the stage of the codes: restores flipped columns. */
    atCodes: z.boolean(),
    /** X_t in the stage of the slice sums: takes the offset off each step. */
    atSums: z.boolean(),
    /** Sum of all inputs: takes the offset off the result. */
    total: z.boolean(),
  }),
  ports: (p) => ({
    sample: input(bool),
    ...(p.total ? { sampleStep: input(uintBelow(p.passes * p.steps)) } : {}),
    rowCode: input(bits(p.rows * p.dacBits)),
    ...(p.atCodes
      ? { codeRowSum: output(uint(p.rowSumBits), 'X_t of the codes that arrive in this cycle') }
      : {}),
    ...(p.atSums ? { sumRowSum: output(uint(p.rowSumBits), 'X_t of the slice sums of this cycle') } : {}),
    ...(p.total
      ? { inputSum: output(sint(p.inputSumBits), 'complete before the sums of the last step are') }
      : {}),
  }),
  build(m, p, io) {
    const ones = (b: number): UInt =>
      io.rowCode
        .slice(b * p.rows, p.rows)
        .popcount()
        .shiftLeft(b);
    let driven = ones(0);
    for (let b = 1; b < p.dacBits; b++) driven = driven.add(ones(b));

    const { rowSum } = m.regs({ rowSum: uint(p.rowSumBits, { comment: 'X_t of the held column sums' }) });
    m.when(io.sample, () => rowSum.next(driven.wrap(p.rowSumBits)));

    if (io.codeRowSum !== undefined || io.sumRowSum !== undefined) {
      const { codeRowSum } = m.regs({ codeRowSum: uint(p.rowSumBits) });
      codeRowSum.next(rowSum);
      io.codeRowSum?.drive(codeRowSum);
      if (io.sumRowSum !== undefined) {
        const { sumRowSum } = m.regs({ sumRowSum: uint(p.rowSumBits) });
        sumRowSum.next(codeRowSum);
        io.sumRowSum.drive(sumRowSum);
      }
    }
    if (io.inputSum === undefined || io.sampleStep === undefined) return;
    const { sampleStep } = io;

    const weight = stepWeight(sampleStep, p);
    const { sampled, first, negative, shift, inputSum } = m.regs({
      sampled: bool({ reset: false, comment: 'row_sum is new' }),
      first: bool,
      negative: bool,
      shift: uint(weight.shift.width),
      inputSum: sint(p.inputSumBits),
    });
    sampled.next(io.sample);
    m.when(io.sample, () => {
      first.next(sampleStep.eq(0));
      negative.next(weight.negative);
      shift.next(weight.shift);
    });
    m.ignore([first, negative], 'read where sampled holds, so after they are written: they need no reset');
    const { term, previous } = m.wires({
      term: rowSum.toSigned().wrap(p.inputSumBits).shiftLeft(shift, { growth: 0 }),
      previous: mux(first, 0, inputSum),
    });
    const exact = mux(negative, previous.sub(term), previous.add(term));
    m.when(sampled, () => inputSum.next(exact.wrap(p.inputSumBits)));
    io.inputSum.drive(inputSum);
    m.assert(
      'InputSumNeverOverflows',
      sampled.not().or(exact.eq(exact.wrap(p.inputSumBits))),
      'the sum of the inputs fits its register',
    );
  },
});
