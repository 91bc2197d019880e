import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputRange, weightRange } from '../../../compiler/element-range.js';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import type { ArrayConfig } from '../../../config/systems.js';
import { randomWorkload } from '../../../systems/workloads/random.js';
import { mvmuConfig, signedArrayConfig } from '../../support/exact-mvmu.js';

const anyConfig: fc.Arbitrary<ArrayConfig> = fc.oneof(
  fc
    .record({
      rows: fc.integer({ min: 1, max: 40 }),
      columns: fc.integer({ min: 1, max: 40 }),
      weightBits: fc.integer({ min: 2, max: 16 }),
      inputBits: fc.integer({ min: 2, max: 16 }),
      signedInputs: fc.boolean(),
      encoding: fc.constantFrom('offset', 'offset-flip', 'differential'),
    })
    .map((changes) => mvmuConfig({ ...changes, cellBits: 1 })),
  fc
    .record({
      rows: fc.integer({ min: 1, max: 40 }),
      columns: fc.integer({ min: 1, max: 40 }),
      cellBits: fc.integer({ min: 1, max: 4 }),
      dacBits: fc.integer({ min: 1, max: 4 }),
    })
    .map((changes) => signedArrayConfig(changes)),
);

describe('workload random', () => {
  it('stays in the range of any configuration, in its shape', () => {
    fc.assert(
      fc.property(anyConfig, fc.integer({ min: 1, max: 40 }), fc.nat(), (config, vectors, seed) => {
        const workload = randomWorkload(config, vectors, seed);
        const { weights, inputs } = workload.phase(0, [])!;
        expect(workload.phase(1, [])).toBeUndefined();
        expect([weights.length, inputs.length]).toEqual([
          config.rows * config.columns,
          vectors * config.rows,
        ]);
        for (const [values, { min, max }] of [
          [weights, weightRange(config)],
          [inputs, inputRange(config)],
        ] as const) {
          expect(values.every((value) => value >= min && value <= max)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('has every corner among 16 inputs and 16 columns, and uniform values beside them', () => {
    const config = mvmuConfig({ rows: 9, columns: 16, weightBits: 8, inputBits: 8 });
    const { weights, inputs } = randomWorkload(config, 16, 3).phase(0, [])!;
    const columns = Array.from({ length: 16 }, (_, j) =>
      Array.from({ length: 9 }, (_, i) => weights[i * 16 + j]!),
    );
    const vectors = Array.from({ length: 16 }, (_, v) => [...inputs.subarray(v * 9, v * 9 + 9)]);
    for (const lines of [columns, vectors]) {
      const has = (test: (line: number[]) => boolean) => expect(lines.filter(test).length).toBeGreaterThan(0);
      has((line) => line.every((x) => x === 0));
      has((line) => line.every((x) => x === -128));
      has((line) => line.every((x) => x === 127));
      has((line) => line.every((x, i) => x === (i % 2 ? 127 : -128)));
      has((line) => line.filter((x) => x !== 0).length === 1);
      has((line) => new Set(line).size > 6);
    }
  });

  it('has signs alone where nothing else can be held, corners and uniform ones', () => {
    const config: MixedSignalArrayConfig = {
      ...{ system: 'mixed-signal-array', name: 'arr', style: 'xnor-capacitor', rows: 9, columns: 16 },
      ...{ weightBits: 1, inputBits: 1, adcs: 1, adcBits: 4, adcStep: 0 },
    };
    const { weights, inputs } = randomWorkload(config, 16, 3).phase(0, [])!;
    expect(new Set([...weights, ...inputs])).toEqual(new Set([-1, 1]));
    const ones = Array.from(
      { length: 16 },
      (_, v) => inputs.slice(v * 9, v * 9 + 9).filter((x) => x > 0).length,
    );
    for (const count of [0, 1, 9]) expect(ones).toContain(count);
    expect(new Set(ones).size).toBeGreaterThan(5);
  });

  it('depends on the seed alone', () => {
    const config = mvmuConfig({ rows: 5, columns: 3 });
    const of = (seed: number) => randomWorkload(config, 20, seed).phase(0, []);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('reaches both ends of the range with uniform values', () => {
    const config = mvmuConfig({ rows: 500, columns: 1, weightBits: 4, inputBits: 4 });
    const { inputs } = randomWorkload(config, 16, 1).phase(0, [])!;
    const uniform = inputs.subarray(10 * 500);
    expect(new Set(uniform).size).toBe(16);
  });
});
