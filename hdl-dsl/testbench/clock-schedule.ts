import type { BenchClock, ClockEdges } from './bench-engine.js';

interface State {
  readonly clock: BenchClock;
  readonly number: number;
  /** From a falling edge to the rising one. */
  readonly low: number;
  /** Rising and falling edges made so far. */
  rises: number;
  falls: number;
}

/** The edges of all clocks in order of time. Times are integers, so edges meet exactly or not at all. */
export class ClockSchedule {
  readonly #states: readonly State[];

  constructor(clocks: readonly BenchClock[]) {
    this.#states = clocks.map((clock, number) => {
      return { clock, number, low: Math.floor(clock.period / 2), rises: 0, falls: 0 };
    });
  }

  /** Rising edges of a clock so far. */
  rises(clock: number): number {
    return this.#at(clock).rises;
  }

  /** Time of a clock's n-th rising edge from now, n from 1. */
  timeOfRise(clock: number, n: number): number {
    const { clock: own, low, rises } = this.#at(clock);
    return own.phase + (rises + n - 1) * own.period + low;
  }

  /** The next edges, of whatever clocks, if they are not later than `last`. */
  next(last: number): ClockEdges | undefined {
    let time = Number.POSITIVE_INFINITY;
    for (const state of this.#states) time = Math.min(time, riseOf(state), fallOf(state));
    if (!(time <= last)) return undefined;
    const rising: number[] = [];
    const falling: number[] = [];
    for (const state of this.#states) {
      if (riseOf(state) === time) {
        rising.push(state.number);
        state.rises++;
      } else if (fallOf(state) === time) {
        falling.push(state.number);
        state.falls++;
      }
    }
    return { time, rising, falling };
  }

  #at(clock: number): State {
    const state = this.#states[clock];
    if (state === undefined) throw new RangeError(`no clock number ${clock}`);
    return state;
  }
}

function riseOf({ clock, low, rises }: State): number {
  return clock.phase + rises * clock.period + low;
}

/** A clock is low before it first rises. */
function fallOf({ clock, falls }: State): number {
  return clock.phase + (falls + 1) * clock.period;
}
