import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { type BuildOptions, build, type Module } from '../../hdl-dsl/index.js';
import { Machine } from './tile/machine-top.js';

export { Machine } from './tile/machine-top.js';

/** What the generator of a machine gives. */
export interface GeneratedMachine {
  readonly top: Module;
}

/** Generates the RTL of a machine: `puma-core` or `puma-tile`. docs/puma-isa.md tells what it does.
 *
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks; `stalls`: with stall points on every internal stream
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateMachine(
  config: PumaMachineConfig,
  { stalls = false, ...options }: BuildOptions & { readonly stalls?: boolean } = {},
): GeneratedMachine {
  return { top: build(Machine, { config, stalls }, options) };
}
