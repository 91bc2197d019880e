import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { generateMixedSignalArray } from '../../../generators/mixed-signal/index.js';
import { DrivenArray } from './drive-array.js';
import { exactProduct, isLossless, plainRun, shapeOf } from './plain-array.js';
import { plainMacro } from './plain-macro.js';
import { drawValues, randomArray, rangesOf } from './random-array.js';

/** Cycles of a run: docs/mixed-signal-arrays.md, "Time". */
function cyclesOf(config: MixedSignalArrayConfig, ramps: number): number {
  const { steps } = shapeOf(config);
  if (config.style === 'resistive-ramp') return ramps + steps + 6;
  return steps * Math.ceil(config.columns / config.adcs) + 6;
}

describe('mixed-signal-array RTL against plain integers', () => {
  it('agrees for random configurations, codes, outputs, comparisons and cycles', () => {
    const seen: Record<string, number> = {};
    const count = (trait: string, shown = true) => {
      if (shown) seen[trait] = (seen[trait] ?? 0) + 1;
    };
    fc.assert(
      fc.property(randomArray, fc.integer(), (config, seed) => {
        const unit = generateMixedSignalArray(config);
        const ranges = rangesOf(config);
        const weights = drawValues(config, seed, config.rows * config.columns, ranges.weights);
        const driven = new DrivenArray(config, unit.top, plainMacro(config));
        driven.program(weights);
        for (const v of [1, 2, 3]) {
          const inputs = drawValues(config, seed + v, config.rows, ranges.inputs);
          const expected = plainRun(config, weights, inputs);
          const run = driven.run(inputs);
          expect(run.codes).toEqual(expected.codes);
          expect(run.outputs).toEqual(expected.outputs);
          expect(run.cycles).toBe(cyclesOf(config, expected.ramps));
          expect(run.cycles).toBeLessThanOrEqual(unit.timing.cyclesPerRun);
          if (config.style === 'resistive-ramp') expect(run.ramps).toBe(expected.ramps);
          else expect(run.cycles).toBe(unit.timing.cyclesPerRun);
          if (isLossless(config)) expect(run.outputs).toEqual(exactProduct(config, weights, inputs));
          const bits = config.style === 'xnor-capacitor' ? config.adcBits - 1 : config.adcBits;
          count(
            `${config.style} saturated`,
            run.codes.some((code) => code === 2n ** BigInt(bits) - 1n),
          );
          count('lossless', isLossless(config));
        }
        count(config.style);
        count('1-bit converter', config.adcBits === 1);
        count('xnor comparator', config.style === 'xnor-capacitor' && config.adcBits === 1);
        count('ragged group', config.columns % config.adcs !== 0);
        count('one ADC', config.adcs === 1);
        count('one group', config.adcs === config.columns);
        count('one row', config.rows === 1);
        count('odd rows', config.rows % 2 === 1);
        count('coarse step', config.adcStep > 0);
        count('1-bit weights', config.weightBits === 1 && config.style !== 'xnor-capacitor');
      }),
      { seed: 5, numRuns: 160 },
    );
    console.log(
      `mixed-signal RTL: ${Object.entries(seen)
        .map(([k, n]) => `${k} ${n}`)
        .join(', ')}`,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThanOrEqual(5);
    expect(Object.keys(seen)).toHaveLength(18);
  });

  it('holds the outputs of any codes', () => {
    fc.assert(
      fc.property(randomArray, fc.integer(), fc.integer({ min: 0, max: 2 }), (config, seed, which) => {
        const signed = config.style === 'xnor-capacitor';
        const half = 1n << BigInt(config.adcBits - 1);
        const [least, most] = signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
        // Converters stuck at either end of the range, or at both in turn.
        let turn = 0;
        const code = () => (which === 0 ? least : which === 1 ? most : turn++ % 2 === 0 ? least : most);
        const stuck = config.style === 'resistive-ramp' && which === 2 ? () => most : code;
        const ranges = rangesOf(config);
        const weights = drawValues(config, seed, config.rows * config.columns, ranges.weights);
        const inputs = drawValues(config, seed + 1, config.rows, ranges.inputs);
        const unit = generateMixedSignalArray(config);
        const driven = new DrivenArray(config, unit.top, plainMacro(config, stuck));
        driven.program(weights);
        const { codes, outputs } = driven.run(inputs);
        let k = 0;
        expect(outputs).toEqual(plainRun(config, weights, inputs, () => codes[k++] ?? 0n).outputs);
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});
