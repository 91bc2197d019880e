import type { EventKind } from '../../../base/trace.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { type BuildOptions, build, type Module, type SourceRef } from '../../../hdl-dsl/index.js';
import { sourceOf } from '../../common/source-of.js';
import { RaellaTile } from './tile.js';

export { RaellaTile } from './tile.js';

/** What the generator of a tile gives. */
export interface GeneratedTile {
  readonly top: Module;
  /** Where the signals behind each kind of event are declared. */
  readonly sources: Partial<Record<EventKind, SourceRef>>;
}

/** Generates a tile. docs/raella-tile.md tells its pins and what it does.
 *
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks; `stalls`: with stall points on the streams at its pins
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateTile(
  config: RaellaTileConfig,
  { stalls = false, ...options }: BuildOptions & { readonly stalls?: boolean } = {},
): GeneratedTile {
  const top = build(RaellaTile, { config, stalls }, options);
  const places: Partial<Record<EventKind, readonly string[]>> = {
    part: ['ima_0', 'outputs_0', 'part'],
    sum: ['join', 'answered'],
    out: ['quantiser', 'code'],
    overflow: ['join', 'overflows'],
    memory: ['buffer', 'activations'],
  };
  const sources = Object.entries(places).flatMap(([kind, path]) => {
    const source = sourceOf(top, ...path);
    return source === undefined ? [] : [[kind, source] as const];
  });
  return { top, sources: Object.fromEntries(sources) };
}
