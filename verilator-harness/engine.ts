import type { DesignFile } from '../base/design-file.js';
import type { Module } from '../hdl-dsl/ir/index.js';
import type { BlackBoxModel } from '../hdl-dsl/sim/black-box-model.js';
import type { StimulusWords } from './stimulus.js';

/** A pin of the top module, clock and reset left out, by its printed name (`in_valid_i`). */
export interface SimPort {
  readonly name: string;
  readonly direction: 'input' | 'output';
  /** Bits. */
  readonly width: number;
  readonly signed: boolean;
}

/** What an engine simulates. */
export interface SimDesign {
  /** Top module; its clock is `clk_i`, its active-low asynchronous reset `rst_ni`. */
  readonly top: string;
  readonly ports: readonly SimPort[];
  /** SystemVerilog sources: the printed RTL (or what --rtl found) and the behavioural macros. */
  readonly sources: readonly DesignFile[];
  /** C sources behind DPI; empty for ideal macros. An engine without DPI refuses them. */
  readonly dpi: readonly DesignFile[];
  /** Modules of which there are many instances, each in a source of its own name and without parameters: Verilator
   *  compiles such a one once, by itself. Other engines do not mind. */
  readonly blocks?: readonly string[];
  /** The same design for the built-in engine; absent with --rtl. */
  readonly builtin?: {
    readonly module: Module;
    /** Behavioural twins by black-box module name. */
    readonly models: Readonly<Record<string, BlackBoxModel>>;
  };
}

/** Records a group of outputs at every clock edge at which `valid` is 1 (sampled as a register would, just before the edge). */
export interface Monitor {
  readonly name: string;
  readonly valid: string;
  /** Outputs of at most 32 bits recorded once a firing. */
  readonly tags: readonly string[];
  /** Output that holds `elements` packed elements of `elementBits` (at most 53) bits, element 0 low. */
  readonly data: string;
  readonly elements: number;
  readonly elementBits: number;
  readonly signed: boolean;
}

export interface MonitorData {
  /** firings x elements; Int32Array where every element fits 32-bit signed, else Float64Array. */
  readonly values: Int32Array | Float64Array;
  /** firings x tags. */
  readonly tags: Uint32Array;
  /** firings, cycles since reset. */
  readonly cycles: Uint32Array;
  readonly firings: number;
}

export interface SimJob {
  readonly design: SimDesign;
  readonly stimulus: StimulusWords;
  readonly monitors: readonly Monitor[];
  /** Hard limit on clocks for the whole run: beyond it the run ends as a hang. */
  readonly cycleLimit: number;
  /** Dump a waveform of these cycles (all of them without bounds) to this file. */
  readonly vcd?: { readonly file: string; readonly fromCycle?: number; readonly toCycle?: number };
  /** Seed of the random start values, 1 without; only Verilator has such. */
  readonly startSeed?: number;
  /** Wall time that the simulator process may take. */
  readonly timeoutSeconds?: number;
}

export type SimEnd =
  | { readonly reason: 'finished' }
  /** No `wait` condition within its limit, or the cycle limit reached; `mark` is the unit of work under way (-1
   *  before the first mark), `port` what was waited for. */
  | { readonly reason: 'hang'; readonly mark: number; readonly port?: string }
  /** `cycle` is the clock edge at which it failed, the first after reset being 0. `name` is `$error`, `$stop` or
   *  `$finish` where a statement of hand-written RTL ended the run. */
  | {
      readonly reason: 'assertion';
      readonly mark: number;
      readonly cycle: number;
      readonly name: string;
      readonly unit: string;
      readonly message: string;
    };

export interface SimResult {
  readonly end: SimEnd;
  /** Clocks after reset. */
  readonly cycles: number;
  /** Captured outputs in order of capture (numbers, exact to 53 bits). */
  readonly captures: Float64Array;
  /** In the order of `SimJob.monitors`. */
  readonly monitors: readonly MonitorData[];
  readonly seconds: { readonly build: number; readonly run: number };
  /** The build came from the cache. */
  readonly cached: boolean;
  /** Lint warnings of the tool on the sources, as text lines. */
  readonly warnings: readonly string[];
}

export interface Engine {
  readonly name: 'verilator' | 'builtin' | 'icarus';
  /** Which parts of a design this engine computes without the golden model's help. */
  readonly independent: readonly ('digital' | 'analog')[];
  /** @throws {CrossweaveError} CW-T... when the tool is missing, does not compile the design, crashes or times out; CW-A... when the engine cannot do what the design needs. */
  run(job: SimJob): Promise<SimResult>;
}
