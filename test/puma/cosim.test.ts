import { describe, expect, it } from 'vitest';
import { cosimMachine } from '../../systems/puma-machine/cosim-machine.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { hasTool } from '../support/tools.js';
import { cycleLimit, Ends, harm, heldBy } from './support/broken-runs.js';
import { byIm2col, convolutionProgram, convolutions } from './support/convolution.js';
import { Coverage, wantedOfCores, wantedOfTiles } from './support/coverage.js';
import { expectEqual } from './support/expect-equal.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { type MachineName, machines } from './support/machines.js';
import { brokenMachine } from './support/program/broken-machine.js';
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
    coverage.waited(config, image, golden);
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

  const broken: readonly (readonly [MachineName, number])[] = long
    ? [
        ['core', 600],
        ['lane', 300],
        ['tile', 300],
        ['noisy', 200],
      ]
    : [
        ['core', 20],
        ['lane', 10],
        ['tile', 20],
        ['noisy', 10],
      ];
  it.each(broken)(
    'that are broken trap, halt, wait or go on as in the golden machine: %s, %i programs',
    async (name, programs) => {
      const config = machines[name];
      const ends = new Ends();
      for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
        const machine = brokenMachine(config, seed);
        const random = new Random(seed);
        const options = {
          stalls: { seed, rate: random.pick([0, 0, 64, 160]) },
          seed: seed + 1,
          cycleLimit,
        };
        if (machine.alone) {
          const run = await expectEqual(`program ${seed}`, config, machine.image, options, { ends: false });
          ends.add(run.golden);
          continue;
        }
        // Who is faster decides what two broken units do to each other.
        const { rtl, explanation } = await cosimMachine(config, machine.image, options);
        expect(['stopped', 'stuck', 'cut off'], `seed ${seed}: ${explanation}`).toContain(rtl.end);
        if (rtl.end === 'cut off') continue;
        expect(harm(config, machine, rtl.trace, heldBy(rtl.state!)), `seed ${seed}`).toEqual([]);
      }
      console.log(`${programs} broken programs of ${name} on RTL: ${ends.text}`);
    },
    timeFor(1000),
  );

  it('that convolve by rotation are im2col', async () => {
    const [shape] = convolutions;
    const program = convolutionProgram(machines.core, shape!, 1);
    const { rtl } = await expectEqual('convolution', machines.core, program.image, {
      stalls: { seed: 1, rate: 0 },
    });
    const results = Array.from({ length: program.windows * shape!.outputs }, () => 0);
    const log = rtl.trace.memory[0]!;
    for (let k = 0; k < log.length; k++) {
      if (log.at(k, 0) === 1) results[log.at(k, 1) - program.results] = log.at(k, 2);
    }
    expect(results).toEqual(byIm2col(machines.core, shape!, program));
  });
});
