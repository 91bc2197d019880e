import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoldenSignedArray } from '../../sim-models/signed-array/index.js';
import { arbitrarySignedArrayConfig, arbitraryWorkload } from '../support/arbitrary-config.js';
import { referenceSignedArray } from '../support/reference-mvmu.js';

describe('golden signed array', () => {
  it('gives the clamped products and the saturated flags', () => {
    let saturated = 0;
    let clear = 0;
    fc.assert(
      fc.property(
        arbitrarySignedArrayConfig({ size: 40 }).chain((config) =>
          fc.tuple(fc.constant(config), arbitraryWorkload(config)),
        ),
        ([config, { weights, inputs }]) => {
          const run = new GoldenSignedArray(config, weights).run(inputs, { level: 'codes' });
          const reference = referenceSignedArray(config, weights, inputs);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          expect(Array.from(run.codes!)).toEqual(reference.outputs);
          expect(Array.from(run.saturated)).toEqual(reference.saturated);
          if (reference.saturated.includes(1)) saturated++;
          if (reference.saturated.includes(0)) clear++;
        },
      ),
      { seed: 20_252, numRuns: 600 },
    );
    expect(saturated).toBeGreaterThan(100);
    expect(clear).toBeGreaterThan(100);
  });

  it('holds the default size at both ends, over several batches', () => {
    const config = {
      system: 'signed-array',
      name: 'full',
      rows: 512,
      columns: 512,
      cellBits: 4,
      dacBits: 4,
      adcs: 4,
      adcBits: 16,
    } as const;
    const weights = Int32Array.from({ length: 512 * 512 }, (_, at) => (at % 2 ? 15 : -15));
    const inputs = new Int32Array(512 * 65).fill(15);
    inputs.fill(0, 512, 1024);
    const run = new GoldenSignedArray({ ...config, adcBits: 16 }, weights).run(inputs, { level: 'codes' });
    // 512 * 15 * 15 = 115200 is past 16 bits.
    expect(Array.from(run.outputs.subarray(0, 2))).toEqual([-32768, 32767]);
    expect(Array.from(run.saturated.subarray(0, 2))).toEqual([1, 1]);
    expect(Array.from(run.outputs.subarray(512, 514))).toEqual([0, 0]);
    expect(Array.from(run.outputs.subarray(-2))).toEqual([-32768, 32767]);
    expect(
      run.trace().streams.map(({ kind, dims }) => [kind, dims.map(({ name, size }) => `${name}${size}`)]),
    ).toEqual([
      ['code', ['vector65', 'column512']],
      ['out', ['vector65', 'column512']],
      ['saturated', ['vector65', 'column512']],
    ]);
  });
});
