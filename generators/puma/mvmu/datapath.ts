import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { Bits, Bool, ModuleBuilder, SInt, UInt } from '../../../hdl-dsl/index.js';
import { Accumulator } from '../../common/accumulator.js';
import { concatLow } from '../../common/concat-low.js';
import { crossbarPins } from '../../common/crossbar-pins.js';
import { InputRegisters } from '../../common/input-registers.js';
import { InputSum } from '../../common/input-sum.js';
import { Pipeline } from '../../common/pipeline.js';
import { Sequencer } from '../../common/sequencer.js';
import { stepAddress } from '../../common/step-address.js';
import { FlipFlags } from './flip-flags.js';
import { mvmuGeometry } from './geometry.js';
import { accumulatorParameters, inputSumParameters, shiftAddParameters, stepPlan } from './parameters.js';
import { ShiftAdd } from './shift-add.js';

// The parts that docs/mvmu.md lists, put together in steps that every module around them takes: control, drivers,
// arrays, and a lane for each ADC of a slice.

type Control = ReturnType<typeof mvmuControl>;
type Drivers = ReturnType<typeof mvmuDrivers>;
type Arrays = ReturnType<typeof mvmuArrays>;

/** What walks over steps and columns, and what follows each conversion. */
export function mvmuControl(m: ModuleBuilder, p: PumaMvmuConfig, start: Bool) {
  const g = mvmuGeometry(p);
  const sequencer = m.instance('sequencer', Sequencer, {
    unit: p.name,
    columns: p.columns,
    adcs: p.adcs,
    planes: g.planes,
  });
  const pipeline = m.instance('pipeline', Pipeline, { unit: p.name, groups: g.groups, ...stepPlan(p, g) });
  sequencer.start.drive(start);
  sequencer.inFlight.drive(pipeline.inFlight);
  pipeline.convert.drive(sequencer.convert);
  pipeline.convertStep.drive(sequencer.convertStep);
  pipeline.convertGroup.drive(sequencer.group);
  return { sequencer, pipeline };
}

/** A write to XbarIn of one input, or of the lanes of `mask`. Not while the unit is busy. */
export interface InputWrite {
  readonly write: Bool;
  readonly row: UInt;
  readonly mask?: Bits;
  readonly data: UInt;
}

/** XbarIn and the word-line drivers. @param lanes inputs written in one cycle */
export function mvmuDrivers(
  m: ModuleBuilder,
  p: PumaMvmuConfig,
  { sequencer }: Control,
  { write, row, mask, data }: InputWrite,
  lanes = 1,
) {
  const inputs = m.instance('input_registers', InputRegisters, {
    unit: p.name,
    rows: p.rows,
    inputBits: p.inputBits,
    lanes,
    ...stepPlan(p, mvmuGeometry(p)),
  });
  inputs.write.drive(write);
  inputs.row.drive(row);
  if (mask !== undefined) inputs.mask?.drive(mask);
  inputs.data.drive(data);
  inputs.load.drive(sequencer.load);
  inputs.loadStep.drive(sequencer.loadStep);
  inputs.rest.drive(sequencer.rest);
  return inputs;
}

/** A write of one word line's cells, or of a slice's flip flags. Not while the unit is busy. */
export interface CellWrite {
  readonly cells: Bool;
  readonly flags: Bool;
  readonly slice: UInt;
  readonly row: UInt;
  readonly data: Bits;
}

/** The macro of each slice, and what is known of the codes they give.
 *  @param macro number of the macro unit in the design; absent where there is one */
export function mvmuArrays(
  m: ModuleBuilder,
  p: PumaMvmuConfig,
  { sequencer, pipeline }: Control,
  { rowCode }: Drivers,
  write: CellWrite,
  macro?: UInt,
) {
  const g = mvmuGeometry(p);
  const slices = g.sliceBits.length;
  const sampled = stepAddress(sequencer.sampleStep, stepPlan(p, g));
  const { samplePass, sampleStep } = m.wires({
    samplePass: sampled.pass,
    sampleStep: sampled.step.extend(8),
  });
  const crossbars = g.sliceBits.map((sliceBits, s) => {
    const crossbar = m.blackBox(`xbar_${s}`, {
      module: `${p.name}_xbar`,
      ports: crossbarPins(p, macro !== undefined),
      parameters: { Slice: s, SliceBits: sliceBits },
    });
    if (macro !== undefined) crossbar.macro?.drive(macro);
    crossbar.progEn.drive(write.cells.and(write.slice.eq(s)));
    crossbar.progRow.drive(write.row);
    crossbar.progData.drive(write.data);
    crossbar.rowCode.drive(rowCode);
    crossbar.sample.drive(sequencer.sample);
    crossbar.sampleOperation.drive(sequencer.operation);
    crossbar.samplePass.drive(samplePass);
    crossbar.sampleStep.drive(sampleStep);
    crossbar.column.drive(sequencer.column);
    crossbar.convert.drive(sequencer.convert);
    return crossbar;
  });
  m.assert(
    'NothingInFlightWhenIdle',
    sequencer.busy.or(pipeline.inFlight.or(pipeline.resultValid).not()),
    'a run ends when its last result is stored',
  );
  m.assert(
    'CodesFollowConversions',
    concatLow(crossbars.map((crossbar) => crossbar.done.asBits())).eq(
      pipeline.codeValid.asBits().repeat(slices),
    ),
    'every slice answers exactly one cycle after a conversion starts',
  );

  const differential = p.encoding === 'differential';
  const inputSum = differential ? undefined : m.instance('input_sum', InputSum, inputSumParameters(p, g));
  inputSum?.sample.drive(sequencer.sample);
  inputSum?.sampleStep?.drive(sequencer.sampleStep);
  inputSum?.rowCode.drive(rowCode);

  const flip = p.encoding === 'offset-flip';
  const flipFlags = flip
    ? m.instance('flip_flags', FlipFlags, { unit: p.name, slices, columns: p.columns, adcs: p.adcs })
    : undefined;
  flipFlags?.write.drive(write.flags);
  flipFlags?.slice.drive(write.slice);
  flipFlags?.flags.drive(write.data.truncate(p.columns));
  flipFlags?.convert.drive(sequencer.convert);
  flipFlags?.group.drive(sequencer.group);
  return { crossbars, inputSum, flipFlags };
}

/** One ADC of each slice, and what follows it. */
export interface AdcLane {
  readonly codes: Bits;
  readonly sum: SInt;
  /** The result of the pipeline's `resultGroup` is complete. */
  readonly store: Bool;
  /** That result, or where results are kept the one of the group that is read. */
  readonly data: SInt;
}

/** Shift-and-add and accumulator of every ADC of a slice.
 *  @param readGroup column group of XbarOut to read; absent: the unit keeps no results */
export function mvmuLanes(
  m: ModuleBuilder,
  p: PumaMvmuConfig,
  { pipeline }: Control,
  { crossbars, inputSum, flipFlags }: Arrays,
  readGroup?: UInt,
): readonly AdcLane[] {
  const g = mvmuGeometry(p);
  return Array.from({ length: p.adcs }, (_, a): AdcLane => {
    const shiftAdd = m.instance(`shift_add_${a}`, ShiftAdd, shiftAddParameters(p, g));
    const codes = concatLow(crossbars.map((crossbar) => crossbar.code.slice(a * p.adcBits, p.adcBits)));
    shiftAdd.valid.drive(pipeline.codeValid);
    shiftAdd.codes.drive(codes);
    if (flipFlags !== undefined && inputSum?.codeRowSum !== undefined) {
      const flips = g.sliceBits.map((_, s) => flipFlags.codeFlips.slice(s * p.adcs + a, 1));
      shiftAdd.flips?.drive(concatLow(flips));
      shiftAdd.rowSum?.drive(inputSum.codeRowSum);
    }

    const accumulator = m.instance(`accumulator_${a}`, Accumulator, {
      ...accumulatorParameters(p, g, pipeline.sumShift?.width ?? 0),
      holds: readGroup !== undefined,
    });
    accumulator.valid.drive(pipeline.sumValid);
    accumulator.sum.drive(shiftAdd.sum);
    accumulator.group?.drive(pipeline.sumGroup);
    if (pipeline.sumFirst !== undefined) accumulator.first?.drive(pipeline.sumFirst);
    if (pipeline.sumLast !== undefined) accumulator.last?.drive(pipeline.sumLast);
    if (pipeline.sumNegative !== undefined) accumulator.negative?.drive(pipeline.sumNegative);
    if (pipeline.sumShift !== undefined) accumulator.shift?.drive(pipeline.sumShift);
    if (inputSum?.sumRowSum !== undefined) accumulator.rowSum?.drive(inputSum.sumRowSum);
    if (inputSum?.inputSum !== undefined) accumulator.inputSum?.drive(inputSum.inputSum);
    // The last group has no column for this ADC where adcs does not divide columns.
    const isFull = (g.groups - 1) * p.adcs + a < p.columns;
    const { resultValid, resultGroup } = pipeline;
    const store = isFull ? resultValid : resultValid.and(resultGroup.ne(g.groups - 1));
    if (readGroup !== undefined) {
      accumulator.store?.drive(store);
      accumulator.storeGroup?.drive(resultGroup);
      accumulator.readGroup?.drive(readGroup);
    }
    const data = accumulator.data ?? accumulator.result;
    if (data === undefined) throw new Error('an accumulator gives its result in one of two ways');
    return { codes, sum: shiftAdd.sum, store, data };
  });
}
