import type { BenchClock, BenchPin } from '../../hdl-dsl/testbench/bench-engine.js';
import type { SimPort } from '../engine.js';

/** All pins of a top module with their numbers: ports first, then clock and reset of each clock. */
export interface PinTable {
  readonly ports: readonly SimPort[];
  /** By number of the clock. */
  readonly clocks: readonly ({ readonly clock: number; readonly reset: number } | undefined)[];
}

export function pinTable(pins: readonly BenchPin[], clocks: readonly BenchClock[]): PinTable {
  const ports: SimPort[] = [...pins];
  const input = (name: string): number =>
    ports.push({ name, direction: 'input', width: 1, signed: false }) - 1;
  const numbers = clocks.map(({ pins: own }) =>
    own === undefined ? undefined : { clock: input(own.clock), reset: input(own.reset) },
  );
  return { ports, clocks: numbers };
}
