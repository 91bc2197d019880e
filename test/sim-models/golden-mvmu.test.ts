import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { arbitraryPumaConfig, arbitraryWorkload } from '../support/arbitrary-config.js';
import { exactOutputs, referenceMvmu } from '../support/reference-mvmu.js';

const seed = 20_250;

const withWorkload = (options: Parameters<typeof arbitraryPumaConfig>[0] = {}) =>
  arbitraryPumaConfig(options).chain((config) => fc.tuple(fc.constant(config), arbitraryWorkload(config)));

describe('golden MVMU', () => {
  it('gives the codes, sums and outputs of the long-hand reference', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(withWorkload(), ([config, { weights, inputs }]) => {
        count(seen, config);
        const run = new GoldenMvmu(config, weights).run(inputs, { level: 'codes' });
        const reference = referenceMvmu(config, weights, inputs);
        expect(Array.from(run.codes!)).toEqual(reference.codes);
        expect(Array.from(run.sums!)).toEqual(reference.sums);
        expect(Array.from(run.outputs)).toEqual(reference.outputs);
      }),
      { seed, numRuns: 1500 },
    );
    report(seen);
  });

  it('collapses to what the long way gives, column by column', () => {
    let collapsed = 0;
    let mixed = 0;
    fc.assert(
      fc.property(withWorkload({ size: 20 }), ([config, { weights, inputs }]) => {
        const golden = new GoldenMvmu(config, weights);
        const lossless = golden.lossless.reduce((sum, one) => sum + one, 0);
        if (lossless === config.columns) collapsed++;
        else if (lossless > 0) mixed++;
        const long = golden.run(inputs, { level: 'sums', collapse: false });
        const sums = golden.run(inputs, { level: 'sums' });
        expect(sums.sums).toEqual(long.sums);
        expect(sums.outputs).toEqual(long.outputs);
        expect(golden.run(inputs, { level: 'outputs' }).outputs).toEqual(long.outputs);
        expect(golden.run(inputs, { level: 'outputs', collapse: false }).outputs).toEqual(long.outputs);
      }),
      { seed, numRuns: 1500 },
    );
    console.log(`of 1500: ${collapsed} wholly, ${mixed} partly collapsed`);
    expect(collapsed).toBeGreaterThan(200);
    expect(mixed).toBeGreaterThan(25);
  });

  it('gives exact products where every column is lossless', () => {
    let checked = 0;
    fc.assert(
      fc.property(withWorkload({ size: 20 }), ([config, { weights, inputs }]) => {
        const golden = new GoldenMvmu(config, weights);
        if (config.output.rounding === 'per-plane' || golden.lossless.includes(0)) return;
        checked++;
        const exact = exactOutputs(config, weights, inputs);
        for (const collapse of [true, false]) {
          expect(Array.from(golden.run(inputs, { level: 'outputs', collapse }).outputs)).toEqual(exact);
        }
      }),
      { seed: seed + 1, numRuns: 1500 },
    );
    expect(checked).toBeGreaterThan(200);
  });

  it('is exact at full size with every number at a bound', () => {
    const base = {
      system: 'puma-mvmu',
      name: 'full',
      rows: 512,
      columns: 5,
      weightBits: 16,
      inputBits: 16,
      adcs: 1,
      adcBits: 16,
      adcOverflow: 'saturate',
      output: { bits: 48, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
    } as const;
    for (const encoding of ['offset', 'offset-flip', 'differential'] as const) {
      for (const signedInputs of [true, false]) {
        for (const [cellBits, dacBits] of [
          [1, 1],
          [2, 1],
          [5, 4],
          [3, 2],
        ] as const) {
          const config = { ...base, encoding, signedInputs, cellBits, dacBits };
          const least = encoding === 'differential' ? -32767 : -32768;
          const largestInput = signedInputs ? 32767 : 65535;
          const leastInput = signedInputs ? -32768 : 0;
          const weights = new Int32Array(512 * 5);
          for (let i = 0; i < 512; i++) weights.set([least, 32767, -1, 0, i % 2 ? least : 32767], i * 5);
          const inputs = new Int32Array(512 * 3);
          inputs.fill(leastInput, 0, 512).fill(largestInput, 512, 1024);
          for (let i = 0; i < 512; i++) inputs[1024 + i] = i % 2 ? leastInput : largestInput;
          const golden = new GoldenMvmu(config, weights);
          const run = golden.run(inputs, { level: 'codes' });
          const reference = referenceMvmu(config, weights, inputs);
          expect(Array.from(run.codes!)).toEqual(reference.codes);
          expect(Array.from(run.sums!)).toEqual(reference.sums);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          const sums = golden.run(inputs, { level: 'sums' });
          expect(Array.from(sums.sums!)).toEqual(reference.sums);
          expect(Array.from(golden.run(inputs, { level: 'outputs' }).outputs)).toEqual(reference.outputs);
        }
      }
    }
  }, 300_000);

  it('drop-low and signed codes are right at full size', () => {
    const config: PumaMvmuConfig = {
      system: 'puma-mvmu',
      name: 'full',
      rows: 511,
      columns: 33,
      weightBits: 16,
      cellBits: 5,
      inputBits: 15,
      signedInputs: true,
      dacBits: 4,
      adcs: 2,
      adcBits: 1,
      adcOverflow: 'drop-low',
      encoding: 'differential',
      output: { bits: 48, fraction: 3, rounding: 'half-away', overflow: 'wrap' },
    };
    const random = numbers(7);
    const weights = Int32Array.from({ length: 511 * 33 }, () => random(-32767, 32767));
    const inputs = Int32Array.from({ length: 511 }, () => random(-16384, 16383));
    for (const adcBits of [1, 5, 12]) {
      for (const encoding of ['differential', 'offset', 'offset-flip'] as const) {
        const one = { ...config, adcBits, encoding };
        const run = new GoldenMvmu(one, weights).run(inputs, { level: 'codes' });
        const reference = referenceMvmu(one, weights, inputs);
        expect(Array.from(run.codes!)).toEqual(reference.codes);
        expect(Array.from(run.sums!)).toEqual(reference.sums);
        expect(Array.from(run.outputs)).toEqual(reference.outputs);
      }
    }
  }, 300_000);

  it('is right in each kernel where sums pass a byte in every lane', () => {
    const base = {
      system: 'puma-mvmu',
      name: 'lanes',
      rows: 201,
      columns: 37,
      weightBits: 12,
      inputBits: 6,
      signedInputs: false,
      dacBits: 1,
      adcs: 1,
      adcOverflow: 'saturate',
      output: { bits: 40, fraction: 0, rounding: 'half-up', overflow: 'saturate' },
    } as const;
    const random = numbers(3);
    const weights = Int32Array.from({ length: 201 * 37 }, () => 2047 - random(0, 700) * random(0, 1));
    const inputs = Int32Array.from({ length: 201 * 2 }, (_, at) => (at < 201 ? 63 : random(0, 63)));
    for (const encoding of ['offset', 'offset-flip', 'differential'] as const) {
      for (const cellBits of [1, 3, 4]) {
        for (const adcBits of [5, 8, 9]) {
          const config = { ...base, encoding, cellBits, adcBits };
          const golden = new GoldenMvmu(config, weights);
          const run = golden.run(inputs, { level: 'codes' });
          const reference = referenceMvmu(config, weights, inputs);
          expect(Array.from(run.codes!)).toEqual(reference.codes);
          expect(Array.from(run.sums!)).toEqual(reference.sums);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          expect(golden.run(inputs, { level: 'sums' }).sums).toEqual(run.sums);
        }
      }
    }
  });

  it('takes the same way in every kernel: the eight-slice sums beside byte codes, and many batches', () => {
    const config: PumaMvmuConfig = {
      system: 'puma-mvmu',
      name: 'default',
      rows: 128,
      columns: 128,
      weightBits: 16,
      cellBits: 2,
      inputBits: 16,
      signedInputs: true,
      dacBits: 1,
      adcs: 1,
      adcBits: 8,
      adcOverflow: 'saturate',
      encoding: 'offset',
      output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
    };
    const random = numbers(11);
    const weights = Int32Array.from({ length: 128 * 128 }, () => random(-32768, 32767));
    // Rows beyond 255 / 3 in the low slices only saturate when most bits are set.
    for (let i = 0; i < 128 * 40; i++) weights[i] = 32767;
    const inputs = Int32Array.from({ length: 128 * 70 }, (_, at) => (at < 256 ? -1 : random(-32768, 32767)));
    for (const adcBits of [7, 8, 9]) {
      const one = { ...config, adcBits };
      const golden = new GoldenMvmu(one, weights);
      const run = golden.run(inputs, { level: 'codes' });
      const few = referenceMvmu(one, weights, inputs.subarray(0, 128 * 3));
      expect(Array.from(run.codes!.subarray(0, few.codes.length))).toEqual(few.codes);
      expect(Array.from(run.sums!.subarray(0, few.sums.length))).toEqual(few.sums);
      expect(Array.from(run.outputs.subarray(0, few.outputs.length))).toEqual(few.outputs);
      if (adcBits < 9) expect(run.codes).toContain(2 ** adcBits - 1);
      const last = referenceMvmu(one, weights, inputs.subarray(128 * 69));
      expect(Array.from(run.codes!.subarray(-last.codes.length))).toEqual(last.codes);
      expect(Array.from(run.outputs.subarray(-128))).toEqual(last.outputs);
      const reused = golden.run(inputs, { level: 'codes', reuse: true });
      expect(Buffer.compare(Buffer.from(reused.codes!), Buffer.from(run.codes!))).toBe(0);
      expect(reused.sums).toEqual(run.sums);
      expect(reused.outputs).toEqual(run.outputs);
    }
  }, 300_000);
});

/** A small repeatable source of integers. */
function numbers(state: number): (min: number, max: number) => number {
  return (min, max) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return min + Math.floor((state / 2 ** 32) * (max - min + 1));
  };
}

function count(seen: Map<string, number>, config: PumaMvmuConfig): void {
  const { output, ...rest } = config;
  for (const [key, value] of Object.entries({ ...rest, ...output })) {
    const name = `${key}=${value}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
}

/** Prints the distribution and insists on the extremes of every key. */
function report(seen: Map<string, number>): void {
  const lines = new Map<string, string[]>();
  for (const [name, times] of seen) {
    const [key, value] = name.split('=') as [string, string];
    lines.set(key, [...(lines.get(key) ?? []), `${value}:${times}`]);
  }
  for (const [key, values] of lines) {
    values.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    console.log(`${key.padEnd(12)} ${values.join(' ')}`);
  }
  const extremes = [
    'rows=1 rows=9 columns=1 columns=9 weightBits=2 weightBits=16 cellBits=1 cellBits=5 inputBits=1 inputBits=16',
    'dacBits=1 dacBits=4 adcs=1 adcs=9 adcBits=1 adcBits=16 adcOverflow=saturate adcOverflow=drop-low',
    'signedInputs=true signedInputs=false encoding=offset encoding=offset-flip encoding=differential',
    'bits=2 bits=48 fraction=0 fraction=47 rounding=truncate rounding=half-up rounding=half-even',
    'rounding=half-away rounding=per-plane overflow=saturate overflow=wrap',
  ];
  for (const name of extremes.join(' ').split(' ')) expect(seen.get(name) ?? 0, name).toBeGreaterThan(4);
}
