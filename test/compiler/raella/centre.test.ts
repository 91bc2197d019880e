import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitSums, histogramOf } from '../../../compiler/raella/bit-sums.js';
import { bestCentre } from '../../../compiler/raella/centre.js';
import { cellLevel, filterCells } from '../../../compiler/raella/filter-cells.js';
import { layerCentres } from '../../../compiler/raella/layer-centres.js';
import { type Slicing, sliceFields } from '../../../compiler/raella/slicing.js';
import { slicing as anySlicing, filterCodes } from './arbitrary-filter.js';

function centreOf(codes: Uint8Array, slicing: Slicing): number {
  return bestCentre(bitSums(histogramOf(codes)), sliceFields(slicing));
}

/** Equation 4.2 as it stands, in integers of any size; bits are taken from the binary digits of |x|. */
function costOf(codes: Uint8Array, slicing: Slicing, phi: number): bigint {
  let cost = 0n;
  let from = 0;
  for (const width of slicing) {
    let sum = 0n;
    for (const w of codes) {
      const digits = Math.abs(w - phi)
        .toString(2)
        .padStart(8, '0');
      sum += BigInt(`0b${digits.slice(from, from + width)}`) * (w < phi ? -1n : 1n);
    }
    from += width;
    cost += sum ** 4n * 2n ** BigInt(8 - from);
  }
  return cost;
}

function bruteForce(codes: Uint8Array, slicing: Slicing): number {
  let best = 1;
  let bestCost = costOf(codes, slicing, 1);
  for (let phi = 2; phi <= 255; phi++) {
    const cost = costOf(codes, slicing, phi);
    if (cost < bestCost) [best, bestCost] = [phi, cost];
  }
  return best;
}

describe('cells', () => {
  it('of a known filter', () => {
    // 200 - 100 = 0110 01 00, 3 - 100 = -(0110 00 01), 100 - 100 = 0.
    expect([...filterCells(Uint8Array.of(200, 3, 100), [4, 2, 2], 100)]).toEqual([
      6, 1, 0, -6, 0, -1, 0, 0, 0,
    ]);
  });

  it('recompose w - phi, each within its slice', () => {
    fc.assert(
      fc.property(filterCodes, anySlicing, fc.integer({ min: 0, max: 255 }), (codes, slicing, centre) => {
        const cells = filterCells(codes, slicing, centre);
        codes.forEach((code, row) => {
          let offset = 0;
          slicing.forEach((width, i) => {
            const cell = cells[row * slicing.length + i]!;
            if (Math.abs(cell) >= 2 ** width) expect.fail(`${cell} in a slice of ${width} bits`);
            if (cell * (code - centre) < 0) expect.fail(`${cell} has the wrong sign`);
            offset = offset * 2 ** width + cell;
          });
          if (offset !== code - centre) expect.fail(`${offset} for ${code} - ${centre}`);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('bit sums', () => {
  it('are the sums of single bits of all distances', () => {
    fc.assert(
      fc.property(filterCodes, (codes) => {
        const sums = bitSums(histogramOf(codes));
        for (let bit = 0; bit < 8; bit++) {
          for (let phi = 0; phi < 256; phi++) {
            let expected = 0;
            for (const w of codes) expected += cellLevel({ high: bit, low: bit }, w - phi);
            if (sums[bit * 256 + phi] !== expected) expect.fail(`bit ${bit}, centre ${phi}`);
          }
        }
      }),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe('the centre', () => {
  it('is that of brute force', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(filterCodes, anySlicing, (codes, slicing) => {
        const centre = centreOf(codes, slicing);
        expect(centre).toBe(bruteForce(codes, slicing));
        seen.add(centre);
      }),
      { seed: 3, numRuns: 100 },
    );
    expect(seen.size).toBeGreaterThan(20);
  });

  it('is the lowest of equal ones, and at least 1', () => {
    // The offsets of 10 and 20 cancel at 15, those of 7 and 9 at 8.
    expect(centreOf(Uint8Array.of(10, 20), [4, 4])).toBe(15);
    expect(centreOf(Uint8Array.of(7, 9), [1, 1, 1, 1, 1, 1, 1, 1])).toBe(8);
    // Any centre 16 apart or more from one weight of 0 costs more than the nearest that is allowed.
    expect(centreOf(Uint8Array.of(0), [4, 2, 2])).toBe(1);
    // 255 - phi is the complement of phi, so every slice of one bit sums to 1 or -1, whatever the centre.
    expect(centreOf(Uint8Array.of(0, 255), [1, 1, 1, 1, 1, 1, 1, 1])).toBe(1);
  });

  it('is exact where floating point cannot tell two costs apart', () => {
    // (10^9)^4 * 2 + 1^4 against (10^9)^4 * 2, the same number in 53 bits; all other centres cost more.
    const sums = new Int32Array(8 * 256).fill(1_500_000_000);
    const set = (phi: number, bit1: number, bit0: number) => {
      sums[256 + phi] = bit1;
      sums[phi] = bit0;
    };
    const fields = [
      { high: 1, low: 1 },
      { high: 0, low: 0 },
    ];
    set(40, 1e9, 1);
    set(90, 1e9, 0);
    expect((1e9 ** 2) ** 2 * 2 + 1).toBe((1e9 ** 2) ** 2 * 2);
    expect(bestCentre(sums, fields)).toBe(90);
  });

  it('is one a row block, or the code of zero', () => {
    const layer = {
      rows: 5,
      outputs: 2,
      weights: Uint8Array.of(10, 20, 10, 20, 200, 50, 50, 60, 60, 7),
      zeroPoints: Uint8Array.of(0, 99),
    };
    expect([...layerCentres(layer, 4, [4, 4], 'center-offset')]).toEqual([15, 55, 200, 7]);
    expect([...layerCentres(layer, 4, [4, 4], 'zero-offset')]).toEqual([0, 99, 0, 99]);
  });
});
