import type { PortValue } from '../sim/black-box-model.js';

/** A pin of the top module, clocks and resets left out. */
export interface BenchPin {
  /** As printed: `count_o`. */
  readonly name: string;
  readonly direction: 'input' | 'output';
  /** Bits. */
  readonly width: number;
  readonly signed: boolean;
}

/** A clock of the top module with its reset, and when it rises. */
export interface BenchClock {
  /** The domain's name. */
  readonly name: string;
  /** Its clock and its active-low reset as printed; none: it only lets time pass, for a design without clocks. */
  readonly pins?: { readonly clock: string; readonly reset: string };
  /** Ticks from one rising edge to the next, at least 2. */
  readonly period: number;
  /** The clock falls at phase + k * period, and rises half a period (rounded down) later. */
  readonly phase: number;
}

/** Clock edges at one time; clocks by number. */
export interface ClockEdges {
  /** Ticks; each later than the one before. */
  readonly time: number;
  readonly rising: readonly number[];
  readonly falling: readonly number[];
}

/** Bits of a pin of which a simulator says that they are unknown: hexadecimal digits with `x` and `z` among them. */
export interface UnknownBits {
  readonly digits: string;
}

/** Why a design stopped the simulation. */
export interface BenchStop {
  /** Ticks. */
  readonly time: number;
  /** The assertion, or `$error`, `$fatal`, `$finish`, `$stop` of hand-written RTL. */
  readonly name: string;
  /** Instance path from the top module down. */
  readonly unit: string;
  readonly message: string;
}

/** What a test-bench needs of a simulator. It begins at time 0 with all clocks low, all resets released and all inputs
 *  0. Pins and clocks are numbers in the order in which they were given. */
export interface BenchEngine {
  readonly name: 'builtin' | 'verilator' | 'icarus';
  /** Drives an input, at the present time. @param pattern unsigned */
  poke(pin: number, pattern: PortValue): void;
  /** The unsigned pattern of a pin, all logic settled. */
  peek(pin: number): PortValue | UnknownBits;
  /** Holds a clock's reset active, or lets it go, at the present time. */
  holdReset(clock: number, active: boolean): void;
  /** Makes clock edges, simultaneous ones at once. The first at which the design stops ends the simulation: nothing
   *  happens from then on. */
  run(edges: readonly ClockEdges[]): BenchStop | undefined;
  close(): void | Promise<void>;
}
