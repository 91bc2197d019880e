import { z } from 'zod';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import {
  bits,
  bool,
  input,
  module,
  output,
  sint,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { columnAddress, firstColumn } from '../../common/column-address.js';
import { concatLow } from '../../common/concat-low.js';
import { crossbarPins } from '../../common/crossbar-pins.js';
import { drivePartsWhen } from '../../common/drive-parts.js';
import { InputRegisters } from '../../common/input-registers.js';
import { Sequencer } from '../../common/sequencer.js';
import { stepAddress } from '../../common/step-address.js';
import { Accumulator } from './accumulator.js';
import { FlipFlags } from './flip-flags.js';
import { mvmuGeometry } from './geometry.js';
import { InputSum } from './input-sum.js';
import { accumulatorParameters, inputSumParameters, shiftAddParameters, stepPlan } from './parameters.js';
import { Pipeline } from './pipeline.js';
import { ShiftAdd } from './shift-add.js';

/** The matrix-vector unit: its pins, and the parts that docs/mvmu.md lists put together. */
export const Mvmu = module({
  name: (p) => p.name,
  comment: (p) =>
    `PUMA matrix-vector unit: ${p.rows} inputs of ${p.inputBits} bits, ${p.columns} outputs, ` +
    `${p.weightBits}-bit weights in ${p.cellBits}-bit cells (${p.encoding}).`,
  params: z.custom<PumaMvmuConfig>((config) => typeof config === 'object' && config !== null),
  ports: (p) => {
    const { sliceBits, cellWidth, planes, sumBits } = mvmuGeometry(p);
    const slices = sliceBits.length;
    const word = struct({
      slice: uintBelow(slices),
      row: uintBelow(p.rows),
      flags: bool,
      data: bits(p.columns * cellWidth),
    });
    return {
      prog: input(stream(word), 'cells of a word line, or the flip flags, of a slice'),
      in: input(stream(struct({ row: uintBelow(p.rows), data: uint(p.inputBits) })), 'XbarIn'),
      start: input(bool, 'taken when not busy'),
      busy: output(bool),
      done: output(bool, 'from the end of a run to the next start'),
      outColumn: input(uintBelow(p.columns)),
      outData: output(sint(p.output.bits, { default: 0 }), 'XbarOut of out_column_i'),
      traceCodeValid: output(bool),
      traceCodeStep: output(uintBelow(planes)),
      traceCodeColumn: output(uintBelow(p.columns), 'column of ADC 0'),
      traceCodeData: output(bits(p.adcs * slices * p.adcBits), 'ADC a, slice s is element a * slices + s'),
      traceSumValid: output(bool),
      traceSumStep: output(uintBelow(planes)),
      traceSumColumn: output(uintBelow(p.columns), 'column of ADC 0'),
      traceSumData: output(bits(p.adcs * sumBits), 'ADC a is element a'),
    };
  },
  build(m, p, io) {
    const g = mvmuGeometry(p);
    const slices = g.sliceBits.length;
    const plan = stepPlan(p, g);

    const sequencer = m.instance('sequencer', Sequencer, {
      unit: p.name,
      columns: p.columns,
      adcs: p.adcs,
      planes: g.planes,
    });
    const pipeline = m.instance('pipeline', Pipeline, { unit: p.name, groups: g.groups, ...plan });
    sequencer.start.drive(io.start);
    sequencer.inFlight.drive(pipeline.inFlight);
    pipeline.convert.drive(sequencer.convert);
    pipeline.convertStep.drive(sequencer.convertStep);
    pipeline.convertGroup.drive(sequencer.group);
    io.busy.drive(sequencer.busy);
    io.done.drive(sequencer.done);

    const inputs = m.instance('input_registers', InputRegisters, {
      unit: p.name,
      rows: p.rows,
      inputBits: p.inputBits,
      ...plan,
    });
    io.in.ready.drive(sequencer.busy.not());
    inputs.write.drive(io.in.fire);
    inputs.row.drive(io.in.data.row);
    inputs.data.drive(io.in.data.data);
    inputs.load.drive(sequencer.load);
    inputs.loadStep.drive(sequencer.loadStep);
    inputs.rest.drive(sequencer.rest);

    io.prog.ready.drive(sequencer.busy.not());
    const { writeCells, writeFlags } = m.wires({
      writeCells: io.prog.fire.and(io.prog.data.flags.not()),
      writeFlags: io.prog.fire.and(io.prog.data.flags),
    });
    const sampled = stepAddress(sequencer.sampleStep, plan);
    const { samplePass, sampleStep } = m.wires({
      samplePass: sampled.pass,
      sampleStep: sampled.step.extend(8),
    });
    const crossbars = g.sliceBits.map((sliceBits, s) => {
      const crossbar = m.blackBox(`xbar_${s}`, {
        module: `${p.name}_xbar`,
        ports: crossbarPins(p),
        parameters: { Slice: s, SliceBits: sliceBits },
      });
      crossbar.progEn.drive(writeCells.and(io.prog.data.slice.eq(s)));
      crossbar.progRow.drive(io.prog.data.row);
      crossbar.progData.drive(io.prog.data.data);
      crossbar.rowCode.drive(inputs.rowCode);
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
    inputSum?.rowCode.drive(inputs.rowCode);

    const flip = p.encoding === 'offset-flip';
    const flipFlags = flip
      ? m.instance('flip_flags', FlipFlags, { unit: p.name, slices, columns: p.columns, adcs: p.adcs })
      : undefined;
    flipFlags?.write.drive(writeFlags);
    flipFlags?.slice.drive(io.prog.data.slice);
    flipFlags?.flags.drive(io.prog.data.data.truncate(p.columns));
    flipFlags?.convert.drive(sequencer.convert);
    flipFlags?.group.drive(sequencer.group);
    if (!flip) m.ignore(writeFlags, 'only offset-flip keeps flags');

    const out = columnAddress(io.outColumn, p.columns, p.adcs);
    const { outGroup } = m.wires({ outGroup: out.group });
    const lanes = Array.from({ length: p.adcs }, (_, a) => {
      const shiftAdd = m.instance(`shift_add_${a}`, ShiftAdd, shiftAddParameters(p, g));
      const codes = concatLow(crossbars.map((crossbar) => crossbar.code.slice(a * p.adcBits, p.adcBits)));
      shiftAdd.valid.drive(pipeline.codeValid);
      shiftAdd.codes.drive(codes);
      if (flipFlags !== undefined && inputSum?.codeRowSum !== undefined) {
        const flips = g.sliceBits.map((_, s) => flipFlags.codeFlips.slice(s * p.adcs + a, 1));
        shiftAdd.flips?.drive(concatLow(flips));
        shiftAdd.rowSum?.drive(inputSum.codeRowSum);
      }

      const parameters = accumulatorParameters(p, g, pipeline.sumShift?.width ?? 0);
      const accumulator = m.instance(`accumulator_${a}`, Accumulator, parameters);
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
      accumulator.store.drive(isFull ? resultValid : resultValid.and(resultGroup.ne(g.groups - 1)));
      accumulator.storeGroup.drive(resultGroup);
      accumulator.readGroup.drive(outGroup);
      return { codes, sum: shiftAdd.sum, data: accumulator.data };
    });
    if (p.adcs === 1) for (const lane of lanes) io.outData.drive(lane.data);
    else
      m.switch(out.lane, Object.fromEntries(lanes.map((lane, a) => [a, () => io.outData.drive(lane.data)])));

    io.traceCodeValid.drive(pipeline.codeValid);
    io.traceCodeStep.drive(pipeline.codeStep);
    io.traceCodeColumn.drive(firstColumn(pipeline.codeGroup, p.columns, p.adcs));
    io.traceSumValid.drive(pipeline.sumValid);
    io.traceSumStep.drive(pipeline.sumStep);
    io.traceSumColumn.drive(firstColumn(pipeline.sumGroup, p.columns, p.adcs));
    const codes = lanes.map((lane) => lane.codes);
    const sums = lanes.map((lane) => lane.sum.asBits());
    drivePartsWhen(m, pipeline.codeValid, io.traceCodeData, codes);
    drivePartsWhen(m, pipeline.sumValid, io.traceSumData, sums);
  },
});
