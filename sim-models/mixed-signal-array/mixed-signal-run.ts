import type { Trace, TraceStream } from '../../base/trace.js';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { mixedSignalGeometry } from './geometry.js';

/** What a golden mixed-signal array computed for n vectors. */
export interface MixedSignalRun {
  /** y, [n][columns] */
  readonly outputs: Float64Array;
  /** [n][steps][columns], in `bit-serial-sram` [n][steps][columns][B_w]; at level `codes` */
  readonly codes?: Int32Array;
  /** Comparisons of each vector, [n]; in `resistive-ramp` */
  readonly ramps?: Int32Array;
  /** The same values as events of the unit `array0`. */
  trace(): Trace;
}

/** Event streams of a run, in the order in which they come about. */
export function traceOf(config: MixedSignalArrayConfig, run: Omit<MixedSignalRun, 'trace'>): Trace {
  const { steps, perOutput, outputBits } = mixedSignalGeometry(config);
  const vector = { name: 'vector', size: run.outputs.length / config.columns };
  const column = { name: 'column', size: config.columns };
  const unit = 'array0';
  const streams: TraceStream[] = [];
  if (run.codes) {
    const bits = config.style === 'bit-serial-sram' ? [{ name: 'bit', size: perOutput }] : [];
    const dims = [vector, { name: 'step', size: steps }, column, ...bits];
    streams.push({ unit, kind: 'code', dims, values: run.codes, width: config.adcBits });
  }
  streams.push({ unit, kind: 'out', dims: [vector, column], values: run.outputs, width: outputBits });
  if (run.ramps) streams.push({ unit, kind: 'ramps', dims: [vector], values: run.ramps, width: 32 });
  return { streams };
}
