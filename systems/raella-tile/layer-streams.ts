import type { EventKind, TraceStream } from '../../base/trace.js';
import { crossbarsOf } from '../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { outputShape, type TileLayer } from './tile-phase.js';

type Dims = TraceStream['dims'];

/** Events of a kind of a layer. Vectors are runs, counted over all layers of a workload, so that their order is that of
 *  time; `memory` is the activation buffer after the last run of a layer.
 *
 *  @param first number of the layer's first run
 *  @param places of the values counted from the layer's first run; absent: value k is at place k */
export function layerStream(
  config: RaellaTileConfig,
  layer: TileLayer,
  first: number,
  kind: EventKind,
  values: Float64Array,
  places?: Uint32Array,
): TraceStream {
  const { width, dims } = formOf(config, layer, kind);
  const offset = first * dims.reduce((count, { size }) => count * size, 1);
  const index = places ?? Uint32Array.from(values, (_, k) => k);
  return {
    ...{ unit: layer.program.name, kind, width, values },
    dims: [{ name: 'vector', size: first + layer.runs.length }, ...dims],
    index: index.map((place) => offset + place),
  };
}

/** Dimensions of the events of one run, and the width of a value. */
function formOf(
  config: RaellaTileConfig,
  { program }: TileLayer,
  kind: EventKind,
): { readonly dims: Dims; readonly width: number } {
  const { rows, columns, channels } = outputShape(program);
  const output: Dims = [
    { name: 'row', size: rows },
    { name: 'column', size: columns },
    { name: 'channel', size: channels },
  ];
  switch (kind) {
    case 'part':
      return { dims: [...output, { name: 'crossbar', size: crossbarsOf(config) }], width: 32 };
    case 'sum':
      return { dims: output, width: 40 };
    case 'overflow':
      return { dims: [], width: 33 };
    case 'memory':
      return { dims: [{ name: 'address', size: config.activationBytes }], width: 9 };
    default:
      return { dims: output, width: kind === 'last' ? 2 : 9 };
  }
}
