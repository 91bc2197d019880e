import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requantisation, requantise } from '../../compiler/requantise.js';
import { tileInputs, tilesOf, tileWeights } from '../../compiler/tile.js';

describe('requantise', () => {
  it('rounds ties up and clamps to the input range', () => {
    const half = requantisation(0.5, -100, 100);
    expect([3, 1, -1, -3, 7].map((y) => requantise(y, half))).toEqual([2, 1, 0, -1, 4]);
    expect([1000, -1000].map((y) => requantise(y, half))).toEqual([100, -100]);
    expect(requantise(-50, requantisation(0.5, 0, 100))).toBe(0);
  });

  it('passes integers through with factor 1, and takes factor 0', () => {
    const one = requantisation(1, -(2 ** 52), 2 ** 52);
    expect(requantise(-(2 ** 51) + 1, one)).toBe(-(2 ** 51) + 1);
    expect(requantise(12345, requantisation(0, 0, 10))).toBe(0);
  });

  it('is the rounded product to within one step, for any factor', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 20 }),
        (factor, value) => {
          const exact = factor * value;
          const got = requantise(value, requantisation(factor, 0, Number.MAX_SAFE_INTEGER));
          expect(Math.abs(got - exact)).toBeLessThanOrEqual(0.5 + exact * 2 ** -23);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('tiles', () => {
  it('cut a matrix so that the tiles of a column block add up', () => {
    expect(tilesOf({ rows: 5, columns: 3 }, { rows: 4, columns: 2 })).toEqual([
      { row: 0, rows: 4, column: 0, columns: 2 },
      { row: 4, rows: 1, column: 0, columns: 2 },
      { row: 0, rows: 4, column: 2, columns: 1 },
      { row: 4, rows: 1, column: 2, columns: 1 },
    ]);
  });

  it('pad weights and inputs with zeros', () => {
    const array = { rows: 2, columns: 2 };
    const [, , , last] = tilesOf({ rows: 3, columns: 3 }, array);
    expect([...tileWeights(Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3, last!, array)]).toEqual([9, 0, 0, 0]);
    expect([...tileInputs(Int32Array.of(1, 2, 3, 4, 5, 6), 3, last!, array)]).toEqual([3, 0, 6, 0]);
  });

  it('give the product of any matrix, tile by tile', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, size, fc.nat(), (rows, columns, arrayRows, arrayColumns, seed) => {
        const array = { rows: arrayRows, columns: arrayColumns };
        const weights = Int32Array.from({ length: rows * columns }, (_, k) => ((seed + k * 7919) % 31) - 15);
        const inputs = Int32Array.from({ length: rows }, (_, k) => ((seed + k * 104729) % 17) - 8);
        const direct = new Array<number>(columns).fill(0);
        const tiled = new Array<number>(columns).fill(0);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) direct[j]! += inputs[i]! * weights[i * columns + j]!;
        }
        for (const tile of tilesOf({ rows, columns }, array)) {
          const w = tileWeights(weights, columns, tile, array);
          const x = tileInputs(inputs, rows, tile, array);
          for (let i = 0; i < arrayRows; i++) {
            for (let j = 0; j < tile.columns; j++)
              tiled[tile.column + j]! += x[i]! * w[i * arrayColumns + j]!;
          }
        }
        expect(tiled).toEqual(direct);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
