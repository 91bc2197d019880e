import { describe, expect, it } from 'vitest';
import { cellLevel } from '../../../compiler/raella/filter-cells.js';
import { OffsetBitSums } from '../../../compiler/raella/offset-bit-sums.js';

describe('sums of the bits of offsets', () => {
  const sums = new OffsetBitSums();
  const all = Uint16Array.from({ length: 512 }, (_, row) => row);

  it('are those of single cells, for every code and centre', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    for (let centre = 0; centre < 256; centre += 5) {
      for (let row = 0; row < 256; row++) {
        const got = sums.of(codes, centre, Uint16Array.of(row));
        for (let bit = 0; bit < 8; bit++) {
          const expected = cellLevel({ high: bit, low: bit }, row - centre);
          // `===` as -0 is a level, too.
          if (got[bit] !== expected) expect.fail(`code ${row}, centre ${centre}, bit ${bit}: ${got[bit]}`);
        }
      }
    }
  });

  it('hold the largest sums of 512 rows, whatever the signs beside them', () => {
    expect([...sums.of(new Uint8Array(512).fill(255), 0, all)]).toEqual(new Array(8).fill(512));
    expect([...sums.of(new Uint8Array(512), 255, all)]).toEqual(new Array(8).fill(-512));
    // 300 times +0101 0101, 212 times -1010 1010.
    const mixed = Uint8Array.from({ length: 512 }, (_, row) => (row < 300 ? 0xaa + 0x55 : 0));
    expect([...sums.of(mixed, 0xaa, all)]).toEqual([300, -212, 300, -212, 300, -212, 300, -212]);
  });

  it('take only the rows given', () => {
    expect([...sums.of(Uint8Array.of(9, 200, 11), 8, Uint16Array.of(0, 2))]).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect([...sums.of(Uint8Array.of(9), 8, new Uint16Array(0))]).toEqual(new Array(8).fill(0));
  });
});
