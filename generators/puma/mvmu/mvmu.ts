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
import { drivePartsWhen } from '../../common/drive-parts.js';
import { mvmuArrays, mvmuControl, mvmuDrivers, mvmuLanes } from './datapath.js';
import { mvmuGeometry } from './geometry.js';

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
    const control = mvmuControl(m, p, io.start);
    const { sequencer, pipeline } = control;
    io.busy.drive(sequencer.busy);
    io.done.drive(sequencer.done);

    io.in.ready.drive(sequencer.busy.not());
    const drivers = mvmuDrivers(m, p, control, { write: io.in.fire, ...io.in.data });

    io.prog.ready.drive(sequencer.busy.not());
    const { writeCells, writeFlags } = m.wires({
      writeCells: io.prog.fire.and(io.prog.data.flags.not()),
      writeFlags: io.prog.fire.and(io.prog.data.flags),
    });
    const { slice, row, data } = io.prog.data;
    const write = { cells: writeCells, flags: writeFlags, slice, row, data };
    const arrays = mvmuArrays(m, p, control, drivers, write);
    if (arrays.flipFlags === undefined) m.ignore(writeFlags, 'only offset-flip keeps flags');

    const out = columnAddress(io.outColumn, p.columns, p.adcs);
    const { outGroup } = m.wires({ outGroup: out.group });
    const lanes = mvmuLanes(m, p, control, arrays, outGroup);
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
