import { describe, expect, it } from 'vitest';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { differences } from './support/compare-golden.js';
import { Coverage, wantedOfCores, wantedOfShapes, wantedOfTiles } from './support/coverage.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { machines, someMachine } from './support/machines.js';
import { firstDifferences } from './support/plain-trace.js';
import { randomMachine } from './support/program/random-machine.js';
import { ReferenceMachine } from './support/reference/machine.js';
import { shapeOf } from './support/shapes.js';

const steps = 2_000_000;

/** A random program on the reference, twice with units of other speeds, and on the golden machine. */
function check(config: PumaMachineConfig, seed: number, coverage: Coverage): void {
  const image = randomMachine(config, seed, shapeOf(config));
  const random = new Random(seed);
  const slow = random.below(2 * config.instructions);
  const [reference, other] = [
    undefined,
    (n: number) => (random.chance(0.9) ? slow % n : random.below(n)),
  ].map((next, k) => {
    const machine = new ReferenceMachine(config, image, k === 0 ? coverage.observe : undefined);
    expect(machine.run(steps, next), `seed ${seed}`).toBe('stopped');
    return machine;
  });
  expect(firstDifferences(reference!.trace, other!.trace), `seed ${seed}`).toEqual([]);
  const golden = runMachine(config, image, { trace: true });
  expect(differences(config, reference!, golden), `seed ${seed} on ${config.name}`).toEqual([]);
  coverage.ended(config, reference!);
  coverage.waited(config, image, golden);
}

describe('random programs on the golden machine', () => {
  const cores = long ? 3000 : 120;
  it(
    'do what the page says, on cores',
    () => {
      const coverage = new Coverage();
      for (let seed = firstSeed; seed < firstSeed + cores; seed++) {
        const config =
          seed % 3 === 0
            ? machines[seed % 2 === 0 ? 'core' : 'lane']
            : someMachine(new Random(seed), 'puma-core');
        check(config, seed, coverage);
      }
      console.log(`${cores} core programs: ${coverage.text}`);
      if (long) expect(coverage.missing([...wantedOfCores, ...wantedOfShapes])).toEqual([]);
    },
    timeFor(cores),
  );

  const tiles = long ? 1000 : 40;
  it(
    'do what the page says, on tiles',
    () => {
      const coverage = new Coverage();
      for (let seed = firstSeed; seed < firstSeed + tiles; seed++) {
        const config =
          seed % 3 === 0
            ? machines[seed % 2 === 0 ? 'tile' : 'noisy']
            : someMachine(new Random(seed), 'puma-tile');
        check(config, seed, coverage);
      }
      console.log(`${tiles} tile programs: ${coverage.text}`);
      if (long) expect(coverage.missing([...wantedOfTiles, ...wantedOfShapes])).toEqual([]);
    },
    timeFor(tiles),
  );
});
