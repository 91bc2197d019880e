import { z } from 'zod';
import { bool, input, module, output, uintBelow, uintUpTo } from '../../hdl-dsl/index.js';
import { stepWeight } from './step-address.js';

/** Follows each conversion down the pipeline, one stage a cycle: its codes arrive, its slices are summed, its step is
 *  accumulated, and after the last step its result is narrowed. */
export const Pipeline = module({
  name: (p) => `${p.unit}_pipeline`,
  comment: 'Follows each conversion down the pipeline: codes, slice sums, accumulated results.',
  params: z.object({
    unit: z.string(),
    groups: z.int().min(1),
    steps: z.int().min(1),
    passes: z.int().min(1),
    dacBits: z.int().min(1),
    signedInputs: z.boolean(),
  }),
  ports: (p) => {
    const step = uintBelow(p.passes * p.steps);
    const group = uintBelow(p.groups);
    return {
      convert: input(bool),
      convertStep: input(step),
      convertGroup: input(group),
      codeValid: output(bool, 'codes have arrived'),
      codeStep: output(step),
      codeGroup: output(group),
      sumValid: output(bool, 'slice sums are ready'),
      sumStep: output(step),
      sumGroup: output(group),
      ...(p.passes * p.steps > 1
        ? { sumFirst: output(bool, 'of the first step'), sumLast: output(bool, 'of the last step') }
        : {}),
      ...(p.signedInputs ? { sumNegative: output(bool, 'counts negatively') } : {}),
      ...(p.steps > 1 ? { sumShift: output(uintUpTo((p.steps - 1) * p.dacBits), 'counts 2^shift') } : {}),
      resultValid: output(bool, 'results can be narrowed'),
      resultGroup: output(group),
      inFlight: output(bool, 'codes or slice sums are on their way'),
    };
  },
  build(m, p, io) {
    const step = uintBelow(p.passes * p.steps);
    const group = uintBelow(p.groups);
    const lastStep = p.passes * p.steps - 1;
    const { codeValid, codeStep, codeGroup, sumValid, sumStep, sumGroup, resultValid, resultGroup } = m.regs({
      codeValid: bool({ reset: false }),
      codeStep: step,
      codeGroup: group,
      sumValid: bool({ reset: false }),
      sumStep: step,
      sumGroup: group,
      resultValid: bool({ reset: false }),
      resultGroup: group,
    });

    codeValid.next(io.convert);
    m.when(io.convert, () => {
      codeStep.next(io.convertStep);
      codeGroup.next(io.convertGroup);
    });
    sumValid.next(codeValid);
    m.when(codeValid, () => {
      sumStep.next(codeStep);
      sumGroup.next(codeGroup);
    });
    resultGroup.next(sumGroup);

    // What a step counts is decoded beside its slice sum, so that the accumulator begins with registers.
    const weight = stepWeight(codeStep, p);
    if (io.sumShift !== undefined) {
      const { sumShift } = m.regs({ sumShift: uintUpTo((p.steps - 1) * p.dacBits) });
      m.when(codeValid, () => sumShift.next(weight.shift));
      io.sumShift.drive(sumShift);
    }
    if (io.sumNegative !== undefined) {
      const { sumNegative } = m.regs({ sumNegative: bool });
      m.when(codeValid, () => sumNegative.next(weight.negative));
      io.sumNegative.drive(sumNegative);
    }
    if (io.sumFirst === undefined || io.sumLast === undefined) {
      resultValid.next(sumValid);
    } else {
      const { sumFirst, sumLast } = m.regs({ sumFirst: bool, sumLast: bool });
      m.when(codeValid, () => {
        sumFirst.next(codeStep.eq(0));
        sumLast.next(codeStep.eq(lastStep));
      });
      io.sumFirst.drive(sumFirst);
      io.sumLast.drive(sumLast);
      resultValid.next(sumValid.and(sumLast));
    }

    io.codeValid.drive(codeValid);
    io.codeStep.drive(codeStep);
    io.codeGroup.drive(codeGroup);
    io.sumValid.drive(sumValid);
    io.sumStep.drive(sumStep);
    io.sumGroup.drive(sumGroup);
    io.resultValid.drive(resultValid);
    io.resultGroup.drive(resultGroup);
    io.inFlight.drive(codeValid.or(sumValid));
  },
});
