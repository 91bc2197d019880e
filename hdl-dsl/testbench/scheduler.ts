import { setImmediate as turn } from 'node:timers/promises';
import type { PortValue } from '../sim/black-box-model.js';
import type { BenchEngine, ClockEdges, UnknownBits } from './bench-engine.js';
import type { ClockSchedule } from './clock-schedule.js';
import { cycleLimitReached, stopped } from './failures.js';

/** Values of pins just before a clock edge. */
export type Samples = readonly (PortValue | UnknownBits)[];

/** Somebody who waits for a rising edge. */
interface Waiter {
  readonly time: number;
  readonly pins: readonly number[];
  readonly resume: (samples: Samples) => void;
  readonly fail: (error: unknown) => void;
}

/** Edges handed to the engine at once. */
const chunk = 1024;

/** Lets time pass whenever all processes wait. Those who wait for the same time go on one after the other, in the order
 *  in which they began to wait, each as far as it goes before the next, so runs repeat exactly. */
export class Scheduler {
  readonly #engine: BenchEngine;
  readonly #schedule: ClockSchedule;
  readonly #cycleLimit: number;
  #waiters: Waiter[] = [];
  #isRunning = false;
  #time = 0;
  #failure: { readonly error: unknown; isSeen: boolean } | undefined;

  constructor(engine: BenchEngine, schedule: ClockSchedule, cycleLimit: number) {
    this.#engine = engine;
    this.#schedule = schedule;
    this.#cycleLimit = cycleLimit;
  }

  /** Ticks. */
  get time(): number {
    return this.#time;
  }

  /** Waits for a clock's n-th rising edge from now; the values of `pins` are those just before it. */
  edge(clock: number, n = 1, pins: readonly number[] = []): Promise<Samples> {
    return new Promise((resume, fail) => {
      if (this.#failure !== undefined) {
        this.#failure.isSeen = true;
        fail(this.#failure.error);
        return;
      }
      this.#waiters.push({ time: this.#schedule.timeOfRise(clock, n), pins, resume, fail });
      if (this.#isRunning) return;
      this.#isRunning = true;
      void this.#run();
    });
  }

  /** Ends everybody's waiting, now and later, with this error; the first counts. */
  fail(error: unknown): void {
    this.#failure ??= { error, isSeen: false };
    const waiters = this.#waiters;
    this.#waiters = [];
    if (waiters.length > 0) this.#failure.isSeen = true;
    for (const waiter of waiters) waiter.fail(this.#failure.error);
  }

  /** Whether somebody who waited was told of an error. */
  hasTold(error: unknown): boolean {
    return this.#failure !== undefined && this.#failure.error === error && this.#failure.isSeen;
  }

  async #run(): Promise<void> {
    // A turn of the event loop ends when every process has gone as far as it goes.
    await turn();
    try {
      while (this.#waiters.length > 0) await this.#advance();
    } catch (error) {
      this.fail(error);
    }
    this.#isRunning = false;
  }

  async #advance(): Promise<void> {
    const time = this.#waiters.reduce(
      (least, waiter) => Math.min(least, waiter.time),
      Number.POSITIVE_INFINITY,
    );
    const due = this.#waiters.filter((waiter) => waiter.time === time);
    this.#makeEdges(time - 1);
    const samples = due.map(({ pins }) => pins.map((pin) => this.#engine.peek(pin)));
    this.#makeEdges(time);
    for (const [i, waiter] of due.entries()) {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.resume(samples[i] ?? []);
      await turn();
      if (this.#failure !== undefined) return;
    }
  }

  /** Makes all edges up to a time. */
  #makeEdges(last: number): void {
    for (;;) {
      const edges: ClockEdges[] = [];
      for (let next = this.#schedule.next(last); next !== undefined; next = this.#schedule.next(last)) {
        edges.push(next);
        if (edges.length === chunk) break;
      }
      const end = edges.at(-1);
      if (end === undefined) return;
      const stop = this.#engine.run(edges);
      this.#time = stop?.time ?? end.time;
      if (stop !== undefined) throw stopped(stop);
      if (this.#schedule.rises(0) > this.#cycleLimit) throw cycleLimitReached(this.#cycleLimit, this.#time);
    }
  }
}
