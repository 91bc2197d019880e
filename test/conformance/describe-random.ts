import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../verilator-harness/engine.js';
import { prepareBench } from '../support/run-cosim.js';
import { type Checked, checkConformance } from './check-conformance.js';
import { countTraits, randomCases } from './random-configurations.js';

/** Random configurations and vectors on one engine, with their distribution printed.
 *  @param often least number of configurations that must show each trait */
export function describeRandom(
  engine: Engine,
  options: { readonly seed: number; readonly count: number; readonly often: number; readonly skip?: boolean },
): void {
  const { seed, count, often, skip } = options;
  describe.skipIf(skip)(`${count} random configurations on the ${engine.name} engine`, () => {
    const cases = randomCases(seed, count);
    const checked: Checked[] = [];
    afterAll(() => {
      const total = (value: (one: Checked) => number) => checked.reduce((sum, one) => sum + value(one), 0);
      console.log(
        `${engine.name}, seed ${seed}: ${checked.length} phases of ${count} configurations, ` +
          `${total((one) => one.events).toLocaleString('en-US')} events, ` +
          `${total((one) => (one.exact ? 1 : 0))} phases against integer products, ` +
          `${total((one) => (one.reference ? 1 : 0))} against the long-hand reference as well`,
      );
    });

    it('show every trait', () => {
      const shown = countTraits(cases.map((one) => one.config));
      console.log(
        `seed ${seed}: ${Object.entries(shown)
          .map(([trait, times]) => `${trait} ${times}`)
          .join(', ')}`,
      );
      expect(Object.entries(shown).filter(([, times]) => times < often)).toEqual([]);
    });

    it.each(cases.map((one, k) => [k, one] as const))('number %i', async (_, { config, phases }) => {
      const bench = await prepareBench(config);
      for (const phase of phases) {
        await checkConformance(bench, engine, config, phase).then(
          (one) => checked.push(one),
          (error: unknown) => {
            console.error(JSON.stringify(config));
            throw error;
          },
        );
      }
    });
  });
}
