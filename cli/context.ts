import type { AnalyzeOptions, AnalyzeResult } from '../systems/analyze-api.js';
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
} from '../systems/api.js';
import type {
  CosimProgramOptions,
  CosimProgramResult,
  RunProgramOptions,
  RunProgramResult,
} from '../systems/machine-api.js';

/** What `systems/` offers the command line. */
export interface SystemsApi {
  listSystems(): Listing | Promise<Listing>;
  generate(options: GenerateOptions): Promise<GenerateResult>;
  cosim(options: CosimOptions): Promise<CosimResult>;
  analyze(options: AnalyzeOptions): Promise<AnalyzeResult>;
  diff(options: DiffOptions): Promise<DiffResult | ProgramDiffResult>;
  cosimProgram(options: CosimProgramOptions): Promise<CosimProgramResult>;
  runProgram(options: RunProgramOptions): Promise<RunProgramResult>;
  lintSource(options: LintSourceOptions): Promise<LintSourceResult>;
  assemble(options: AssembleOptions): Promise<AssembleResult>;
  disassemble(options: DisassembleOptions): Promise<DisassembleResult>;
}

/** One program that Crossweave uses. */
export interface ToolFinding {
  readonly name: string;
  /** Found, runs, and is new enough. */
  readonly ok: boolean;
  readonly version?: string;
  readonly path?: string;
  /** Oldest version that serves. */
  readonly minimum: string;
  /** What it is for. */
  readonly purpose: string;
  /** The default engine cannot do without it. */
  readonly needed: boolean;
  /** Command that installs it. */
  readonly install: string;
}

/** What the harness offers the command line. */
export interface ToolsApi {
  /** Looks for every tool; `cache` is the folder of simulator builds. */
  survey(): Promise<{ readonly tools: readonly ToolFinding[]; readonly cache: string }>;
}

/** A stream to print to. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The world around a command: everything heavy is loaded when a command asks for it. */
export interface CliContext {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  loadSystems(): Promise<SystemsApi>;
  loadTools(): Promise<ToolsApi>;
}

/** What a command hands back: one JSON object, the same for a human, and the exit status. */
export interface CommandResult {
  readonly json: object;
  readonly text: string;
  readonly exitStatus: 0 | 1 | 2 | 3;
}
