import { crossbarImage } from '../../compiler/raella/crossbar-image.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { raellaCyclesPerRun } from '../../generators/raella/crossbar/index.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';
import type { Monitor } from '../../verilator-harness/engine.js';
import { arrayJob } from '../common/array-job.js';
import { burstMonitor } from '../common/burst-monitor.js';
import type { Level, PhaseJob } from '../system.js';

/** Trace ports that a run of this level listens to. */
export function crossbarMonitors({ adcs }: RaellaCrossbarConfig, top: Module, level: Level): Monitor[] {
  return level === 'codes' ? [burstMonitor(top, 'code', { elements: adcs, signed: true })] : [];
}

/** The pins of a crossbar, driven for one layer: its cells and its words, then the vectors.
 *  @param inputs vectors x rows */
export function crossbarJob(
  config: RaellaCrossbarConfig,
  top: Module,
  layer: RaellaLayer,
  inputs: Int32Array,
  level: Level,
): PhaseJob {
  const { cells, kinds, indices, data } = crossbarImage(config, layer);
  const shape = { rows: config.rows, columns: layer.centres.length };
  return arrayJob(
    printedPorts(top),
    shape,
    cells,
    { inputs },
    {
      cyclesPerVector: raellaCyclesPerRun(config, layer),
      captures: ['out_psum_o', 'out_data_o', 'out_overflow_o'],
      monitors: crossbarMonitors(config, top, level),
      outputPin: 'out_filter_i',
      settings: {
        stream: 'layer',
        words: kinds.length,
        pins: { layer_kind_i: kinds, layer_index_i: indices, layer_data_i: data },
      },
    },
  );
}
