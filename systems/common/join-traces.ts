import type { Trace, TraceStream } from '../../base/trace.js';

/** Joins the traces of consecutive phases: vectors (the first dimension) follow one another.
 *  `vectors[k]` is the number of vectors phase k was to run, whether or not all its events came, or any: a run that
 *  stopped early still has the dimensions of the whole. */
export function joinTraces(traces: readonly Trace[], vectors: readonly number[]): Trace {
  const [first] = traces;
  if (first === undefined || vectors.length === 1) return first ?? { streams: [] };
  return {
    streams: first.streams.map((head, k) =>
      joinStreams(
        head,
        traces.map((t) => t.streams[k]!),
        vectors,
      ),
    ),
  };
}

function joinStreams(
  head: TraceStream,
  parts: readonly TraceStream[],
  vectors: readonly number[],
): TraceStream {
  const perVector = head.dims.slice(1).reduce((n, d) => n * d.size, 1);
  const length = parts.reduce((n, p) => n + p.values.length, 0);
  const wide = parts.some((p) => p.values instanceof Float64Array);
  const values = wide ? new Float64Array(length) : new Int32Array(length);
  const complete = parts.every((p, k) => p.values.length === vectors[k]! * perVector);
  const indexed = !complete || parts.some((p) => p.index !== undefined);
  const index = new Uint32Array(indexed ? length : 0);
  const timed = parts.every((p) => p.cycles !== undefined);
  const cycles = new Uint32Array(timed ? length : 0);
  let at = 0;
  let base = 0;
  for (const [k, part] of parts.entries()) {
    values.set(part.values, at);
    if (indexed)
      for (let i = 0; i < part.values.length; i += 1) index[at + i] = base + (part.index?.[i] ?? i);
    if (timed && part.cycles) cycles.set(part.cycles, at);
    at += part.values.length;
    base += vectors[k]! * perVector;
  }
  const total = vectors.reduce((n, v) => n + v, 0);
  return {
    ...head,
    dims: head.dims.map((d, k) => (k === 0 ? { ...d, size: total } : d)),
    values,
    ...(indexed ? { index } : {}),
    ...(timed ? { cycles } : {}),
  };
}
