import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { columnSumBits, mostSumBits, type RaellaLayer } from '../../../sim-models/raella/index.js';
import { arbitraryRaella } from '../../support/arbitrary-raella.js';

/** Bits h .. l of the magnitude of x, with its sign: docs/raella.md, "Cells". */
const bitsOf = (x: number, high: number, low: number): number =>
  Math.sign(x) * (Math.floor(Math.abs(x) / 2 ** low) % 2 ** (high - low + 1));

const places = (widths: readonly number[]) =>
  widths.map((width, i) => {
    const low = 8 - widths.slice(0, i + 1).reduce((total, other) => total + other, 0);
    return { high: low + width - 1, low };
  });

/** The least width that holds a number, tried from below. */
function width(x: number, signed: boolean): number {
  for (let b = 0; ; b++) {
    const fits = signed ? b > 0 && x >= -(2 ** (b - 1)) && x <= 2 ** (b - 1) - 1 : x <= 2 ** b - 1;
    if (fits) return b;
  }
}

function longHand(
  layer: RaellaLayer,
  rows: number,
  inputs: number[],
  widths: number[],
  signed: boolean,
): number[] {
  const counts = new Array<number>(widths.length * (mostSumBits + 1)).fill(0);
  const filters = layer.centres.length;
  for (let first = 0; first < inputs.length; first += rows) {
    for (const sign of layer.signedInputs ? [1, -1] : [1]) {
      places(widths).forEach((input, number) => {
        for (const cell of places(layer.slicing)) {
          for (let p = 0; p < filters; p++) {
            let sum = 0;
            for (let row = 0; row < rows; row++) {
              const at = row * filters + p;
              if (layer.used && layer.used[at] === 0) continue;
              const x = Math.max(sign * inputs[first + row]!, 0);
              const w = layer.codes[at]! - layer.centres[p]!;
              sum += bitsOf(x, input.high, input.low) * bitsOf(w, cell.high, cell.low);
            }
            counts[number * (mostSumBits + 1) + width(sum, signed)]!++;
          }
        }
      });
    }
  }
  return counts;
}

describe('the bits of column sums', () => {
  it('are those of sums made one by one, over batches', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(arbitraryRaella({ rows: 20, filters: 5, vectors: 18, noisy: false }), (given) => {
        const { config, layer, inputs } = given;
        const slices = [...config.speculation];
        const counts = columnSumBits(config, layer, inputs, slices, true);
        expect(Array.from(counts)).toEqual(longHand(layer, config.rows, Array.from(inputs), slices, true));
        counts.forEach((count, at) => {
          if (count > 0) seen.add(at % (mostSumBits + 1));
        });
        const plain = { ...layer, centres: new Uint8Array(layer.centres.length) };
        expect(Array.from(columnSumBits(config, plain, inputs, slices, false))).toEqual(
          longHand(plain, config.rows, Array.from(inputs), slices, false),
        );
      }),
      { seed: 5006, numRuns: 40 },
    );
    expect(seen.size).toBeGreaterThan(7);
  });

  it('reach the ends: 512 rows of 15 x 15 need 17 bits', () => {
    const config: RaellaCrossbarConfig = {
      ...{ system: 'raella-crossbar', name: 'full', rows: 512, columns: 4, cellBits: 4, dacBits: 4, adcs: 1 },
      ...{ adcBits: 7, speculation: [4, 4] },
    };
    const layer = {
      ...{ slicing: [4, 4], speculate: true, signedInputs: false },
      codes: new Uint8Array(512).fill(255),
      centres: new Uint8Array(1),
    };
    const counts = columnSumBits(config, layer, new Int32Array(512).fill(255), [4, 4], false);
    expect([counts[17], counts[mostSumBits + 1 + 17]]).toEqual([2, 2]);
  });
});
