import type { TraceStream } from '../../base/trace.js';

/** What the IMA gives beside codes: the y of its crossbars, and whether a psum of one overflowed, both [vectors][crossbars]
 *  [filters]; an output is the sum of their y. */
export function imaStreams(
  sums: Float64Array,
  overflows: Float64Array,
  { vectors, crossbars, filters }: Record<'vectors' | 'crossbars' | 'filters', number>,
): { readonly outputs: Float64Array; readonly streams: readonly [TraceStream, TraceStream, TraceStream] } {
  const unit = 'ima0';
  const outputs = new Float64Array(Math.floor(sums.length / (crossbars * filters)) * filters);
  for (let at = 0; at < outputs.length; at++) {
    const first = Math.floor(at / filters) * crossbars * filters + (at % filters);
    for (let x = 0; x < crossbars; x++) outputs[at]! += sums[first + x * filters]!;
  }
  const vector = { name: 'vector', size: vectors };
  const filter = { name: 'filter', size: filters };
  const dims = [vector, { name: 'crossbar', size: crossbars }, filter];
  return {
    outputs,
    streams: [
      { unit, kind: 'sum', dims, values: sums, width: 32 },
      { unit, kind: 'out', dims: [vector, filter], values: outputs, width: 35 },
      { unit, kind: 'overflow', dims, values: overflows, width: 1 },
    ],
  };
}
