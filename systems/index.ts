/** What `import { ... } from 'crossweave'` offers. Each function loads its own part when it is called, so that a command
 *  that needs little starts fast. */
import type {
  CosimOptions,
  CosimResult,
  DiffOptions,
  DiffResult,
  GenerateOptions,
  GenerateResult,
  LintSourceOptions,
  LintSourceResult,
  Listing,
} from './api.js';

export { CrossweaveError } from '../base/crossweave-error.js';
export type { Diagnostic } from '../base/diagnostic.js';
export type * from './api.js';

/** Lists systems, presets and workloads. */
export async function listSystems(): Promise<Listing> {
  return (await import('./list-systems.js')).listSystems();
}

/** Writes the hardware of a configuration to its folder; see `generate.ts`. */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  return (await import('./generate.js')).generate(options);
}

/** Runs a workload on RTL and golden model and compares every event; see `cosim.ts`. */
export async function cosim(options: CosimOptions): Promise<CosimResult> {
  return (await import('./cosim.js')).cosim(options);
}

/** Compares the traces of a run, or of two runs; see `diff.ts`. */
export async function diff(options: DiffOptions): Promise<DiffResult> {
  return (await import('./diff.js')).diff(options);
}

/** Checks sources that use the hardware language; see `lint-source.ts`. */
export async function lintSource(options: LintSourceOptions): Promise<LintSourceResult> {
  return (await import('./lint-source.js')).lintSource(options);
}
