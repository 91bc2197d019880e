import { describe, expect, it } from 'vitest';
import { crossbarChain } from '../../../generators/common/crossbar-chain.js';
import { pumaConfig, signedConfig } from './support/configs.js';

describe('crossbarChain', () => {
  it('gives unsigned cells and a saturating ADC for the default matrix unit', () => {
    expect(crossbarChain(pumaConfig())).toEqual({
      rows: 128,
      columns: 128,
      cellBits: 2,
      devices: 1,
      planes: 2,
      dacBits: 1,
      adcs: 1,
      adcBits: 9,
      gatedAdcs: false,
      dropBits: 0,
      codeMin: 0,
      codeMax: 511,
      sliceBits: [2, 2, 2, 2, 2, 2, 2, 2],
    });
  });

  it('slices magnitudes for pairs, and gives their ADC a sign', () => {
    const chain = crossbarChain(pumaConfig({ encoding: 'differential' }));
    expect(chain).toMatchObject({ devices: 2, planes: 3, codeMin: -256, codeMax: 255 });
    expect(chain.sliceBits).toEqual([2, 2, 2, 2, 2, 2, 2, 1]);
  });

  it('drops the low bits that the largest sum has beyond the ADC', () => {
    // 128 * 1 * 3 = 384: nine bits, and a sign for pairs.
    const drop = (changes: object) =>
      crossbarChain(pumaConfig({ adcOverflow: 'drop-low', ...changes })).dropBits;
    expect(drop({ adcBits: 9 })).toBe(0);
    expect(drop({ adcBits: 12 })).toBe(0);
    expect(drop({ adcBits: 6 })).toBe(3);
    expect(drop({ adcBits: 6, encoding: 'differential' })).toBe(4);
    // 1 * 1 * 1 = 1: one bit. 512 * 15 * 31 = 238080: eighteen bits.
    expect(drop({ adcBits: 1, rows: 1, cellBits: 1 })).toBe(0);
    expect(drop({ adcBits: 1, rows: 512, cellBits: 5, dacBits: 4 })).toBe(17);
    // 256 * 1 * 1 is a power of two: nine bits.
    expect(drop({ adcBits: 8, rows: 256, cellBits: 1 })).toBe(1);
  });

  it('takes a signed array for one slice of pairs with steps of one level', () => {
    expect(crossbarChain(signedConfig())).toMatchObject({
      devices: 2,
      planes: 5,
      dropBits: 0,
      codeMin: -64,
      codeMax: 63,
      sliceBits: [4],
    });
  });
});
