import { imaImage } from '../../compiler/raella/ima-image.js';
import type { RaellaImaConfig } from '../../config/raella-machine.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import type { Level, PhaseJob } from '../system.js';
import { imaMonitors } from './ima-monitors.js';

/** Cycles from a read to its answer. */
const readLatency = 2;

/** The pins of an IMA, driven for one matrix: cells and words of every crossbar, then for each vector its inputs, the start,
 *  the wait for the end, and a read of every output.
 *  @param inputs vectors x word lines of all crossbars  @param cyclesPerVector from start to done */
export function imaJob(
  config: RaellaImaConfig,
  top: Module,
  layers: readonly RaellaLayer[],
  inputs: Int32Array,
  level: Level,
  cyclesPerVector: number,
): PhaseJob {
  const { rows, crossbars } = config;
  const ports = printedPorts(top);
  const { cells, words } = imaImage(config, layers);
  const lines = rows * crossbars;
  const filters = layers[0]!.centres.length;
  const limit = 4 * cyclesPerVector + 256;
  const numbered = ports.some(({ name }) => name === 'prog_crossbar_i');
  const stimulus = new StimulusBuilder(ports).poke('used_i', 2 ** crossbars - 1).poke('prog_valid_i', 1);
  for (const [x, { slices, wordsPerRow }] of cells.entries()) {
    const [slice] = slices;
    const data = new Uint32Array(rows * wordsPerRow);
    for (const [i, row] of slice!.rows.entries()) data.set(row, i * wordsPerRow);
    stimulus.table(rows, {
      ...(numbered ? { prog_crossbar_i: x } : {}),
      prog_row_i: Uint32Array.from({ length: rows }, (_, i) => i),
      prog_data_i: data,
    });
  }
  const count = words.kinds.length;
  stimulus
    .poke('prog_valid_i', 0)
    .poke('layer_valid_i', 1)
    .table(count, {
      layer_crossbars_i: words.crossbars,
      layer_kind_i: words.kinds,
      layer_index_i: words.indices,
      layer_data_i: words.data,
    })
    .poke('layer_valid_i', 0);
  const vectors = inputs.length / lines;
  for (let v = 0; v < vectors; v++) {
    stimulus
      .mark(v)
      .poke('in_valid_i', 1)
      .table(lines, {
        in_element_i: Uint32Array.from({ length: lines }, (_, i) => i),
        in_data_i: inputs.subarray(v * lines, (v + 1) * lines),
      })
      .poke('in_valid_i', 0)
      .poke('start_i', 1)
      .step()
      .poke('start_i', 0)
      .wait('done_o', limit)
      .poke('read_i', 1)
      .table(filters, { read_output_i: Uint32Array.from({ length: filters }, (_, f) => f) })
      .poke('read_i', 0)
      .step(readLatency);
  }
  const programming = rows * crossbars + count;
  return {
    stimulus: stimulus.build(),
    monitors: imaMonitors(config, top, level),
    cycleLimit: programming + vectors * (lines + 1 + limit + filters + readLatency) + 16,
    programmingCycles: programming,
  };
}
