import type { TraceStream } from '../../base/trace.js';
import type { MonitorData } from '../../verilator-harness/engine.js';

/** How the bursts of a trace port are laid out: step by step, and in a step burst by burst of `lanes` columns. */
export interface BurstLayout {
  readonly steps: number;
  readonly columns: number;
  readonly lanes: number;
  /** Elements of one column. */
  readonly perLane: number;
}

/** Brings the bursts of a trace port (tags: step, first column) into one stream of vectors x steps x columns x perLane.
 *
 *  Lanes past the last column are dropped. `index` is present only where the design reported another position than the
 *  canonical one, or too many or too few events, so that the usual case costs no memory. */
export function burstStream(
  monitor: MonitorData,
  layout: BurstLayout,
  head: Pick<TraceStream, 'unit' | 'kind' | 'dims' | 'width'>,
  withCycles: boolean,
): TraceStream {
  const { columns, lanes, perLane } = layout;
  const compact = columns % lanes === 0;
  const canonical = isCanonical(monitor, layout);
  if (compact && canonical && !withCycles) return { ...head, values: monitor.values };

  const perBurst = lanes * perLane;
  const Values = monitor.values instanceof Int32Array ? Int32Array : Float64Array;
  const values = new Values(monitor.firings * perBurst);
  const index = new Uint32Array(canonical ? 0 : values.length);
  const cycles = new Uint32Array(withCycles ? values.length : 0);
  let at = 0;
  for (let firing = 0; firing < monitor.firings; firing += 1) {
    const step = monitor.tags[2 * firing]!;
    const column = monitor.tags[2 * firing + 1]!;
    const kept = Math.max(0, Math.min(lanes, columns - column)) * perLane;
    values.set(monitor.values.subarray(firing * perBurst, firing * perBurst + kept), at);
    if (!canonical) {
      const base = ((vectorOf(firing, layout) * layout.steps + step) * columns + column) * perLane;
      for (let k = 0; k < kept; k += 1) index[at + k] = base + k;
    }
    if (withCycles) cycles.fill(monitor.cycles[firing]!, at, at + kept);
    at += kept;
  }
  return {
    ...head,
    values: values.subarray(0, at),
    ...(canonical ? {} : { index: index.subarray(0, at) }),
    ...(withCycles ? { cycles: cycles.subarray(0, at) } : {}),
  };
}

/** The trace ports do not count vectors: a vector is one full round of steps and bursts. */
function vectorOf(firing: number, { steps, columns, lanes }: BurstLayout): number {
  return Math.floor(firing / (steps * Math.ceil(columns / lanes)));
}

function isCanonical({ tags, firings }: MonitorData, { steps, columns, lanes }: BurstLayout): boolean {
  let step = 0;
  let column = 0;
  for (let firing = 0; firing < firings; firing += 1) {
    if (tags[2 * firing] !== step || tags[2 * firing + 1] !== column) return false;
    column += lanes;
    if (column >= columns) {
      column = 0;
      step = step + 1 === steps ? 0 : step + 1;
    }
  }
  return true;
}
