import type { EventKind } from '../../../base/trace.js';
import type { RaellaImaConfig } from '../../../config/raella-machine.js';
import { type BuildOptions, build, type Module, type SourceRef } from '../../../hdl-dsl/index.js';
import { sourceOf } from '../../common/source-of.js';
import { RaellaIma } from './ima.js';

export { RaellaIma } from './ima.js';

/** What the generator of an IMA gives. */
export interface GeneratedIma {
  readonly top: Module;
  /** Where the signals behind each kind of event are declared. */
  readonly sources: Partial<Record<EventKind, SourceRef>>;
}

/** Generates an IMA as a design of its own, with the traces of its crossbars. docs/raella-tile.md tells its pins.
 *
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateIma(config: RaellaImaConfig, options: BuildOptions = {}): GeneratedIma {
  const top = build(RaellaIma, { config, traced: true }, options);
  const code = sourceOf(top, 'crossbar_0', 'xbar_0');
  const sum = sourceOf(top, 'outputs_0', 'part');
  return {
    top,
    sources: { ...(code === undefined ? {} : { code }), ...(sum === undefined ? {} : { sum, out: sum }) },
  };
}
