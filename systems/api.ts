import type { Diagnostic } from '../base/diagnostic.js';
import type { EngineName } from '../verilator-harness/create-engine.js';
import type { Engine } from '../verilator-harness/engine.js';
import type { CosimProgramResult, ProgramCompared, ProgramDivergence } from './machine-api.js';
import type { Level } from './system.js';

/** What can be generated and run. */
export interface Listing {
  readonly systems: readonly { readonly name: string; readonly summary: string }[];
  readonly presets: readonly { readonly name: string; readonly system: string; readonly summary: string }[];
  readonly workloads: readonly {
    readonly name: string;
    /** Systems that it runs on. */
    readonly systems: readonly string[];
    readonly summary: string;
  }[];
  /** What `analyze` takes. */
  readonly networks: readonly { readonly name: string; readonly summary: string }[];
}

export type Stage = 'generate' | 'golden' | 'build' | 'run' | 'compare' | 'report';

/** Sent when a stage begins, moves on, or ends. A stage that is not needed sends nothing. */
export interface ProgressEvent {
  readonly stage: Stage;
  readonly status: 'start' | 'progress' | 'done';
  /** A few words for the user, such as `from the cache`. */
  readonly message?: string;
}

export interface GenerateOptions {
  /** Parsed JSON, the name of a preset, or the path of a JSON file. */
  readonly config: unknown;
  /** The design's folder, by default `out/<name>`. */
  readonly out?: string;
  /** `path=value` texts that change the configuration. */
  readonly settings?: readonly string[];
  /** Puts the place in the generator behind each declaration and assignment of the RTL. */
  readonly locators?: boolean;
  readonly onProgress?: (event: ProgressEvent) => void;
}

export interface GenerateResult {
  readonly name: string;
  readonly system: string;
  /** The design's folder. */
  readonly out: string;
  /** Paths relative to `out`. */
  readonly files: readonly string[];
  /** Findings of the language's checks that are no errors. */
  readonly warnings: readonly Diagnostic[];
  /** Wall time. */
  readonly seconds: number;
}

export interface AssembleOptions {
  /** Path of the assembly text. */
  readonly program: string;
  /** Configuration of a machine: parsed JSON, the name of a preset, or the path of a JSON file. */
  readonly config: unknown;
  /** `path=value` texts that change the configuration. */
  readonly settings?: readonly string[];
  /** File of the image. */
  readonly out: string;
}

export interface AssembleResult {
  readonly program: string;
  /** Name of the configuration. */
  readonly config: string;
  readonly out: string;
  /** Lengths of the programs. */
  readonly instructions: { readonly cores: readonly number[]; readonly tile?: number };
  /** Words of data memory that are valid at the start. */
  readonly memoryWords: number;
  readonly packets: number;
  readonly warnings: readonly Diagnostic[];
}

export interface DisassembleOptions {
  /** Path of the image. */
  readonly image: string;
  /** Configuration that the image was made for. */
  readonly config: unknown;
  readonly settings?: readonly string[];
  /** File of the text; by default it is in the result. */
  readonly out?: string;
}

export interface DisassembleResult {
  readonly image: string;
  /** Name of the configuration. */
  readonly config: string;
  readonly out?: string;
  /** Absent where it was written to `out`. */
  readonly text?: string;
}

export interface CosimOptions extends Omit<GenerateOptions, 'locators'> {
  /** By default Verilator where its tools are found, else the built-in engine. */
  readonly engine?: EngineName;
  /** Name of a workload or path of a workload file; by default `random`. */
  readonly workload?: string;
  readonly vectors?: number;
  /** 0 .. 2^32 - 1. */
  readonly seed?: number;
  /** Folder of SystemVerilog to run in place of the generated RTL. */
  readonly rtl?: string;
  readonly trace?: 'vcd';
  /** Which events are compared, by default `sums`. */
  readonly level?: Level;
  /** File that the computed outputs and codes are written to as JSON; implies level `codes`. */
  readonly dump?: string;
}

/** The first event that differs, explained. */
export interface FirstDivergence {
  readonly unit: string;
  readonly kind: string;
  /** Another value; no event; an event too many; an event out of turn. */
  readonly nature: 'value' | 'missing' | 'surplus' | 'order';
  /** Position by dimension name: vector, step, column, slice. */
  readonly position: Readonly<Record<string, number>>;
  /** Absent for a surplus event. */
  readonly expected?: ShownValue;
  /** Absent for a missing event. */
  readonly got?: ShownValue;
  /** Clock since reset (of its phase), where it is known. */
  readonly cycle?: number;
  /** Generator line of the signal: `file:line:column`. */
  readonly source?: string;
  /** The whole story in a few lines. */
  readonly explanation: string;
}

/** An event's value, in units of the last place, and how it reads in hardware. */
export interface ShownValue {
  readonly decimal: number;
  /** Two's complement at the signal's width. */
  readonly hex: string;
  readonly fixed: string;
}

/** Events compared, by kind. */
export interface Compared {
  readonly total: number;
  readonly codes: number;
  readonly sums: number;
  /** Outputs, and what a system has beside them: flags, counts, the contents of a buffer after a layer. */
  readonly outputs: number;
}

/** Why a run has its verdict: all events equal; some differ; the design did not come to an end; one of its
 *  assertions failed. */
export type Reason = 'equal' | 'divergence' | 'hang' | 'assertion';

export interface CosimResult {
  readonly verdict: 'match' | 'mismatch';
  readonly reason: Reason;
  /** One sentence on the reason. */
  readonly message: string;
  readonly engine: Engine['name'];
  /** Parts that the engine computed without the golden model's help. */
  readonly independent: readonly ('digital' | 'analog')[];
  readonly workload: string;
  readonly vectors: number;
  readonly level: Level;
  readonly compared: Compared;
  /** Events that differ. */
  readonly divergences: number;
  readonly first: FirstDivergence | null;
  readonly cycles: number;
  readonly seconds: {
    readonly generate: number;
    readonly build: number;
    readonly run: number;
    readonly golden: number;
  };
  /** The simulator's build came from the cache. */
  readonly cached: boolean;
  /** The design's folder. */
  readonly out: string;
  /** The run's folder. */
  readonly run: string;
  /** The run's report page. */
  readonly report: string;
  readonly warnings: readonly string[];
  /** Fractions 0..1 of right classes, where the workload has classes. */
  readonly accuracy?: { readonly float: number; readonly golden: number; readonly rtl: number };
  /** Clocks a vector, all phases together, programming left out; such as cycles an image. */
  readonly cyclesPerVector: number;
  /** Waveforms, one a phase of the workload, where they were asked for. */
  readonly waveforms: readonly string[];
}

export interface DiffOptions {
  /** A run's folder. */
  readonly run: string;
  /** A second run's folder; absent: the run's golden trace against its RTL trace. */
  readonly other?: string;
}

export interface DiffResult {
  readonly verdict: 'match' | 'mismatch';
  readonly reason: Reason;
  readonly message: string;
  readonly compared: Compared;
  readonly divergences: number;
  readonly first: FirstDivergence | null;
}

/** The same for runs of programs on a machine. */
export interface ProgramDiffResult {
  readonly verdict: 'match' | 'mismatch';
  readonly reason: CosimProgramResult['reason'];
  readonly message: string;
  readonly compared: ProgramCompared;
  /** Logs of events that differ. */
  readonly divergences: number;
  readonly first: ProgramDifference | null;
}

/** The first event that differs between two logs. */
export interface ProgramDifference {
  readonly kind: ProgramDivergence['kind'];
  readonly unit: string;
  readonly nature: ProgramDivergence['nature'];
  /** Number of the event in its log, from 0. */
  readonly event: number;
  readonly expected?: Readonly<Record<string, number>>;
  readonly got?: Readonly<Record<string, number>>;
  readonly explanation: string;
}

export interface LintSourceOptions {
  /** Source files, or one tsconfig; none: the `tsconfig.json` of the working folder. */
  readonly paths?: readonly string[];
}

export interface LintSourceResult {
  readonly verdict: 'clean' | 'findings';
  /** Files looked at. */
  readonly files: number;
  readonly findings: readonly Diagnostic[];
}
