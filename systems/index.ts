/** What `import { ... } from 'crossweave'` offers. Each function loads its own part when it is called, so that a command
 *  that needs little starts fast. */
import type { AnalyzeOptions, AnalyzeResult } from './analyze-api.js';
import type {
  AssembleOptions,
  AssembleResult,
  CosimOptions,
  CosimResult,
  DiffOptions,
  DiffResult,
  DisassembleOptions,
  DisassembleResult,
  GenerateOptions,
  GenerateResult,
  LintSourceOptions,
  LintSourceResult,
  Listing,
  ProgramDiffResult,
} from './api.js';
import type {
  CosimProgramOptions,
  CosimProgramResult,
  RunProgramOptions,
  RunProgramResult,
} from './machine-api.js';

export { CrossweaveError } from '../base/crossweave-error.js';
export type { Diagnostic } from '../base/diagnostic.js';
export type * from './analyze-api.js';
export type * from './api.js';
export type * from './machine-api.js';

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

/** Runs a program for a machine on RTL and golden simulator and compares every event; see
 *  `puma-machine/cosim-program.ts`. */
export async function cosimProgram(options: CosimProgramOptions): Promise<CosimProgramResult> {
  return (await import('./puma-machine/cosim-program.js')).cosimProgram(options);
}

/** Runs a program for a machine on the golden simulator; see `puma-machine/run-program.ts`. */
export async function runProgram(options: RunProgramOptions): Promise<RunProgramResult> {
  return (await import('./puma-machine/run-program.js')).runProgram(options);
}

/** Analyses a workload on the crossbars of a configuration; see `analyze/analyze.ts`. */
export async function analyze(options: AnalyzeOptions): Promise<AnalyzeResult> {
  return (await import('./analyze/analyze.js')).analyze(options);
}

/** Compares the traces of a run, or of two runs; see `diff.ts`. */
export async function diff(options: DiffOptions): Promise<DiffResult | ProgramDiffResult> {
  return (await import('./diff.js')).diff(options);
}

/** Checks sources that use the hardware language; see `lint-source.ts`. */
export async function lintSource(options: LintSourceOptions): Promise<LintSourceResult> {
  return (await import('./lint-source.js')).lintSource(options);
}

/** Assembles a program for a machine and writes its image; see `assemble.ts`. */
export async function assemble(options: AssembleOptions): Promise<AssembleResult> {
  return (await import('./assemble.js')).assemble(options);
}

/** Prints an image as assembly; see `disassemble.ts`. */
export async function disassemble(options: DisassembleOptions): Promise<DisassembleResult> {
  return (await import('./disassemble.js')).disassemble(options);
}
