import { describe, expect, it } from 'vitest';
import type { Nonideal } from '../../../config/nonideal.js';
import { DeviceModel } from '../../../sim-models/analog/device-model.js';
import { referenceUniform } from '../../support/reference-noise.js';

const off = { seed: 11, programming: 0, read: 0, adc: 0 };
const place = { rows: 4, columns: 2, largestOfCell: 15, largest: 15, slice: 0, macro: 0 };

const model = (layers: Partial<Nonideal>, where: Partial<typeof place> = {}) =>
  new DeviceModel({ ...off, ...layers }, { ...place, ...where });

/** Values of a level over a whole array. */
function valuesOf(layers: Partial<Nonideal>, level: number, rows: number, columns: number): number[] {
  const devices = model(layers, { rows, columns });
  return Array.from({ length: rows * columns }, (_, at) =>
    devices.value(level, 0, Math.floor(at / columns), at % columns),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

describe('values computed by hand', () => {
  it('a device without layers holds its level', () => {
    expect([0, 1, 15].map((level) => model({}).value(level, 0, 0, 0))).toEqual([0, 4096, 61440]);
  });

  it('drift: 1000^-0.05 = 0.70795', () => {
    const factor = (driftTime: number, driftExponent: number) =>
      model({ driftTime, driftExponent }).value(1, 0, 0, 0);
    // 65536 * 0.707946 = 46396; 46396 / 16 = 2899.75.
    expect(factor(1000, 0.05)).toBe(2900);
    expect([factor(1, 0.5), factor(0.01, 0.5), factor(4, 0.5), factor(1e10, 1)]).toEqual([
      4096, 4096, 2048, 0,
    ]);
  });

  it('off-current: 15 / 19 of a level at 20 to 1, a whole cell at 2 to 1, none without', () => {
    const at = (onOffRatio: number, level: number) => model({ onOffRatio }).value(level, 0, 0, 0);
    // 4096 * 15 / 19 = 3233.68.
    expect([at(20, 0), at(20, 3), at(2, 0)]).toEqual([3234, 3 * 4096 + 3234, 61440]);
    expect(model({ onOffRatio: 20 }).offCurrent).toBe(3234);
    expect(model({ irDrop: 0.1 }).offCurrent).toBe(0);
  });

  it('IR drop: the farthest cell loses the whole, each other by its wire', () => {
    const values = model({ irDrop: 0.25 });
    const grid = [0, 1, 2, 3].map((row) => [0, 1].map((column) => values.value(15, 0, row, column)));
    // F = 65536 - 16384 * ((j + 1) * 4 + (4 - i) * 2) / 16; 61440 F / 65536.
    expect(grid).toEqual([
      [49920, 46080],
      [51840, 48000],
      [53760, 49920],
      [55680, 51840],
    ]);
  });

  it('IR drop takes from the off-current and from stuck devices too', () => {
    const drop = { irDrop: 0.5 };
    expect(model({ ...drop, onOffRatio: 2 }).value(0, 0, 0, 1)).toBe(30720);
    expect(model({ ...drop, stuckOn: 1 }).value(3, 0, 0, 1)).toBe(30720);
    expect(model({ ...drop, stuckOff: 1 }).value(3, 0, 0, 1)).toBe(0);
  });

  it('stuck devices skip variation, drift and mismatch, but not the off-current', () => {
    const skipped = { programming: 1, driftTime: 100, driftExponent: 1, capacitorMismatch: 0.5 };
    expect(model({ ...skipped, stuckOn: 1 }).value(3, 0, 0, 0)).toBe(61440);
    expect(model({ ...skipped, stuckOff: 1, onOffRatio: 16 }).value(3, 0, 0, 0)).toBe(4096);
    // All of a cell, even in a narrower top slice.
    expect(model({ stuckOn: 1 }, { largest: 3 }).value(3, 0, 0, 0)).toBe(61440);
  });

  it('variation ends at 1.5 times the largest level of its slice', () => {
    const values = valuesOf({ programming: 1 }, 15, 30, 30);
    expect([Math.min(...values), Math.max(...values)]).toEqual([0, 92160]);
    expect(
      Math.max(
        ...Array.from({ length: 900 }, (_, at) =>
          model({ programming: 1 }, { largest: 3 }).value(3, 0, at, 0),
        ),
      ),
    ).toBe(18432);
  });

  it('stuck devices are those whose uniform word is below the shares', () => {
    const [rows, columns] = [40, 5];
    const values = model({ stuckOff: 0.25, stuckOn: 0.5 }, { rows, columns, slice: 3, macro: 9 });
    for (const device of [0, 1] as const) {
      for (let at = 0; at < rows * columns; at++) {
        const [row, column] = [Math.floor(at / columns), at % columns];
        const u = referenceUniform([11, 3, 9, 3, device, 0, 0, 0, row, column]);
        const expected = u < 2n ** 30n ? 0 : u < 3n * 2n ** 30n ? 61440 : 7 * 4096;
        expect(values.value(7, device, row, column)).toBe(expected);
      }
    }
  });
});

describe('over many devices', () => {
  const [rows, columns] = [256, 256];
  const devices = rows * columns;

  it('the shares of stuck devices are those asked for, within four deviations', () => {
    const values = valuesOf({ stuckOff: 0.01, stuckOn: 0.002 }, 7, rows, columns);
    for (const [value, share] of [
      [0, 0.01],
      [61440, 0.002],
    ] as const) {
      const count = values.filter((each) => each === value).length;
      const spread = Math.sqrt(devices * share * (1 - share));
      expect(Math.abs(count - devices * share)).toBeLessThan(4 * spread);
    }
  });

  it('drift takes the same part of all, IR drop half of its share on average and a little more', () => {
    const drift = mean(
      valuesOf({ driftTime: 1e6, driftExponent: 0.05, programming: 0.02 }, 15, rows, columns),
    );
    // 10^-0.3; 256 x 256 devices of deviation 0.02.
    expect(Math.abs(drift / 61440 / 10 ** -0.3 - 1)).toBeLessThan(0.001);
    const drop = mean(valuesOf({ irDrop: 0.1 }, 15, rows, columns));
    // Mean wire: (257 / 256) / 2 of the longest, both ways.
    expect(1 - drop / 61440).toBeCloseTo((0.1 * 257) / 512, 4);
  });

  it('capacitors have the deviation asked for, and sums of N of them sqrt(N) of it', () => {
    const values = valuesOf({ capacitorMismatch: 0.01 }, 1, rows, columns);
    // The sigma is rounded to a level of Q12: 0.01 * 4096 = 40.96, so 41.
    expect(Math.abs(deviation(values) / 41 - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(values) - 4096)).toBeLessThan(1);
    const sums = Array.from({ length: columns }, (_, column) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += values[row * columns + column]!;
      return sum / 4096;
    });
    // 1 % * sqrt(256) = 0.16; 256 sums know their deviation to one part in 22.
    expect(Math.abs(deviation(sums) / 0.16 - 1)).toBeLessThan(0.15);
  });

  it('capacitors differ from column to column, slice to slice and seed to seed', () => {
    const at = (layers: Partial<Nonideal>, where: Partial<typeof place>, row: number, column: number) =>
      model({ capacitorMismatch: 0.1, ...layers }, where).value(1, 0, row, column);
    const drawn = [
      ...[at({}, {}, 0, 0), at({}, {}, 1, 0), at({}, {}, 0, 1), at({}, { slice: 1 }, 0, 0)],
      ...[at({}, { macro: 1 }, 0, 0), at({ seed: 12 }, {}, 0, 0)],
    ];
    expect(new Set(drawn).size).toBe(6);
  });
});
