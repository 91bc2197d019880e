import { describe, expect, it } from 'vitest';
import type { Nonideal } from '../../../config/nonideal.js';
import { type NonidealArray, nonidealData } from '../../../generators/common/nonideal-data.js';
import { noise } from './support/configs.js';

const single: NonidealArray = {
  ...{ rows: 512, columns: 100, cellBits: 5, planes: 5, devices: 1, rowBits: 4, dropBits: 3 },
  ...{ agree: false, capacitive: false },
};
const dataOf = (layers: Partial<Nonideal>, array = single) => nonidealData(array, noise(layers));

describe('nonidealData', () => {
  it('gives every layer as integers', () => {
    const all = dataOf({
      ...{ seed: 9, stuckOff: 0.25, stuckOn: 0.5, programming: 0.1, driftTime: 100, driftExponent: 0.5 },
      ...{ onOffRatio: 20, offCurrent: 'reference', irDrop: 0.1, read: 0.05, adc: 1, comparator: 0.5 },
    });
    expect(all).toMatchObject({
      seed: 9,
      stuckOff: 2 ** 30,
      stuck: 3 * 2 ** 30,
      // 0.1 -> 6554 / 65536, times 31 levels
      programmingSigma: 12698,
      // 65536 / 10
      drift: 6554,
      // 126976 / 19
      offLevel: 6683,
      referenceLevel: 6683,
      irDrop: 6554,
      readSigma: 3277,
      adcSigma: 32768,
      comparatorSigma: 16384,
    });
    expect(dataOf({ capacitorMismatch: 0.01 }).mismatchSigma).toBe(41);
  });

  it('takes what is off for nothing', () => {
    expect(dataOf({ driftTime: 0.5, driftExponent: 1 }).drift).toBe(65536);
    expect(dataOf({ driftTime: 1e10 }).drift).toBe(65536);
    expect(dataOf({})).toMatchObject({ stuck: 0, offLevel: 0, referenceLevel: 0, irDrop: 0, adcSigma: 0 });
    expect(dataOf({ onOffRatio: 2 })).toMatchObject({ offLevel: 126976, referenceLevel: 0 });
  });

  it('bounds levels and sums by the configuration', () => {
    const boundsOf = ({ largestLevel, largestSum, levelType, sumType }: ReturnType<typeof dataOf>) => [
      ...[largestLevel, largestSum, levelType, sumType],
    ];
    // 4096 * 31 = 126976; 512 * 15 = 7680 of these
    expect(boundsOf(dataOf({ adc: 1 }))).toEqual([126976, 975175680, 'int32_t', 'int32_t']);
    expect(boundsOf(dataOf({ programming: 0.1 }))).toEqual([190464, 1462763520, 'int32_t', 'int32_t']);
    expect(boundsOf(dataOf({ programming: 0.1, onOffRatio: 2 }))).toEqual([
      ...[317440, 2437939200, 'int32_t', 'int64_t'],
    ]);
    const narrow = { ...single, cellBits: 4 };
    expect(boundsOf(dataOf({ adc: 1 }, narrow))).toEqual([61440, 471859200, 'uint16_t', 'int32_t']);
  });

  it('refuses sums whose square root would not be exact', () => {
    const capacitors = { ...single, rows: 1152, cellBits: 8, rowBits: 8, capacitive: true };
    expect(() => dataOf({ capacitorMismatch: 0.5 }, capacitors)).not.toThrow();
    expect(() => dataOf({ capacitorMismatch: 0.5 }, { ...capacitors, rows: 2304 })).toThrow(
      new RangeError('currents beyond the square root of read noise'),
    );
  });
});
