import { afterAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/index.js';
import { activeNonideal } from '../../config/nonideal.js';
import type { Engine } from '../../verilator-harness/engine.js';
import { prepareBench } from '../support/run-cosim.js';
import { checkConformance } from './check-conformance.js';
import type { MacroArrayConfig } from './macro-array-config.js';
import { tellingPhases } from './phases.js';

/** The conformance suite: every telling configuration on one engine. */
export function describeEngine(
  engine: Engine,
  configurations: readonly MacroArrayConfig[],
  options: { readonly skip?: boolean } = {},
): void {
  describe.skipIf(options.skip)(`${engine.name} engine`, () => {
    const count = { events: 0, exact: 0, reference: 0, configurations: 0 };
    afterAll(() => {
      if (count.configurations === 0) return;
      console.log(
        `${engine.name}: ${count.configurations} configurations, ${count.events.toLocaleString('en-US')} events; ` +
          `${count.exact} against integer products, ${count.reference} against the long-hand reference as well`,
      );
    });

    it.each(configurations.map((config) => [config.name, config] as const))('%s', async (_, config) => {
      // The schema fills in layers that are off.
      expect(parseConfig(config)).toMatchObject(config);
      const bench = await prepareBench(config);
      const phases = tellingPhases(config);
      const seen = [];
      for (const phase of phases) seen.push(await checkConformance(bench, engine, config, phase));
      count.configurations += 1;
      count.events += seen.reduce((sum, one) => sum + one.events, 0);
      count.exact += seen.every((one) => one.exact) ? 1 : 0;
      count.reference += seen.every((one) => one.reference) ? 1 : 0;
    });

    it('was compared with products and the reference often enough', () => {
      const ideal = configurations.filter((config) => activeNonideal(config.nonideal) === undefined);
      expect(count.exact * 4).toBeGreaterThanOrEqual(ideal.length);
      expect(count.reference * 2).toBeGreaterThanOrEqual(configurations.length);
    });
  });
}
