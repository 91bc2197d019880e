import { describe, expect, test } from 'vitest';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { Random } from '../print/support/random.js';
import { randomDesign } from '../print/support/random-design.js';
import { Reference } from '../print/support/reference.js';

const seeds = Array.from({ length: 60 }, (_, i) => 100 + i);
const cycles = 30;

/** Runs random inputs and compares every output at every cycle with an interpreter of exact integers. */
function compare(seed: number, nodesPerFunction?: number): { compared: number; distinct: number } {
  const top = randomDesign(seed, 'dut');
  const simulator = new Simulator(top, nodesPerFunction === undefined ? {} : { nodesPerFunction });
  const reference = new Reference(top);
  const random = new Random(seed + 1000);
  const [inputs, outputs] = (['input', 'output'] as const).map((d) =>
    top.ports.filter((p) => p.direction === d),
  );
  const seen = new Set<bigint>();
  let compared = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    const values = new Map((inputs ?? []).map((p) => [p.name, random.bits(p.type.width)]));
    for (const [name, value] of values) simulator.poke(`${name}_i`, value);
    reference.drive((name) => values.get(name) ?? 0n);
    for (const { name } of outputs ?? []) {
      const expected = reference.output(name);
      expect(BigInt(simulator.peek(`${name}_o`)), `${name} in cycle ${cycle}`).toBe(expected);
      seen.add(expected);
      compared++;
    }
    // Every other edge without a look at the outputs before, so that the edge does not lean on what peeks computed.
    const edges = cycle % 3 === 0 ? 2 : 1;
    for (let edge = 0; edge < edges; edge++) {
      reference.clock();
      reference.drive((name) => values.get(name) ?? 0n);
    }
    simulator.step(edges);
  }
  expect(simulator.failedAssertion).toBeUndefined();
  return { compared, distinct: seen.size };
}

describe('random designs', () => {
  let distinctValues = 0;

  test.each(seeds)('seed %i does what its intermediate form means', (seed) => {
    const { compared, distinct } = compare(seed);
    expect(compared).toBeGreaterThan(cycles * 5);
    expect(distinct).toBeGreaterThan(5);
    distinctValues += distinct;
  });

  // A few designs have little to show; all together must.
  test('give many different values', () => expect(distinctValues).toBeGreaterThan(40 * seeds.length));

  test.each(seeds.slice(0, 20))('seed %i does the same in small functions', (seed) => {
    const { compared } = compare(seed, 13);
    expect(compared).toBeGreaterThan(cycles * 5);
  });
});
