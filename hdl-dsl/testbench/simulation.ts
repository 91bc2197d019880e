import { setImmediate as turn } from 'node:timers/promises';
import type { SourceRef } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import type { BenchClock, BenchEngine } from './bench-engine.js';
import { ClockSchedule } from './clock-schedule.js';
import { badOption, isClosed, waitedInVain } from './failures.js';
import { Process } from './process.js';
import { type Samples, Scheduler } from './scheduler.js';

/** Which clock is meant: the key of its domain; without it the first. */
export interface ClockChoice {
  readonly clock?: string;
}

/** How long something may take. */
export interface WaitOptions extends ClockChoice {
  /** Clocks; without it the simulation's. */
  readonly timeout?: number;
}

/** What a simulation is made with. */
export interface SimulationParts<Io> {
  readonly engine: BenchEngine;
  readonly clocks: readonly BenchClock[];
  /** Numbers of the clocks by the keys of their domains. */
  readonly clockKeys: ReadonlyMap<string, number>;
  readonly timeout: number;
  readonly cycleLimit: number;
  readonly io: (time: TimeOfSimulation) => Io;
}

/** What handles need of their simulation. */
export interface TimeOfSimulation {
  /** Ticks. */
  readonly time: number;
  /** A clock's next rising edge, with the values of pins just before it. */
  edge(clock: number, pins: readonly number[]): Promise<Samples>;
}

/** A design under test. Inputs are driven with `poke` and outputs read with `peek`, both at the present time; `step` and
 *  the handshakes let time pass. The same test-bench does the same on every engine. */
export class Simulation<Io> implements TimeOfSimulation {
  /** The ports by their keys. */
  readonly io: Io;
  readonly #parts: SimulationParts<Io>;
  readonly #schedule: ClockSchedule;
  readonly #scheduler: Scheduler;
  readonly #processes: Process<unknown>[] = [];
  /** Rising edges that each clock had had when its last reset ended. */
  readonly #resetAt: number[] = [];
  #isClosed = false;

  constructor(parts: SimulationParts<Io>) {
    this.#parts = parts;
    this.#schedule = new ClockSchedule(parts.clocks);
    this.#scheduler = new Scheduler(parts.engine, this.#schedule, parts.cycleLimit);
    this.io = parts.io(this);
  }

  /** The engine that simulates. */
  get engine(): BenchEngine['name'] {
    return this.#parts.engine.name;
  }

  /** Ticks since the beginning. */
  get time(): number {
    return this.#scheduler.time;
  }

  /** Rising edges of the first clock since its last reset. */
  get cycle(): number {
    return this.#cycles(0);
  }

  /** Rising edges of a clock since its last reset.
   *  @param clock key of its domain
   *  @throws {CrossweaveError} CW-E064 there is none of that name */
  cycleOf(clock: string): number {
    return this.#cycles(this.#clock(clock, captureSource()));
  }

  /** Lets n clock edges pass; goes on right after the last, with what it changed.
   *  @throws {CrossweaveError} CW-E061 if an assertion fails, CW-E065 beyond the cycle limit, CW-E066 after the end */
  step(n = 1, { clock }: ClockChoice = {}): Promise<void> {
    const source = captureSource();
    if (!Number.isInteger(n) || n < 0)
      throw badOption('a number of clocks is none', 'an integer from 0', String(n), source);
    return this.#step(this.#clock(clock, source), n);
  }

  /** Lets clock edges pass until a condition holds; looks at it now and after each edge.
   *  @returns the clock edges that it took
   *  @throws {CrossweaveError} CW-E060 if it does not hold in time, else as `step` */
  until(
    condition: () => boolean,
    { clock, timeout = this.#parts.timeout }: WaitOptions = {},
  ): Promise<number> {
    const source = captureSource();
    return this.#until(condition, this.#clock(clock, source), timeout, source);
  }

  /** Starts a process beside the present one: `body` runs at once, up to where it first waits. An error in it ends the
   *  simulation of all.
   *  @returns the promise of its end */
  fork<T>(body: () => Promise<T>): Promise<T> {
    const process = Process.start(body, (error) => this.#scheduler.fail(error));
    this.#processes.push(process);
    return process;
  }

  /** Holds resets for two rising edges of each clock, and lets them go after the last.
   *  @param options.clock the domain to reset; without it all */
  async reset({ clock }: ClockChoice = {}): Promise<void> {
    const source = captureSource();
    const { engine, clocks } = this.#parts;
    const numbers = clock === undefined ? clocks.map((_, i) => i) : [this.#clock(clock, source)];
    for (const number of numbers) engine.holdReset(number, true);
    await Promise.all(numbers.map((number) => this.#step(number, 2)));
    for (const number of numbers) {
      engine.holdReset(number, false);
      this.#resetAt[number] = this.#schedule.rises(number);
    }
  }

  /** Ends the simulation, and its simulator and waveform with it.
   *  @throws the error of a process that failed, if nobody was told of it before */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const closed = isClosed(captureSource());
    this.#scheduler.fail(closed);
    // Processes go on to where they are told.
    await turn();
    await this.#parts.engine.close();
    for (const process of this.#processes) {
      const { unseenError } = process;
      if (unseenError !== undefined && unseenError !== closed && !this.#scheduler.hasTold(unseenError))
        throw unseenError;
    }
  }

  /** `await using simulation = await simulate(...)` closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A clock's next rising edge, with the values of pins just before it; for handshakes. */
  edge(clock: number, pins: readonly number[]): Promise<Samples> {
    return this.#scheduler.edge(clock, 1, pins);
  }

  #cycles(clock: number): number {
    return this.#schedule.rises(clock) - (this.#resetAt[clock] ?? 0);
  }

  async #step(clock: number, n: number): Promise<void> {
    if (n > 0) await this.#scheduler.edge(clock, n);
  }

  async #until(condition: () => boolean, clock: number, timeout: number, source: SourceRef): Promise<number> {
    let clocks = 0;
    for (; !condition(); clocks++) {
      if (clocks >= timeout) throw waitedInVain('a condition', timeout, this.time, source);
      await this.#scheduler.edge(clock);
    }
    return clocks;
  }

  #clock(key: string | undefined, source: SourceRef): number {
    const number = key === undefined ? 0 : this.#parts.clockKeys.get(key);
    if (number !== undefined) return number;
    const keys = [...this.#parts.clockKeys.keys()].map((known) => `\`${known}\``).join(', ');
    throw badOption('the design has no clock of that name', keys, `\`${key}\``, source);
  }
}
