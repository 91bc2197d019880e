import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArraySize,
  type Kernel,
  macEnergy,
  mapKernel,
  mappedMacEnergy,
} from '../../../sim-models/cost/mixed-signal/index.js';

/** Lays the kernel weight by weight and counts. */
function layOut({ length, outputs }: Kernel, array: Required<ArraySize>) {
  const { rows, columns, columnsPerOutput, convertsPerColumn } = array;
  const arrays = new Set<string>();
  const bands = new Set<number>();
  const usedColumns = new Set<string>();
  const drives = new Set<string>();
  let side = 0;
  let column = 0;
  for (let output = 0; output < outputs; output++) {
    if (column + columnsPerOutput > columns) {
      side++;
      column = 0;
    }
    for (let row = 0; row < length; row++) {
      const band = Math.floor(row / rows);
      bands.add(band);
      arrays.add(`${side} ${band}`);
      drives.add(`${side} ${row}`);
      for (let slice = 0; slice < columnsPerOutput; slice++)
        usedColumns.add(`${side} ${band} ${column + slice}`);
    }
    column += columnsPerOutput;
  }
  const macs = length * outputs;
  const sides = arrays.size / bands.size;
  return {
    arrays: arrays.size,
    rowUtilisation: length / (bands.size * rows),
    columnUtilisation: (outputs * columnsPerOutput) / (sides * columns),
    convertsPerMac: (usedColumns.size * convertsPerColumn) / macs,
    drivesPerMac: drives.size / macs,
    extraAdditions: bands.size - 1,
  };
}

const array = { rows: 1152, columns: 256 };

describe('utilisation', () => {
  it('counts what laying a kernel out weight by weight counts', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        size,
        size,
        (length, outputs, rows, wide, columnsPerOutput, times) => {
          const columns = Math.max(wide, columnsPerOutput);
          const one = { rows, columns, columnsPerOutput, convertsPerColumn: times };
          const counted = layOut({ length, outputs }, one);
          const got = mapKernel({ length, outputs }, one);
          expect(got.rowTiles.value * got.columnTiles.value).toBe(counted.arrays);
          for (const key of [
            'rowUtilisation',
            'columnUtilisation',
            'convertsPerMac',
            'drivesPerMac',
          ] as const) {
            expect(got[key].value, key).toBeCloseTo(counted[key], 12);
          }
          expect(got.extraAdditions.value).toBe(counted.extraAdditions);
          // Converts are those of a full array over the row utilisation, as the Titanium Law has it.
          const full = (times * columnsPerOutput) / rows;
          expect(got.convertsPerMac.value).toBeCloseTo(full / got.rowUtilisation.value, 12);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });

  it.each([
    ['as large as the array', 1152, 256, [], 1, 1],
    ['case A, short', 576, 256, ['short'], 0.5, 1],
    ['case B, narrow', 1152, 64, ['narrow'], 1, 0.25],
    ['cases A and B', 9, 1, ['short', 'narrow'], 9 / 1152, 1 / 256],
    ['case C, too long', 2304, 256, ['larger'], 1, 1],
    ['case C, ragged', 1153, 257, ['larger'], 1153 / 2304, 257 / 512],
  ] as const)('%s', (_, length, outputs, cases, rows, columns) => {
    const got = mapKernel({ length, outputs }, array);
    expect(got.cases).toEqual(cases);
    expect(got.rowUtilisation.value).toBeCloseTo(rows, 12);
    expect(got.columnUtilisation.value).toBeCloseTo(columns, 12);
  });

  it('costs nothing more where the kernel fills its arrays', () => {
    const full = macEnergy({ bits: 4, rows: 1152 }).value;
    expect(mappedMacEnergy(4, { length: 1152, outputs: 256 }, array).value).toBeCloseTo(full, 12);
    expect(mappedMacEnergy(4, { length: 3456, outputs: 3 }, array).value).toBeCloseTo(full, 12);
  });

  it('shows that nine rows do not pay for a convert', () => {
    // 1203.41 fJ over nine rows.
    const depthWise = mappedMacEnergy(4, { length: 9, outputs: 1 }, array).value;
    expect(depthWise).toBeCloseTo(1203.41 / 9 + 2.72, 2);
  });
});
