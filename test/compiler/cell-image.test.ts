import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellImage, encodeCells } from '../../compiler/cell-image.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';

const base: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'mvmu',
  rows: 2,
  columns: 3,
  weightBits: 5,
  cellBits: 2,
  inputBits: 4,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 8,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'wrap' },
};

const array: SignedArrayConfig = {
  system: 'signed-array',
  name: 'arr',
  rows: 2,
  columns: 2,
  cellBits: 4,
  dacBits: 4,
  adcs: 1,
  adcBits: 7,
};

/** Bits of a packed value, by way of text so that nothing is shared with the packing under test. */
function bitsOf(words: Uint32Array): string {
  return [...words].map((w) => w.toString(2).padStart(32, '0').split('').reverse().join('')).join('');
}

function cellAt(words: Uint32Array, column: number, width: number, signed: boolean): number {
  const field = bitsOf(words)
    .slice(column * width, (column + 1) * width)
    .split('')
    .reverse()
    .join('');
  const value = Number.parseInt(field, 2);
  return signed && field.startsWith('1') ? value - 2 ** width : value;
}

/** The weights that an image stands for, read back cell by cell; and the largest column load found. */
function readBack(config: PumaMvmuConfig, image: CellImage): number[] {
  const signed = config.encoding === 'differential';
  const width = signed ? config.cellBits + 1 : config.cellBits;
  const bits = signed ? config.weightBits - 1 : config.weightBits;
  const weights: number[] = [];
  for (let i = 0; i < config.rows; i++)
    for (let j = 0; j < config.columns; j++) {
      let weight = signed ? 0 : -(2 ** (config.weightBits - 1));
      image.slices.forEach((slice, s) => {
        const row = slice.rows[i];
        if (row === undefined) throw new Error('row missing');
        const largest = 2 ** Math.min(config.cellBits, bits - s * config.cellBits) - 1;
        const cell = cellAt(row, j, width, signed);
        expect(Math.abs(cell)).toBeLessThanOrEqual(largest);
        const flipped = slice.flags !== undefined && bitsOf(slice.flags)[j] === '1';
        weight += (flipped ? largest - cell : cell) * 2 ** (s * config.cellBits);
      });
      weights.push(weight);
    }
  return weights;
}

const anyCase = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 40 }),
    weightBits: fc.integer({ min: 2, max: 16 }),
    cellBits: fc.integer({ min: 1, max: 5 }),
    encoding: fc.constantFrom('offset', 'offset-flip', 'differential'),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    heavy: fc.boolean(),
  })
  .map(({ seed, heavy, cellBits, ...rest }) => {
    const limit = rest.encoding === 'differential' ? rest.weightBits - 1 : rest.weightBits;
    const config: PumaMvmuConfig = { ...base, ...rest, cellBits: Math.min(cellBits, limit) };
    const max = 2 ** (rest.weightBits - 1) - 1;
    const min = rest.encoding === 'differential' ? -max : -max - 1;
    let state = seed;
    const weights = Int32Array.from({ length: rest.rows * rest.columns }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const part = (state >>> 8) / 2 ** 24;
      if (part > 0.95) return max;
      if (part < 0.05) return min;
      return Math.floor(min + (heavy ? 0.6 + 0.4 * part : part) * (max - min));
    });
    return { config, weights };
  });

describe('cell image', () => {
  it('gives the words of a hand-made offset example', () => {
    // u = w + 16: 0 (00000), 31 (11111), 16 (10000) / 21 (10101), 10 (01010), 1 (00001)
    const image = encodeCells(base, Int32Array.of(-16, 15, 0, 5, -6, -15));
    expect(image).toEqual({
      dataBits: 6,
      wordsPerRow: 1,
      slices: [
        { rows: [Uint32Array.of(0b00_11_00), Uint32Array.of(0b01_10_01)] },
        { rows: [Uint32Array.of(0b00_11_00), Uint32Array.of(0b00_10_01)] },
        { rows: [Uint32Array.of(0b01_01_00), Uint32Array.of(0b00_00_01)] },
      ],
    });
  });

  it('gives the words of a hand-made differential example', () => {
    // |w| = 15 (11 11), 6 (01 10), 1 (00 01); three bits a cell, two's complement
    const image = encodeCells({ ...base, rows: 1, encoding: 'differential' }, Int32Array.of(-15, 6, -1));
    expect(image.slices.map((slice) => slice.rows[0])).toEqual([
      Uint32Array.of(0b111_010_101),
      Uint32Array.of(0b000_001_101),
    ]);
    expect(image.slices.every((slice) => slice.flags === undefined)).toBe(true);
  });

  it('flips a column above half, and not one at half', () => {
    const config: PumaMvmuConfig = {
      ...base,
      columns: 2,
      weightBits: 2,
      cellBits: 2,
      encoding: 'offset-flip',
    };
    // cells: column 0 has 3 + 0 = half of 2 * 3; column 1 has 3 + 1
    const image = encodeCells(config, Int32Array.of(1, 1, -2, -1));
    expect(image.slices).toEqual([
      { rows: [Uint32Array.of(0b00_11), Uint32Array.of(0b10_00)], flags: Uint32Array.of(0b10) },
    ]);
  });

  it('stores the weights of a signed array as they are', () => {
    const image = encodeCells(array, Int32Array.of(-15, 15, 0, -1));
    expect(image).toEqual({
      dataBits: 10,
      wordsPerRow: 1,
      slices: [{ rows: [Uint32Array.of(0b01111_10001), Uint32Array.of(0b11111_00000)] }],
    });
  });

  it('can be read back to the weights, in every encoding and size', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyCase, ({ config, weights }) => {
        const image = encodeCells(config, weights);
        expect(readBack(config, image)).toEqual([...weights]);
        for (const [s, slice] of image.slices.entries()) {
          if (slice.flags === undefined) continue;
          const largest = 2 ** Math.min(config.cellBits, config.weightBits - s * config.cellBits) - 1;
          for (let j = 0; j < config.columns; j++) {
            const stored = slice.rows.reduce((sum, row) => sum + cellAt(row, j, config.cellBits, false), 0);
            expect(2 * stored).toBeLessThanOrEqual(config.rows * largest);
            const flipped = bitsOf(slice.flags)[j] === '1';
            // Exactly half is left alone, so a flipped column is strictly below half afterwards.
            if (flipped) expect(2 * stored).toBeLessThan(config.rows * largest);
            seen.set(flipped ? 'flipped' : 'kept', (seen.get(flipped ? 'flipped' : 'kept') ?? 0) + 1);
          }
        }
        seen.set(config.encoding, (seen.get(config.encoding) ?? 0) + 1);
      }),
      { seed: 11, numRuns: 200 },
    );
    for (const kind of ['offset', 'offset-flip', 'differential', 'flipped', 'kept'])
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
  });
});
