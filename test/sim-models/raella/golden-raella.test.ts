import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersOn } from '../../../config/nonideal.js';
import { pairNonidealSchema } from '../../../config/nonideal-schema.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { GoldenRaellaCrossbar, type RaellaLayer, type RaellaRun } from '../../../sim-models/raella/index.js';
import { arbitraryRaella } from '../../support/arbitrary-raella.js';
import { referenceRaella } from '../../support/reference-raella.js';

const config: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'unit', rows: 4, columns: 12, cellBits: 4, dacBits: 4, adcs: 4 },
  ...{ adcBits: 7, speculation: [4, 2, 2] },
};

const wrapped = (x: number): number => Number(BigInt.asIntN(16, BigInt(x)));

/** Whole runs, statistics too; `toEqual` takes seconds over that many codes, and only says what differs. */
function expectSame(run: RaellaRun, other: RaellaRun): void {
  if (!isDeepStrictEqual(run, other)) expect(run).toEqual(other);
}

/** What happened in the random layers: a test that saw nothing proves nothing. */
class Seen {
  readonly #times = new Map<string, number>();
  add(what: string, times = 1): void {
    if (times > 0) this.#times.set(what, (this.#times.get(what) ?? 0) + 1);
  }
  /** The words of `wanted` that were seen in fewer cases than `times`. */
  rare(wanted: readonly string[], times: number): string[] {
    return wanted.filter((what) => (this.#times.get(what) ?? 0) < times);
  }
}

describe.each([
  { name: 'ideal', noisy: false, seed: 5001 },
  { name: 'with noise', noisy: true, seed: 5002 },
])('the golden crossbar, $name', ({ noisy, seed }) => {
  it('gives the codes, psums and outputs of the long-hand reference', () => {
    const seen = new Seen();
    fc.assert(
      fc.property(
        arbitraryRaella({ rows: 9, filters: 3, vectors: 2, noisy }),
        ({ config, layer, inputs }) => {
          const run = new GoldenRaellaCrossbar(config, layer).run(inputs, { level: 'codes' });
          const plain = new GoldenRaellaCrossbar(config, layer).run(inputs, { level: 'codes', way: 'plain' });
          expectSame(run, plain);
          const reference = referenceRaella(config, layer, Array.from(inputs));
          expect(Array.from(run.codes!)).toEqual(reference.codes);
          expect(Array.from(run.psums)).toEqual(reference.psums);
          expect(Array.from(run.outputs)).toEqual(reference.outputs);
          expect(Array.from(run.inputSums)).toEqual(reference.inputSums);
          expect(Array.from(run.overflows)).toEqual(reference.overflows);
          seen.add('failure', reference.failed.size);
          seen.add(layer.speculate ? 'saturated recovery' : 'saturated step', reference.saturated.size);
          seen.add(
            'second pass fails',
            [...reference.failed].filter((place) => place.startsWith('1')).length,
          );
          seen.add('overflow', reference.overflows.filter((count) => count > 0).length);
          seen.add('unused rows', layer.used === undefined ? 0 : 1);
          for (const key of config.nonideal ? layersOn(config.nonideal) : []) seen.add(key);
        },
      ),
      { seed, numRuns: 150 },
    );
    const wanted = ['failure', 'saturated recovery', 'saturated step', 'second pass fails', 'unused rows'];
    const layers = Object.keys(pairNonidealSchema.shape).filter((key) => key !== 'seed');
    expect(seen.rare([...wanted, 'overflow', ...(noisy ? layers : [])], 5)).toEqual([]);
  });
});

describe('the fast way', () => {
  it('decides what the plain way does, over several blocks', () => {
    const seen = new Seen();
    fc.assert(
      fc.property(
        arbitraryRaella({ rows: 80, filters: 70, vectors: 2, noisy: false }),
        ({ config, layer, inputs }) => {
          const golden = new GoldenRaellaCrossbar(config, layer);
          const plain = golden.run(inputs, { level: 'codes', way: 'plain' });
          expectSame(golden.run(inputs, { level: 'codes' }), plain);
          const { codes: _, ...outputs } = plain;
          expectSame(golden.run(inputs, { level: 'outputs' }), outputs);
          const { failures, saturations, wouldSaturate } = plain.statistics;
          seen.add('failure', failures.some((n) => n > 0) ? 1 : 0);
          seen.add('saturation', saturations.some((n) => n > 0) ? 1 : 0);
          seen.add('more would', wouldSaturate.some((n, at) => n > saturations[at]!) ? 1 : 0);
          seen.add('overflow', plain.overflows.some((n) => n > 0) ? 1 : 0);
          seen.add('two blocks', layer.centres.length > 32 ? 1 : 0);
        },
      ),
      { seed: 5003, numRuns: 40 },
    );
    expect(seen.rare(['failure', 'saturation', 'overflow', 'two blocks'], 10)).toEqual([]);
    // Sums of opposite planes may cancel in the slice: rare, but it must have happened.
    expect(seen.rare(['more would'], 1)).toEqual([]);
  });

  it.each([
    ['ideal', undefined],
    ['with noise', { seed: 4, programming: 0.1, read: 0.1, adc: 1 }],
  ])('goes on over batches, %s', (_, nonideal) => {
    const layer: RaellaLayer = {
      ...{ slicing: [3, 4, 1], speculate: true, signedInputs: true },
      codes: Uint8Array.from({ length: 12 }, (_, at) => (at * 91) % 256),
      centres: Uint8Array.of(100, 128, 3),
    };
    const inputs = Int32Array.from({ length: 4 * 131 }, (_, at) => ((at * 57 + (at >> 8) * 13) % 256) - 128);
    const of = { ...config, adcBits: 5, ...(nonideal && { nonideal }) };
    const plain = new GoldenRaellaCrossbar(of, layer).run(inputs, { level: 'codes', way: 'plain' });
    expectSame(new GoldenRaellaCrossbar(of, layer).run(inputs, { level: 'codes' }), plain);
    expect(new GoldenRaellaCrossbar(of, layer).run(new Int32Array(0), { level: 'codes' }).codes).toHaveLength(
      0,
    );
  });

  it('holds the largest sums of 512 rows, over two batches', () => {
    const layer = {
      ...{ slicing: [4, 4], speculate: true, signedInputs: false },
      codes: Uint8Array.from({ length: 512 * 2 }, (_, at) => (at % 2) * 255),
      centres: Uint8Array.of(255, 0),
    };
    const inputs = new Int32Array(512 * 65).fill(255);
    const full = { ...config, rows: 512, adcBits: 12 };
    const run = new GoldenRaellaCrossbar(full, layer).run(inputs, { level: 'codes' });
    const last = run.codes!.subarray(64 * 11 * 4);
    // 512 * 15 * 15 and 512 * 15 are both past 12 bits: every step fails, every recovery saturates.
    expect(Array.from(last)).toEqual(Array.from({ length: 44 }, (_, at) => (at % 4 < 2 ? -2048 : 2047)));
    // 2047 * 255 * 17 modulo 2^16, and X = 512 * 255.
    expect(Array.from(run.psums.subarray(128))).toEqual([
      wrapped(-2048 * 255 * 17),
      wrapped(2047 * 255 * 17),
    ]);
    expect(run.inputSums[64]).toBe(130_560);
  });
});

describe('a layer in which nothing saturates', () => {
  it('is the exact integer product', () => {
    let products = 0;
    fc.assert(
      fc.property(arbitraryRaella({ rows: 8, filters: 6, vectors: 2, noisy: false }), (given) => {
        const config = { ...given.config, adcBits: 12 };
        const { used: _, ...layer } = given.layer;
        const { rows } = config;
        const filters = layer.centres.length;
        const run = new GoldenRaellaCrossbar(config, layer).run(given.inputs, { level: 'outputs' });
        run.outputs.forEach((y, at) => {
          if (run.overflows[at]! > 0) return;
          products++;
          const vector = Math.floor(at / filters);
          let exact = 0;
          for (let row = 0; row < rows; row++) {
            exact += given.inputs[vector * rows + row]! * layer.codes[row * filters + (at % filters)]!;
          }
          expect(y).toBe(exact);
        });
      }),
      { seed: 5004, numRuns: 100 },
    );
    expect(products).toBeGreaterThan(300);
  });
});

describe('speculation', () => {
  /** One filter of four rows, weight `w` in all of them, centre 0. */
  const uniform = (w: number): RaellaLayer => ({
    ...{ slicing: [4, 2, 2], speculate: true, signedInputs: false },
    codes: new Uint8Array(4).fill(w),
    centres: new Uint8Array(1),
  });
  const codesOf = (layer: RaellaLayer, x: number, of = config) =>
    Array.from(new GoldenRaellaCrossbar(of, layer).run(new Int32Array(4).fill(x), { level: 'codes' }).codes!);
  const none = -32768;

  it('fails in one slice, and recovers that column alone', () => {
    // Top slice of 0x20 is 2: 4 rows of input slice 15 sum to 120, past 63; its bits to 8 each.
    expect(codesOf(uniform(0x20), 0xf0)).toEqual(
      [[63, 0, 0], ...Array.from({ length: 4 }, () => [8, none, none]), [0, 0, 0]]
        .flat()
        .concat(
          ...Array.from({ length: 2 }, () => [none, none, none]),
          [0, 0, 0],
          ...Array.from({ length: 2 }, () => [none, none, none]),
        ),
    );
  });

  it('fails at a bound that is the true sum, on either side', () => {
    const three = { ...config, adcBits: 3 };
    // 1 + 1 + 1 in the lowest slice, bound 3 of three bits; the bits are then 3 and 0.
    const layer = { ...uniform(1), codes: Uint8Array.of(1, 1, 1, 0) };
    expect(codesOf(layer, 0b10, three).slice(-9)).toEqual([0, 0, 3, none, none, 3, none, none, 0]);
    const below = { ...layer, codes: Uint8Array.of(0, 0, 0, 0), centres: Uint8Array.of(1) };
    expect(codesOf(below, 0b01, three).slice(-9)).toEqual([0, 0, -4, none, none, 0, none, none, -4]);
  });

  it('counts converts, failures and recoveries that saturate by step and slice', () => {
    // Slices 15, 3, 3: sums of a bit 60, 12, 12; of two bits 180, 36, 36; of four 900, 180, 180.
    const { statistics } = new GoldenRaellaCrossbar({ ...config, adcBits: 6 }, uniform(255)).run(
      Int32Array.of(255, 255, 255, 255, 0, 0, 0, 0),
      { level: 'outputs' },
    );
    const rows = (counts: Float64Array) =>
      Array.from({ length: 11 }, (_, step) => [...counts.subarray(step * 3, step * 3 + 3)]);
    const all = [1, 1, 1];
    const top = [1, 0, 0];
    const zero = [0, 0, 0];
    expect([statistics.steps, statistics.slices, statistics.columns]).toEqual([11, 3, 2]);
    expect(rows(statistics.failures)).toEqual([
      all,
      zero,
      zero,
      zero,
      zero,
      all,
      zero,
      zero,
      all,
      zero,
      zero,
    ]);
    expect(rows(statistics.saturations)).toEqual([zero, top, top, top, top, zero, top, top, zero, top, top]);
    expect(statistics.wouldSaturate).toEqual(statistics.saturations);
    const two = [2, 2, 2];
    expect(rows(statistics.converts)).toEqual([two, all, all, all, all, two, all, all, two, all, all]);
  });

  it('without: every column in each of eight steps', () => {
    const run = codesOf({ ...uniform(0x21), speculate: false }, 0b1000_0001);
    expect(run).toEqual([[8, 0, 4], ...Array.from({ length: 6 }, () => [0, 0, 0]), [8, 0, 4]].flat());
  });
});

describe('noise', () => {
  it('counts operations over runs, and is drawn anew for the same vector', () => {
    const noisy = { ...config, nonideal: { seed: 9, programming: 0.1, read: 0.1, adc: 2 } };
    const layer: RaellaLayer = {
      ...{ slicing: [4, 2, 2], speculate: true, signedInputs: true },
      codes: Uint8Array.from({ length: 16 }, (_, at) => (at * 37) % 256),
      centres: Uint8Array.of(90, 120, 128, 255),
    };
    const inputs = Int32Array.of(5, -9, 100, 3, 5, -9, 100, 3);
    const both = new GoldenRaellaCrossbar(noisy, layer).run(inputs, { level: 'codes' }).codes!;
    const golden = new GoldenRaellaCrossbar(noisy, layer);
    const first = golden.run(inputs.subarray(0, 4), { level: 'codes' }).codes!;
    const second = golden.run(inputs.subarray(4), { level: 'codes' }).codes!;
    expect([...first, ...second]).toEqual([...both]);
    expect([...first]).not.toEqual([...second]);
  });
});
