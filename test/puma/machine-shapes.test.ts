import { describe, expect, it } from 'vitest';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { hasTool } from '../support/tools.js';
import { expectEqual } from './support/expect-equal.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { machines, someMachine } from './support/machines.js';
import { randomMachine } from './support/program/random-machine.js';

const count = long ? 120 : 3;

/** Icarus has no DPI, which noise needs. */
function idealMachine(seed: number): PumaMachineConfig {
  const { nonideal: _, ...config } = someMachine(
    new Random(seed),
    seed % 3 === 0 ? 'puma-tile' : 'puma-core',
  );
  return config;
}

// A simulator for each machine: Icarus makes one in a second.
describe.skipIf(!hasTool('iverilog'))('machines of all shapes', () => {
  const seeds = Array.from({ length: count }, (_, k) => firstSeed + k);
  it.each(seeds)(
    'do what the golden machine does: %i',
    async (seed) => {
      const config = idealMachine(seed);
      const pieces = 16 * (config.system === 'puma-tile' ? config.cores : 1);
      const image = randomMachine(config, seed, { pieces, cycles: 600 });
      const { compared } = await expectEqual(`program ${seed} of ${JSON.stringify(config)}`, config, image, {
        engine: 'icarus',
        stalls: { seed, rate: seed % 2 === 0 ? 0 : 90 },
      });
      expect(compared.total).toBeGreaterThan(0);
    },
    timeFor(100),
  );

  it('with ADCs two rows of lanes beyond the last column', async () => {
    const config: PumaMachineConfig = {
      ...machines.tiny,
      name: 'beyond_tile',
      dimension: 8,
      lanes: 4,
      mvmu: { ...machines.tiny.mvmu, adcs: 7, adcBits: 9 },
    };
    const image = randomMachine(config, 1, { pieces: 30, cycles: 600 });
    const { golden } = await expectEqual('beyond', config, image, { engine: 'icarus' });
    expect(golden.cores.some(({ counters }) => counters.mvms > 0)).toBe(true);
  });
});
