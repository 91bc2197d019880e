import { expect } from 'vitest';
import type { Module } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { Random } from '../../print/support/random.js';

/** One side of a component between two clock domains: what it does in its cycles. */
export interface Side {
  readonly clock: string;
  /** Pins in a cycle, chosen before its edge. */
  before(sim: Simulator, random: Random): void;
  /** Looks at the pins, settled, right before the edge. */
  atEdge(sim: Simulator): void;
}

/** Clocks of all ratios and phases, one after another: each edge is of one clock or of both at once. `observe` looks at the pins
 *  before every edge. */
export function runTwoClocks(
  top: Module,
  sides: readonly [Side, Side],
  { edges, seed, observe }: { edges: number; seed: number; observe?: (sim: Simulator) => void },
): void {
  const sim = new Simulator(top);
  const random = new Random(seed);
  const chooses = [
    // Even, one side much faster, both at once, and no order at all.
    (edge: number) => [edge % 2 === 0, edge % 2 === 1],
    (edge: number) => [edge % 7 === 0, true],
    (edge: number) => [true, edge % 5 === 0],
    () => [true, true],
    (edge: number) => [edge % 3 !== 0, edge % 2 === 0],
    () => [random.chance(0.5), random.chance(0.5)],
  ];
  sim.reset();
  for (const side of sides) side.before(sim, random);
  for (let edge = 0; edge < edges; edge++) {
    const [first = false, second = false] = (chooses[Math.floor(edge / 97) % chooses.length] ?? (() => []))(
      edge,
    );
    const moving = sides.filter((_, i) => (i === 0 ? first : second));
    if (moving.length === 0) continue;
    observe?.(sim);
    for (const side of moving) side.atEdge(sim);
    sim.tick(moving.map((side) => side.clock));
    if (sim.failedAssertion !== undefined) expect(sim.failedAssertion).toBeUndefined();
    for (const side of moving) side.before(sim, random);
  }
}

/** Sends numbered words into a stream with random pauses, and keeps each until it is taken. */
export class Sender implements Side {
  readonly sent: number[] = [];
  readonly clock: string;
  readonly #width: number;
  #word: number | undefined;
  #chance = 1;

  constructor(clock: string, width: number) {
    this.clock = clock;
    this.#width = width;
  }

  before(sim: Simulator, random: Random): void {
    if (random.chance(0.02)) this.#chance = random.pick([0.1, 0.5, 1]);
    if (this.#word === undefined && random.chance(this.#chance)) this.#word = random.below(2 ** this.#width);
    sim.poke('in_valid_i', this.#word === undefined ? 0 : 1);
    sim.poke('in_data_i', this.#word ?? random.below(2 ** this.#width));
  }

  atEdge(sim: Simulator): void {
    if (this.#word === undefined || sim.peek('in_ready_o') !== 1) return;
    this.sent.push(this.#word);
    this.#word = undefined;
  }
}

/** Takes words from a stream with random pauses; a word that waits does not change. */
export class Receiver implements Side {
  readonly received: number[] = [];
  readonly clock: string;
  #ready = false;
  #chance = 1;
  #waiting: number | undefined;

  constructor(clock: string) {
    this.clock = clock;
  }

  before(sim: Simulator, random: Random): void {
    if (random.chance(0.02)) this.#chance = random.pick([0.1, 0.5, 1]);
    this.#ready = random.chance(this.#chance);
    sim.poke('out_ready_i', this.#ready ? 1 : 0);
  }

  atEdge(sim: Simulator): void {
    const word = sim.peek('out_valid_o') === 1 ? Number(sim.peek('out_data_o')) : undefined;
    if (this.#waiting !== undefined && word !== this.#waiting) expect(word).toBe(this.#waiting);
    this.#waiting = this.#ready ? undefined : word;
    if (this.#ready && word !== undefined) this.received.push(word);
  }
}
