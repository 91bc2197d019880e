import { describe, expect, it } from 'vitest';
import { hasTool } from '../support/tools.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { Coverage, wantedOfCores, wantedOfTiles } from './support/coverage.js';
import { expectEqual } from './support/expect-equal.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { type MachineName, machines } from './support/machines.js';
import { randomMachine } from './support/program/random-machine.js';
import { ReferenceMachine } from './support/reference/machine.js';
import { shapeOf } from './support/shapes.js';

/** Programs of a machine, each with stalls of its own rate (0 too: then cycles are compared) and random start values.
 *  @returns what they hit */
async function runPrograms(name: MachineName, programs: number, coverage: Coverage): Promise<void> {
  const config = machines[name];
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    const random = new Random(seed);
    const image = randomMachine(config, seed, shapeOf(config));
    const rate = random.pick([0, 0, 16, 64, 128, 200]);
    const { golden, compared } = await expectEqual(`program ${seed}`, config, image, {
      stalls: { seed: random.below(2 ** 31), rate },
      seed: 1 + random.below(2 ** 30),
    });
    expect(compared.total).toBeGreaterThan(0);
    const reference = new ReferenceMachine(config, image, coverage.observe);
    expect(reference.run(2_000_000)).toBe('stopped');
    coverage.ended(config, reference);
    coverage.waited(golden);
    coverage.count(rate === 0 ? 'without stalls' : 'with stalls');
  }
}

describe.skipIf(!(hasTool('verilator') && hasTool('g++')))('random programs on the RTL', () => {
  const cores = long ? { core: 1400, lane: 600 } : { core: 34, lane: 16 };
  it(
    'do what the golden machine does, on cores',
    async () => {
      const coverage = new Coverage();
      await runPrograms('core', cores.core, coverage);
      await runPrograms('lane', cores.lane, coverage);
      console.log(`core programs on RTL: ${coverage.text}`);
      if (long) expect(coverage.missing(wantedOfCores)).toEqual([]);
    },
    timeFor(cores.core + cores.lane),
  );

  const tiles = long ? { tile: 180, noisy: 120 } : { tile: 6, noisy: 4 };
  it(
    'do what the golden machine does, on tiles, with noise too',
    async () => {
      const coverage = new Coverage();
      await runPrograms('tile', tiles.tile, coverage);
      await runPrograms('noisy', tiles.noisy, coverage);
      console.log(`tile programs on RTL: ${coverage.text}`);
      if (long) expect(coverage.missing(wantedOfTiles)).toEqual([]);
    },
    timeFor(tiles.tile + tiles.noisy),
  );
});
