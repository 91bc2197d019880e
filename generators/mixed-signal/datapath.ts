import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { Bits, ModuleBuilder, SInt, UInt } from '../../hdl-dsl/index.js';
import { Accumulator } from '../common/accumulator.js';
import { InputRegisters } from '../common/input-registers.js';
import { InputSum } from '../common/input-sum.js';
import { Pipeline } from '../common/pipeline.js';
import { mixedSignalGeometry } from './geometry.js';
import { ShiftAdd } from './shift-add.js';

// What all styles have, whichever way their codes come about.

export type Parts = ReturnType<typeof mixedSignalParts>;

/** Input registers with the word-line drivers, X where it comes off the result, and the pipeline behind the codes. */
export function mixedSignalParts(m: ModuleBuilder, p: MixedSignalArrayConfig) {
  const g = mixedSignalGeometry(p);
  const unit = p.name;
  const plan = { steps: g.steps, passes: 1, dacBits: g.dacBits, signedInputs: false };
  const inputs = m.instance('input_registers', InputRegisters, {
    unit,
    rows: p.rows,
    inputBits: p.inputBits,
    ...plan,
  });
  const pipeline = m.instance('pipeline', Pipeline, { unit, groups: g.groups, ...plan });
  m.ignore(pipeline.sumStep, 'sums are not traced');
  if (g.steps === 1) m.ignore(pipeline.sumGroup, 'with one step there are no partial sums to find');
  const inputSum = g.offset
    ? m.instance('input_sum', InputSum, {
        unit,
        rows: p.rows,
        ...plan,
        rowSumBits: g.rowSumBits,
        inputSumBits: g.inputSumBits,
        atCodes: false,
        atSums: false,
        total: true,
      })
    : undefined;
  return { inputs, pipeline, inputSum };
}

/** Shift-and-add and accumulator of every ADC.
 *  @param lanes codes of each ADC
 *  @param readGroup column group of the results to read
 *  @returns result of that group, of each ADC */
export function mixedSignalLanes(
  m: ModuleBuilder,
  p: MixedSignalArrayConfig,
  { pipeline, inputSum }: Parts,
  lanes: readonly Bits[],
  readGroup: UInt,
): readonly SInt[] {
  const g = mixedSignalGeometry(p);
  return lanes.map((codes, a) => {
    const shiftAdd = m.instance(`shift_add_${a}`, ShiftAdd, {
      unit: p.name,
      codes: g.codesPerOutput,
      adcBits: p.adcBits,
      signedCodes: g.signedCodes,
      topNegative: p.style === 'bit-serial-sram',
      shift: g.shift,
      constant: g.constant,
      sumBits: g.sumBits,
    });
    shiftAdd.valid.drive(pipeline.codeValid);
    shiftAdd.codes.drive(codes);

    const accumulator = m.instance(`accumulator_${a}`, Accumulator, {
      unit: p.name,
      groups: g.groups,
      planes: g.steps,
      sumBits: g.sumBits,
      shiftBits: pipeline.sumShift?.width ?? 0,
      signedInputs: false,
      offset: g.offset,
      weightBits: p.weightBits,
      rowSumBits: g.rowSumBits,
      inputSumBits: g.inputSumBits,
      planeBits: g.sumBits,
      accumulatorBits: g.accumulatorBits,
      resultBits: g.resultBits,
      // y is given out as it is.
      bits: g.resultBits,
      fraction: 0,
      rounding: 'truncate',
      overflow: 'wrap',
      holds: true,
    });
    accumulator.valid.drive(pipeline.sumValid);
    accumulator.sum.drive(shiftAdd.sum);
    accumulator.group?.drive(pipeline.sumGroup);
    if (pipeline.sumFirst !== undefined) accumulator.first?.drive(pipeline.sumFirst);
    if (pipeline.sumLast !== undefined) accumulator.last?.drive(pipeline.sumLast);
    if (pipeline.sumShift !== undefined) accumulator.shift?.drive(pipeline.sumShift);
    if (inputSum?.inputSum !== undefined) accumulator.inputSum?.drive(inputSum.inputSum);
    // The last group has no column for this ADC where adcs does not divide columns.
    const isFull = (g.groups - 1) * p.adcs + a < p.columns;
    const { resultValid, resultGroup } = pipeline;
    accumulator.store?.drive(isFull ? resultValid : resultValid.and(resultGroup.ne(g.groups - 1)));
    accumulator.storeGroup?.drive(resultGroup);
    accumulator.readGroup?.drive(readGroup);
    if (accumulator.data === undefined) throw new Error('an accumulator that holds has a read port');
    return accumulator.data;
  });
}
