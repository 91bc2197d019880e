import type { Diagnostic } from '../base/diagnostic.js';
import type { TrapCause } from '../config/puma/encoding.js';
import type { SourceLine } from '../config/puma/image.js';
import type { EngineName } from '../verilator-harness/create-engine.js';
import type { Engine } from '../verilator-harness/engine.js';
import type { GenerateOptions } from './api.js';

export interface RunProgramOptions {
  /** Configuration of a machine: parsed JSON, the name of a preset, or the path of a JSON file. */
  readonly config: unknown;
  readonly settings?: readonly string[];
  /** Path of an assembly text, or of an image (`.json`). */
  readonly program: string;
  /** Cycles after which a program that goes on is cut off, by default 10 million. */
  readonly cycleLimit?: number;
}

/** How a program ended: every unit stopped, one of them with a trap; nothing could move any more; the cycle limit. */
export type ProgramEnd = 'stopped' | 'trapped' | 'deadlock' | 'limit';

/** A core or the tile control unit after a run. */
export interface UnitResult {
  /** `core 0`, or `tile`. */
  readonly unit: string;
  readonly state: 'halted' | 'trapped' | 'waiting' | 'running';
  readonly pc: number;
  readonly trap?: TrapCause;
  /** Where the instruction at `pc` stands in the source. */
  readonly line?: SourceLine;
  /** Of a core. */
  readonly counters?: Readonly<Record<string, number>>;
  readonly flags?: readonly string[];
}

/** Words of data memory in a row that are valid. */
export interface ValidWords {
  readonly address: number;
  /** Consumers still to come; 0: a constant. */
  readonly count: number;
  readonly values: readonly number[];
}

/** An instruction and what it cost. */
export interface InstructionProfile {
  readonly unit: string;
  readonly address: number;
  readonly text: string;
  readonly line?: SourceLine;
  readonly executions: number;
  /** In execute, waits included. */
  readonly cycles: number;
}

export interface RunProgramResult {
  readonly end: ProgramEnd;
  /** One sentence on it. */
  readonly message: string;
  readonly config: string;
  readonly program: string;
  readonly cycles: number;
  readonly energyPj: number;
  /** Of the machine, by the rules of docs/puma-cost.md. */
  readonly areaMm2: number;
  readonly units: readonly UnitResult[];
  /** Packets sent, in order. */
  readonly packets: readonly {
    readonly target: number;
    readonly fifo: number;
    readonly values: readonly number[];
  }[];
  /** Data memory in the end. */
  readonly memory: readonly ValidWords[];
  readonly profile: {
    /** Cycles by unit and class of instruction, and of each MVMU. */
    readonly units: readonly {
      readonly unit: string;
      readonly classes: Readonly<Record<string, { readonly executions: number; readonly cycles: number }>>;
      readonly mvmus: readonly { readonly starts: number; readonly cycles: number }[];
    }[];
    /** The most expensive first. */
    readonly instructions: readonly InstructionProfile[];
  };
  readonly energy: readonly {
    readonly what: string;
    readonly count: number;
    readonly unit: string;
    readonly eachPj: number;
    readonly energyPj: number;
    readonly derivation: string;
  }[];
  /** Who waits for what in a deadlock, line by line. */
  readonly waits: readonly string[];
  /** What nobody took: words left with a count above 0, packets. */
  readonly unconsumed: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

export interface CosimProgramOptions extends Omit<GenerateOptions, 'locators'> {
  /** Path of an assembly text, or of an image (`.json`). */
  readonly program: string;
  /** By default Verilator where its tools are found, else the built-in engine. */
  readonly engine?: EngineName;
  /** Seed of random stalls on every handshake; absent: none. */
  readonly stalls?: number;
  /** Each handshake stalls in so many of 256 cycles, 1 .. 240, by default 64. */
  readonly stallRate?: number;
  /** Seed of the random start values on Verilator, by default 1. */
  readonly seed?: number;
  /** Folder of SystemVerilog to run in place of the generated RTL. */
  readonly rtl?: string;
  readonly trace?: 'vcd';
  readonly cycleLimit?: number;
}

/** The first event that differs, explained. */
export interface ProgramDivergence {
  readonly kind: 'retired' | 'write' | 'output' | 'memory' | 'packet';
  /** `core 1`, `core 1, MVMU 0`, `the tile control unit`. */
  readonly unit: string;
  /** Another event; none where one was expected; one too many. */
  readonly nature: 'value' | 'missing' | 'surplus';
  /** Number of the event in its log, from 0. */
  readonly event: number;
  readonly instruction: {
    /** Among those that the core retires, from 0; of the tile control unit, its address. */
    readonly number: number;
    readonly address: number;
    /** As the disassembler writes it. */
    readonly text: string;
    readonly source?: SourceLine;
  };
  /** Fields of the event by name. */
  readonly expected?: Readonly<Record<string, number>>;
  readonly got?: Readonly<Record<string, number>>;
  /** What the instruction was going to work on. */
  readonly before: readonly {
    readonly role: string;
    readonly name: string;
    readonly texts: readonly string[];
  }[];
  /** Cycle of the RTL since the start; absent where the event is missing. */
  readonly cycle?: number;
  /** The whole story in a few lines. */
  readonly explanation: string;
}

/** Events compared, by kind. */
export interface ProgramCompared {
  readonly total: number;
  readonly retired: number;
  readonly write: number;
  readonly output: number;
  readonly memory: number;
  readonly packet: number;
}

export interface CosimProgramResult {
  readonly verdict: 'match' | 'mismatch';
  /** All equal; an event differs; the RTL does not come to the golden model's end; an assertion of the design failed; the
   *  machine is another one in the end; only cycles differ. */
  readonly reason: 'equal' | 'divergence' | 'hang' | 'assertion' | 'state' | 'cycles';
  readonly message: string;
  readonly engine: Engine['name'];
  readonly independent: Engine['independent'];
  readonly program: string;
  readonly stalls: { readonly seed: number; readonly rate: number } | null;
  readonly compared: ProgramCompared;
  /** Logs of events that differ. */
  readonly divergences: number;
  readonly first: ProgramDivergence | null;
  /** What differs in the end, where no event does. */
  readonly differences: readonly {
    readonly unit: string;
    readonly what: string;
    readonly expected: string;
    readonly got: string;
  }[];
  /** Everything that the text says. */
  readonly explanation: string;
  /** From the start until all units stopped; of the RTL null where they did not. */
  readonly cycles: { readonly golden: number; readonly rtl: number | null };
  readonly end: { readonly golden: 'stopped' | 'deadlock' | 'limit'; readonly rtl: string };
  readonly seconds: {
    readonly generate: number;
    readonly golden: number;
    readonly build: number;
    readonly run: number;
  };
  readonly cached: boolean;
  readonly out: string;
  readonly run: string;
  readonly report: string;
  readonly waveforms: readonly string[];
  readonly warnings: readonly string[];
}
