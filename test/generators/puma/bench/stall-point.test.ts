import { describe, expect, it } from 'vitest';
import { stallPoint, stallSalt } from '../../../../generators/common/stall-point.js';
import { build, type Module, uint } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';

interface Transfer {
  readonly offered: boolean;
  readonly shown: boolean;
  readonly ready: boolean;
  readonly taken: boolean;
}

/** Pushes numbers through a stall point: the producer holds each until it is taken, the consumer is ready in `eager` of 8
 *  cycles. Checks in every cycle that nothing is shown that was not offered, and that what was shown stays. */
function push(
  top: Module,
  options: {
    readonly rate: number;
    readonly seed?: number;
    readonly eager?: number;
    readonly cycles?: number;
  },
) {
  const { rate, seed = 1, eager = 8, cycles = 2000 } = options;
  const sim = new Simulator(top);
  sim.reset();
  sim.poke('seed_i', seed);
  sim.poke('salt_i', stallSalt(3));
  sim.poke('rate_i', 0);
  sim.poke('in_valid_i', 0);
  sim.step();
  sim.poke('rate_i', rate);
  const got: number[] = [];
  const history: Transfer[] = [];
  let next = 0;
  let held: number | undefined;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const offered =
      (cycle * 7) % 13 < 9 || (history.at(-1)?.offered === true && history.at(-1)?.taken === false);
    sim.poke('in_valid_i', offered ? 1 : 0);
    sim.poke('in_data_i', offered ? next : 255);
    sim.poke('out_ready_i', (cycle * 5) % 8 < eager ? 1 : 0);
    const shown = sim.peek('out_valid_o') === 1;
    const ready = sim.peek('in_ready_o') === 1;
    const data = Number(sim.peek('out_data_o'));
    const out = shown && (cycle * 5) % 8 < eager;
    if (shown) expect(offered).toBe(true);
    if (held !== undefined) expect({ cycle, shown, data }).toEqual({ cycle, shown: true, data: held });
    held = shown && !out ? data : undefined;
    const taken = offered && ready;
    expect({ cycle, taken }).toEqual({ cycle, taken: out });
    if (out) got.push(data);
    if (taken) next = (next + 1) % 200;
    history.push({ offered, shown, ready, taken });
    sim.step();
  }
  return { got, history };
}

const point = () => build(stallPoint(uint(8)), {});
const counted = (n: number) => Array.from({ length: n }, (_, k) => k % 200);

describe('a stall point', () => {
  it('is a wire while the rate is 0', () => {
    const { got, history } = push(point(), { rate: 0, eager: 5 });
    expect(got).toEqual(counted(got.length));
    for (const { offered, shown } of history) expect(shown).toBe(offered);
  });

  it.each([1, 64, 128, 240])('loses, doubles and changes nothing at rate %i, and stalls so often', (rate) => {
    const { got, history } = push(point(), { rate, cycles: 4000 });
    expect(got).toEqual(counted(got.length));
    expect(got.length).toBeGreaterThan(100);
    // With a consumer that is always ready every cycle is drawn anew.
    const stalled = history.filter(({ ready }) => !ready).length;
    expect(stalled / history.length).toBeCloseTo(rate / 256, 1);
  });

  it('keeps a word that was shown while the consumer is slow', () => {
    const { got } = push(point(), { rate: 128, eager: 2, cycles: 4000 });
    expect(got).toEqual(counted(got.length));
    expect(got.length).toBeGreaterThan(200);
  });

  it('stalls alike for equal seeds, and otherwise for others', () => {
    const pattern = (seed: number) => push(point(), { rate: 128, seed }).history.map(({ ready }) => ready);
    expect(pattern(5)).toEqual(pattern(5));
    expect(pattern(5)).not.toEqual(pattern(6));
  });

  it('goes on with the seed that its salt makes 0', () => {
    const { got } = push(point(), { rate: 200, seed: stallSalt(3) });
    expect(got.length).toBeGreaterThan(100);
  });
});
