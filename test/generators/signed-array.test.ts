import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCells } from '../../compiler/cell-image.js';
import { inputRange, weightRange } from '../../compiler/element-range.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { generateSignedArray } from '../../generators/signed-array/index.js';
import { DrivenUnit } from './support/drive-unit.js';
import { seededValues } from './support/random-config.js';

const randomArray: fc.Arbitrary<SignedArrayConfig> = fc
  .record({
    rows: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
    columns: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
    cellBits: fc.integer({ min: 1, max: 4 }),
    dacBits: fc.integer({ min: 1, max: 4 }),
    adcs: fc.integer({ min: 1, max: 12 }),
    adcBits: fc.oneof(fc.constantFrom(1, 16), fc.integer({ min: 1, max: 16 })),
  })
  .map((draw) => ({
    system: 'signed-array',
    name: 'arr',
    ...draw,
    adcs: Math.min(draw.adcs, draw.columns),
  }));

describe('signed-array RTL against plain integers', () => {
  it('agrees for random configurations', () => {
    let saturated = 0;
    let whole = 0;
    fc.assert(
      fc.property(randomArray, fc.integer(), (config, seed) => {
        const { rows, columns, adcBits } = config;
        const unit = generateSignedArray(config);
        const w = weightRange(config);
        const x = inputRange(config);
        const weights = seededValues(seed, rows * columns, w.min, w.max);
        const driven = new DrivenUnit(config, unit, 1);
        driven.program(encodeCells(config, Int32Array.from(weights)));
        for (const v of [1, 2]) {
          const inputs = seededValues(seed + v, rows, x.min, x.max);
          const codes = Array.from({ length: columns }, (_, j) => {
            const sum = inputs.reduce((s, value, i) => s + value * (weights[i * columns + j] ?? 0), 0);
            return Math.min(Math.max(sum, -(2 ** (adcBits - 1))), 2 ** (adcBits - 1) - 1);
          });
          const run = driven.run(inputs);
          expect(run.outputs.map(Number)).toEqual(codes);
          expect(run.saturated).toEqual(
            codes.map((code) => code === -(2 ** (adcBits - 1)) || code === 2 ** (adcBits - 1) - 1),
          );
          expect(run.codes.map((e) => [e.step, e.column, Number(e.value)])).toEqual(
            codes.map((code, j) => [0, j, code]),
          );
          expect(run.cycles).toBe(unit.timing.cyclesPerRun);
          saturated += run.saturated.filter(Boolean).length;
          whole += run.saturated.length;
        }
      }),
      { seed: 6, numRuns: 60 },
    );
    expect(saturated).toBeGreaterThan(50);
    expect(whole - saturated).toBeGreaterThan(50);
  });

  it('takes groups + 4 cycles', () => {
    const config: SignedArrayConfig = {
      system: 'signed-array',
      name: 'arr',
      rows: 512,
      columns: 512,
      cellBits: 4,
      dacBits: 4,
      adcs: 4,
      adcBits: 7,
    };
    expect(generateSignedArray(config).timing).toEqual({ cyclesPerRun: 132, constant: 4 });
  });
});
