import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import type { Nonideal } from '../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../config/signed-array.js';
import { GoldenMixedSignalArray } from '../../../sim-models/mixed-signal-array/index.js';
import { StepSums } from '../../../sim-models/mixed-signal-array/step-sums.js';
import { GoldenMvmu } from '../../../sim-models/puma/mvmu/index.js';
import { GoldenSignedArray } from '../../../sim-models/signed-array/index.js';
import { referenceMixedSignal } from '../../support/reference-mixed-signal.js';
import { referenceMvmu } from '../../support/reference-mvmu.js';

const off = { seed: 3, programming: 0, read: 0, adc: 0 };

const unit: PumaMvmuConfig = {
  ...{ system: 'puma-mvmu', name: 'unit', rows: 20, columns: 3, weightBits: 6, cellBits: 3, inputBits: 4 },
  ...{ signedInputs: false, dacBits: 2, adcs: 1, adcBits: 16, adcOverflow: 'saturate', encoding: 'offset' },
  output: { bits: 48, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
};

/** Numbers of a range from a congruential generator. */
function numbers(length: number, least: number, most: number, state = 1): Int32Array {
  return Int32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (most - least + 1));
  });
}

const codes = (config: PumaMvmuConfig, weights: Int32Array, inputs: Int32Array, nonideal?: Nonideal) => {
  const golden = new GoldenMvmu(nonideal ? { ...config, nonideal } : config, weights);
  return Array.from(golden.run(inputs, { level: 'codes' }).codes!);
};

describe('the off-current', () => {
  const weights = numbers(60, -32, 31);
  const inputs = numbers(40, 0, 15);

  it('that is kept shifts every column by O times the sum of the row codes', () => {
    const { rows, columns, dacBits } = unit;
    const ideal = codes(unit, weights, inputs);
    const kept = codes(unit, weights, inputs, { ...off, onOffRatio: 8 });
    // O = 4096 * 7 / 7: one level.
    const slices = 2;
    const drive = [0, 1].flatMap((vector) =>
      [0, 1].map((step) => {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += (inputs[vector * rows + row]! >> (step * dacBits)) & 3;
        return sum;
      }),
    );
    expect(kept).toEqual(ideal.map((code, at) => code + drive[Math.floor(at / (columns * slices))]!));
    expect(Math.min(...drive)).toBeGreaterThan(0);
  });

  it('that a reference column takes off is gone, exactly', () => {
    for (const onOffRatio of [2, 3.7, 20, 1e6]) {
      const nonideal = { ...off, onOffRatio, offCurrent: 'reference' } as const;
      for (const encoding of ['offset', 'offset-flip'] as const) {
        const config = { ...unit, encoding };
        expect(codes(config, weights, inputs, nonideal)).toEqual(codes(config, weights, inputs));
        expect(codes(config, weights, inputs, { ...off, onOffRatio })[0]).toBeGreaterThanOrEqual(
          codes(config, weights, inputs)[0]!,
        );
      }
    }
    const ramp: MixedSignalArrayConfig = {
      ...{ system: 'mixed-signal-array', name: 'ramp', style: 'resistive-ramp', rows: 20, columns: 3 },
      ...{ weightBits: 3, inputBits: 4, adcs: 2, adcBits: 6, adcStep: 1 },
    };
    const few = weights.map((weight) => weight >> 3);
    const ideal = new GoldenMixedSignalArray(ramp, few).run(inputs, { level: 'codes' });
    const nonideal = { ...off, onOffRatio: 20, offCurrent: 'reference' } as const;
    const taken = new GoldenMixedSignalArray({ ...ramp, nonideal }, few).run(inputs, { level: 'codes' });
    // With layers a threshold is reached half a level early, which exact sums never notice.
    expect(Array.from(taken.codes!)).toEqual(Array.from(ideal.codes!));
    const kept = new GoldenMixedSignalArray({ ...ramp, nonideal: { ...off, onOffRatio: 20 } }, few);
    expect(Array.from(kept.run(inputs, { level: 'codes' }).codes!)).not.toEqual(Array.from(ideal.codes!));
  });

  it('of pairs of devices cancels by itself', () => {
    const array: SignedArrayConfig = {
      ...{ system: 'signed-array', name: 'pairs', rows: 20, columns: 3, cellBits: 4, dacBits: 4, adcs: 1 },
      adcBits: 12,
    };
    const signed = weights.map((weight) => Math.max(weight >> 1, -15));
    const run = (nonideal?: Nonideal) =>
      new GoldenSignedArray(nonideal ? { ...array, nonideal } : array, signed).run(inputs, {
        level: 'outputs',
      });
    expect([...run({ ...off, onOffRatio: 2 }).outputs]).toEqual([...run().outputs]);
    const differential = { ...unit, encoding: 'differential' } as const;
    const within = weights.map((weight) => Math.max(weight, -31));
    expect(codes(differential, within, inputs, { ...off, onOffRatio: 2 })).toEqual(
      codes(differential, within, inputs),
    );
    // Not so with IR drop, which differs from row to row but is the same for both devices of a pair: still it cancels
    // where both are at level 0.
    const dropped = { ...off, onOffRatio: 2, irDrop: 0.5 };
    expect(codes(differential, new Int32Array(60), inputs, dropped)).toEqual(new Array(24).fill(0));
  });
});

describe('the comparator', () => {
  it('adds noise of its own to a convert, one draw each', () => {
    const config: PumaMvmuConfig = {
      ...unit,
      rows: 2,
      columns: 64,
      weightBits: 3,
      dacBits: 1,
      encoding: 'differential',
    };
    const inputs = Int32Array.from({ length: 2 * 128 }, () => 0);
    const noise = (nonideal: Partial<Nonideal>) =>
      codes(config, new Int32Array(128), inputs, { ...off, ...nonideal });
    const deviation = (values: number[]) =>
      Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
    const [adc, comparator, both] = [
      noise({ adc: 6 }),
      noise({ comparator: 8 }),
      noise({ adc: 6, comparator: 8 }),
    ];
    // 64 columns x 4 steps x 128 vectors: known to a part in 250.
    expect(adc).toHaveLength(32768);
    expect(Math.abs(deviation(adc) / 6 - 1)).toBeLessThan(0.02);
    expect(Math.abs(deviation(comparator) / 8 - 1)).toBeLessThan(0.02);
    expect(Math.abs(deviation(both) / 10 - 1)).toBeLessThan(0.02);
    expect(comparator).not.toEqual(noise({ adc: 8 }));
  });
});

describe('the largest sums', () => {
  it('of an MVMU, 0.9 * 2^31, are exact and saturate', () => {
    const config: PumaMvmuConfig = {
      ...unit,
      ...{
        rows: 512,
        columns: 1,
        weightBits: 5,
        cellBits: 5,
        dacBits: 4,
        adcBits: 16,
        adcOverflow: 'drop-low',
      },
      nonideal: { ...off, onOffRatio: 2, programming: 1 },
    };
    const weights = new Int32Array(512).fill(15);
    const inputs = new Int32Array(512).fill(15);
    const run = new GoldenMvmu(config, weights).run(inputs, { level: 'codes' });
    const reference = referenceMvmu(config, weights, inputs);
    expect(Array.from(run.codes!)).toEqual(reference.codes);
    const stuck = { ...config, nonideal: { ...off, onOffRatio: 2, stuckOn: 1, read: 0.01 } };
    const largest = new GoldenMvmu(stuck, weights).run(inputs, { level: 'codes' });
    expect(Array.from(largest.codes!)).toEqual(referenceMvmu(stuck, weights, inputs).codes);
    // 2 * 31 * 15 * 512 levels, 1.95e9 in Q12.
    expect(largest.codes![0]).toBe(65535);
  });

  it('of capacitors pass 2^31 and are still exact', () => {
    const config: MixedSignalArrayConfig = {
      ...{ system: 'mixed-signal-array', name: 'wide', style: 'multibit-capacitor', rows: 1152, columns: 2 },
      ...{ weightBits: 8, inputBits: 8, adcs: 1, adcBits: 16, adcStep: 0 },
    };
    // Every capacitor twice the unit, the most that mismatch allows.
    const largest = { offCurrent: 0, driven: (level: number) => level * 8192, idle: () => 0 };
    const sums = new StepSums(config, new Int32Array(2304).fill(255), largest);
    const [batch] = sums.batches(new Int32Array(1152).fill(255));
    expect(Array.from(batch!.sums)).toEqual([1152 * 255 * 255 * 8192, 1152 * 255 * 255 * 8192]);
    expect(Array.from(batch!.inputSums)).toEqual([1152 * 255]);
  });

  it('of capacitors in 1152 rows, with converters of any step', () => {
    const steps = new Set<number>();
    fc.assert(
      fc.property(
        fc.record({
          adcStep: fc.integer({ min: 0, max: 20 }),
          adc: fc.constantFrom(0, 16),
          capacitorMismatch: fc.constantFrom(0.01, 0.5),
          seed: fc.nat(),
        }),
        ({ adcStep, seed, ...layers }) => {
          const config: MixedSignalArrayConfig = {
            ...{ system: 'mixed-signal-array', name: 'wide', style: 'multibit-capacitor', rows: 1152 },
            ...{ columns: 1, weightBits: 8, inputBits: 8, adcs: 1, adcBits: 16, adcStep },
            nonideal: { ...off, seed, ...layers, read: 1, comparator: 16 },
          };
          const weights = new Int32Array(1152).fill(127);
          const inputs = new Int32Array(1152).fill(255);
          const run = new GoldenMixedSignalArray(config, weights).run(inputs, { level: 'codes' });
          expect(Array.from(run.codes!)).toEqual(referenceMixedSignal(config, weights, inputs).codes);
          steps.add(adcStep);
        },
      ),
      { seed: 20_263, numRuns: 60 },
    );
    expect(steps.size).toBeGreaterThan(15);
  });
});
