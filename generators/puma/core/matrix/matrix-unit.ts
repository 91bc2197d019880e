import { z } from 'zod';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import {
  bits,
  bool,
  flow,
  input,
  module,
  output,
  struct,
  uint,
  uintBelow,
} from '../../../../hdl-dsl/index.js';
import { firstColumn } from '../../../common/column-address.js';
import { drivePartsWhen } from '../../../common/drive-parts.js';
import { mvmuArrays, mvmuControl, mvmuDrivers, mvmuLanes } from '../../mvmu/datapath.js';
import { mvmuGeometry } from '../../mvmu/geometry.js';

/** A matrix-vector unit inside a core: the parts of `puma-mvmu` behind other ports. Its inputs come `lanes` at a time
 *  from the core's XbarIn, and its results go to the core's XbarOut as they are complete. A run takes as many cycles,
 *  and `busy` means the same. */
export const MatrixUnit = module({
  name: (p) => p.mvmu.name,
  comment: ({ mvmu }) =>
    `Matrix-vector unit of a core: ${mvmu.rows} inputs, ${mvmu.columns} outputs, ` +
    `${mvmu.weightBits}-bit weights in ${mvmu.cellBits}-bit cells (${mvmu.encoding}).`,
  params: z.object({
    mvmu: z.custom<PumaMvmuConfig>((config) => typeof config === 'object' && config !== null),
    lanes: z.int().min(1),
  }),
  ports: ({ mvmu, lanes }) => {
    const { sliceBits, cellWidth } = mvmuGeometry(mvmu);
    return {
      macro: input(uint(8), 'number of this unit in the design, for its noise'),
      prog: input(
        flow(
          struct({
            slice: uintBelow(sliceBits.length),
            row: uintBelow(mvmu.rows),
            flags: bool,
            data: bits(mvmu.columns * cellWidth),
          }),
        ),
        'cells of a word line, or the flip flags, of a slice; only while not busy',
      ),
      in: input(
        flow(
          struct({
            group: uintBelow(mvmu.rows / lanes),
            mask: bits(lanes),
            data: bits(lanes * mvmu.inputBits),
          }),
        ),
        `inputs of ${lanes} neighbouring word lines; only while not busy`,
      ),
      start: input(bool, 'only while not busy'),
      busy: output(bool),
      out: output(
        flow(struct({ column: uintBelow(mvmu.columns), data: bits(mvmu.adcs * mvmu.output.bits) })),
        'results of column and up; past the last one they mean nothing',
      ),
    };
  },
  build(m, { mvmu, lanes }, io) {
    const control = mvmuControl(m, mvmu, io.start);
    const { sequencer, pipeline } = control;
    io.busy.drive(sequencer.busy);
    m.ignore(sequencer.done, 'who waits looks at busy');
    m.ignore([pipeline.codeStep, pipeline.codeGroup], 'codes are not traced in a core');
    m.ignore([pipeline.sumStep], 'nor are slice sums');

    const { group, mask, data } = io.in.data;
    if (lanes === 1) m.ignore(mask, 'the one lane is always written');
    const inputs = { write: io.in.valid, row: group, data: data.asUInt(), ...(lanes > 1 ? { mask } : {}) };
    const drivers = mvmuDrivers(m, mvmu, control, inputs, lanes);

    const { flags } = io.prog.data;
    const write = {
      ...io.prog.data,
      cells: io.prog.valid.and(flags.not()),
      flags: io.prog.valid.and(flags),
    };
    const arrays = mvmuArrays(m, mvmu, control, drivers, write, io.macro);
    const adcs = mvmuLanes(m, mvmu, control, arrays);
    io.out.valid.drive(pipeline.resultValid);
    io.out.data.column.drive(firstColumn(pipeline.resultGroup, mvmu.columns, mvmu.adcs));
    drivePartsWhen(
      m,
      pipeline.resultValid,
      io.out.data.data,
      adcs.map((adc) => adc.data.asBits()),
    );

    const isIdle = sequencer.busy.not();
    m.assert('StartOnlyWhenIdle', io.start.not().or(isIdle), 'a running unit is not started');
    m.assert('InputsOnlyWhenIdle', io.in.valid.not().or(isIdle), 'the inputs of a running unit stay');
    m.assert('CellsOnlyWhenIdle', io.prog.valid.not().or(isIdle), 'a running unit is not programmed');
  },
});
