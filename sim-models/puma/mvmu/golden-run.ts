import type { Trace, TraceStream } from '../../../base/trace.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { mvmuGeometry } from './geometry.js';

/** Events down to which a run keeps its values: `codes` keeps all three kinds. */
export type GoldenLevel = 'outputs' | 'sums' | 'codes';

/** What a golden MVMU computed for n vectors. */
export interface GoldenRun {
  /** [n][columns] */
  readonly outputs: Float64Array;
  /** [n][passes * steps][columns] */
  readonly sums?: Float64Array;
  /** [n][passes * steps][columns][slices] */
  readonly codes?: Int32Array;
  /** The same values as events of the unit `mvmu0`. */
  trace(): Trace;
}

/** Event streams of a run, one a kind, in the order of the specification. */
export function traceOf(config: PumaMvmuConfig, run: Omit<GoldenRun, 'trace'>): Trace {
  const { slices, passes, steps } = mvmuGeometry(config);
  const vector = { name: 'vector', size: run.outputs.length / config.columns };
  const step = { name: 'step', size: passes * steps };
  const column = { name: 'column', size: config.columns };
  const streams: TraceStream[] = [];
  if (run.codes) {
    const dims = [vector, step, column, { name: 'slice', size: slices }];
    streams.push({ unit: 'mvmu0', kind: 'code', dims, values: run.codes, width: config.adcBits });
  }
  if (run.sums) {
    const largest = config.rows * (2 ** config.dacBits - 1) * (2 ** config.weightBits - 1);
    const width = Math.floor(Math.log2(largest)) + 2;
    streams.push({ unit: 'mvmu0', kind: 'sum', dims: [vector, step, column], values: run.sums, width });
  }
  const { bits: width, fraction } = config.output;
  streams.push({ unit: 'mvmu0', kind: 'out', dims: [vector, column], values: run.outputs, width, fraction });
  return { streams };
}
