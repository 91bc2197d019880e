import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { GoldenSignedArray } from '../../sim-models/signed-array/index.js';
import {
  arbitraryPumaConfig,
  arbitrarySignedArrayConfig,
  arbitraryWorkload,
} from '../support/arbitrary-config.js';
import { referenceMvmu, referenceSignedArray } from '../support/reference-mvmu.js';

const seed = 20_251;

describe('non-idealities', () => {
  it('give the codes, sums and outputs of the long-hand reference in the MVMU', () => {
    const layers: Record<string, number> = { different: 0 };
    const every = [
      ...(['stuckOff', 'stuckOn', 'programming', 'driftTime', 'driftExponent', 'onOffRatio'] as const),
      ...(['offCurrent', 'irDrop', 'read', 'adc', 'comparator'] as const),
    ];
    for (const layer of every) layers[layer] = 0;
    fc.assert(
      fc.property(
        arbitraryPumaConfig({ nonideal: true, size: 5 }).chain((config) =>
          fc.tuple(fc.constant(config), arbitraryWorkload(config, 2)),
        ),
        ([config, { weights, inputs }]) => {
          const { nonideal, ...ideal } = config;
          const run = new GoldenMvmu(config, weights).run(inputs, { level: 'codes' });
          const reference = referenceMvmu(config, weights, inputs);
          expect(Array.from(run.codes!)).toEqual(reference.codes);
          expect(Array.from(run.sums!)).toEqual(reference.sums);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          const clean = new GoldenMvmu(ideal, weights).run(inputs, { level: 'codes' });
          if (!Buffer.from(clean.codes!.buffer).equals(Buffer.from(run.codes!.buffer))) layers.different!++;
          for (const layer of every) if (nonideal?.[layer]) layers[layer]!++;
        },
      ),
      { seed, numRuns: 400 },
    );
    console.log(`of 400: ${JSON.stringify(layers)}`);
    for (const [layer, times] of Object.entries(layers)) expect([layer, times > 50]).toEqual([layer, true]);
  });

  it('give the codes of the long-hand reference in the signed array', () => {
    fc.assert(
      fc.property(
        arbitrarySignedArrayConfig({ nonideal: true }).chain((config) =>
          fc.tuple(fc.constant(config), arbitraryWorkload(config, 2)),
        ),
        ([config, { weights, inputs }]) => {
          const run = new GoldenSignedArray(config, weights).run(inputs, { level: 'codes' });
          const reference = referenceSignedArray(config, weights, inputs);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          expect(Array.from(run.saturated)).toEqual(reference.saturated);
        },
      ),
      { seed, numRuns: 600 },
    );
  });

  it('count operations over runs, and give the same noise again in a new object', () => {
    const config = {
      system: 'signed-array',
      name: 'noisy',
      rows: 7,
      columns: 11,
      cellBits: 4,
      dacBits: 3,
      adcs: 1,
      adcBits: 10,
      nonideal: { seed: 99, programming: 0.05, read: 0.1, adc: 1 },
    } as const;
    const weights = Int32Array.from({ length: 77 }, (_, at) => (at % 31) - 15);
    const inputs = Int32Array.from({ length: 70 }, (_, at) => at % 8);
    const whole = new GoldenSignedArray(config, weights).run(inputs, { level: 'outputs' }).outputs;
    const parts = new GoldenSignedArray(config, weights);
    const first = parts.run(inputs.subarray(0, 21), { level: 'outputs' }).outputs;
    const second = parts.run(inputs.subarray(21), { level: 'outputs' }).outputs;
    expect([...first, ...second]).toEqual([...whole]);
    // The same vector twice draws different noise.
    const twice = new GoldenSignedArray(config, weights).run(
      Int32Array.from([...inputs.subarray(0, 7), ...inputs.subarray(0, 7)]),
      { level: 'outputs' },
    ).outputs;
    expect([...twice.subarray(0, 11)]).not.toEqual([...twice.subarray(11)]);
  });

  it('count operations past the end of a batch', () => {
    const nonideal = { seed: 3, programming: 0, read: 0, adc: 2 };
    const common = { rows: 3, columns: 2, cellBits: 4, dacBits: 3, adcs: 1, adcBits: 10, nonideal } as const;
    const array = { system: 'signed-array', name: 'noisy', ...common } as const;
    const unit = {
      system: 'puma-mvmu',
      name: 'noisy',
      ...common,
      weightBits: 5,
      inputBits: 3,
      signedInputs: false,
      adcOverflow: 'saturate',
      encoding: 'differential',
      output: { bits: 30, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
    } as const;
    const weights = Int32Array.of(15, -3, 8, 0, -15, 7);
    const inputs = Int32Array.from({ length: 3 * 130 }, (_, at) => at % 8);
    for (const make of [() => new GoldenSignedArray(array, weights), () => new GoldenMvmu(unit, weights)]) {
      const whole = make().run(inputs, { level: 'codes' }).codes!;
      const single = make();
      const codes = Array.from({ length: 130 }, (_, v) =>
        Array.from(single.run(inputs.subarray(v * 3, v * 3 + 3), { level: 'codes' }).codes!),
      );
      expect(codes.flat()).toEqual(Array.from(whole));
    }
  });

  it('is the ideal chain when every sigma is 0, drop-low included', () => {
    const config = {
      system: 'puma-mvmu',
      name: 'off',
      rows: 30,
      columns: 3,
      weightBits: 6,
      cellBits: 3,
      inputBits: 5,
      signedInputs: true,
      dacBits: 2,
      adcs: 1,
      adcBits: 4,
      adcOverflow: 'drop-low',
      encoding: 'offset',
      output: { bits: 30, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
    } as const;
    const weights = Int32Array.from({ length: 90 }, (_, at) => ((at * 37) % 64) - 32);
    const inputs = Int32Array.from({ length: 60 }, (_, at) => ((at * 11) % 32) - 16);
    const off = { ...config, nonideal: { seed: 5, programming: 0, read: 0, adc: 0 } };
    const ideal = new GoldenMvmu(config, weights).run(inputs, { level: 'codes' });
    expect(new GoldenMvmu(off, weights).run(inputs, { level: 'codes' }).codes).toEqual(ideal.codes);
    // With any layer on, the code is rounded to the nearest step instead of down.
    const tiny = { ...config, nonideal: { seed: 5, programming: 0, read: 0, adc: 1e-9 } };
    expect(new GoldenMvmu(tiny, weights).run(inputs, { level: 'codes' }).codes).not.toEqual(ideal.codes);
  });
});
