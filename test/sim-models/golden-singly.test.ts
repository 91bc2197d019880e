import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownKernel } from '../../sim-models/analog/kernel.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { arbitraryPumaConfig, arbitraryWorkload } from '../support/arbitrary-config.js';

describe('one vector at a time', () => {
  it('gives what a run of all vectors gives, in units that share a kernel', () => {
    const kernel = ownKernel();
    const seen = { lossless: 0, lossy: 0, noisy: 0, perPlane: 0 };
    const configs = fc.boolean().chain((nonideal) => arbitraryPumaConfig({ nonideal, size: 9 }));
    const given = configs.chain((config) => fc.tuple(fc.constant(config), arbitraryWorkload(config, 3)));
    fc.assert(
      fc.property(given, given, (one, other) => {
        kernel.begin();
        const units = [one, other].map(([config, { weights }]) => {
          return new GoldenMvmu(config, weights, 3).singly(kernel);
        });
        const got: number[][] = [[], []];
        // In turns, as long as there are inputs.
        for (let vector = 0; vector < 3; vector++) {
          [one, other].forEach(([{ rows }, { inputs }], k) => {
            const input = inputs.slice(vector * rows, (vector + 1) * rows);
            if (input.length > 0) got[k]!.push(...units[k]!(input));
          });
        }
        [one, other].forEach(([config, { weights, inputs }], k) => {
          const unit = new GoldenMvmu(config, weights, 3);
          expect(got[k]).toEqual([...unit.run(inputs, { level: 'outputs' }).outputs]);
          const lossless = !unit.lossless.includes(0);
          seen[config.nonideal ? 'noisy' : lossless ? 'lossless' : 'lossy']++;
          if (config.output.rounding === 'per-plane') seen.perPlane++;
        });
      }),
      { seed: 4, numRuns: 150 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(15);
  });
});
