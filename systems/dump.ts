import type { EventKind, Trace } from '../base/trace.js';

/** What the design computed, as JSON text: `{ "outputs": int[n][columns], "codes": int[n][...] }`, codes in trace order. */
export function dumpText(trace: Trace): string {
  const rows = (kind: EventKind) =>
    vectorsOf(trace, kind)
      .map((row) => `    [${row.join(', ')}]`)
      .join(',\n');
  return `{\n  "outputs": [\n${rows('out')}\n  ],\n  "codes": [\n${rows('code')}\n  ]\n}\n`;
}

/** One row a vector; the last may be short where the design stopped early. */
function vectorsOf({ streams }: Trace, kind: EventKind): (Int32Array | Float64Array)[] {
  const stream = streams.find((s) => s.kind === kind);
  if (stream === undefined) return [];
  const perVector = stream.dims.slice(1).reduce((n, d) => n * d.size, 1);
  return Array.from({ length: Math.ceil(stream.values.length / perVector) }, (_, v) =>
    stream.values.subarray(v * perVector, (v + 1) * perVector),
  );
}
