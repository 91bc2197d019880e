import type { Trace, TraceStream } from '../../base/trace.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { notConverted } from './decisions.js';
import type { RaellaRun } from './golden-raella-crossbar.js';
import type { RaellaLayer } from './layer.js';
import { schedule } from './schedule.js';

/** A run as the events that the hardware shows: `code` at level `codes` (-2^adcBits, which is none, in a step that did not
 *  convert the column), `sum` (the psum), `out` (y) and `overflow`. Source: docs/raella.md, "Pins".
 *  @param unit of the events */
export function crossbarTrace(
  { columns, adcBits, speculation }: RaellaCrossbarConfig,
  layer: RaellaLayer,
  run: RaellaRun,
  unit = 'crossbar0',
): Trace {
  const filters = layer.centres.length;
  const vector = { name: 'vector', size: run.inputSums.length };
  const dims = [vector, { name: 'filter', size: filters }];
  const streams: TraceStream[] = [
    { unit, kind: 'sum', dims, values: run.psums, width: 16 },
    { unit, kind: 'out', dims, values: run.outputs, width: 32 },
    { unit, kind: 'overflow', dims, values: run.overflows.map((count) => Math.sign(count)), width: 1 },
  ];
  if (run.codes === undefined) return { streams };
  const used = filters * layer.slicing.length;
  const steps = schedule(speculation, layer.speculate).length * (layer.signedInputs ? 2 : 1);
  const values = new Int32Array(vector.size * steps * columns).fill(-(2 ** adcBits));
  for (let from = 0, to = 0; from < run.codes.length; from += used, to += columns) {
    for (let column = 0; column < used; column++) {
      const code = run.codes[from + column]!;
      if (code !== notConverted) values[to + column] = code;
    }
  }
  const codeDims = [vector, { name: 'step', size: steps }, { name: 'column', size: columns }];
  streams.unshift({ unit, kind: 'code', dims: codeDims, values, width: adcBits + 1 });
  return { streams };
}
