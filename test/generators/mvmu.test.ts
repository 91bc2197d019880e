import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCells } from '../../compiler/cell-image.js';
import { inputRange, weightRange } from '../../compiler/element-range.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { GeneratedUnit } from '../../generators/generated-unit.js';
import { generatePumaMvmu } from '../../generators/puma/mvmu/index.js';
import { DrivenUnit } from './support/drive-unit.js';
import { stuckAt, withFault } from './support/fault.js';
import { exactProduct, isLossless, plainRun } from './support/plain-product.js';
import { randomMvmu, seededValues } from './support/random-config.js';

const base: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'unit',
  rows: 5,
  columns: 6,
  weightBits: 6,
  cellBits: 2,
  inputBits: 5,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 6,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 3, rounding: 'half-even', overflow: 'saturate' },
};

/** Programs a unit, runs it on two vectors, and compares every event with plain integers; gives what was compared. */
function compare(
  config: PumaMvmuConfig,
  seed: number,
  disturb?: (code: bigint) => bigint,
  unit: GeneratedUnit = generatePumaMvmu(config),
) {
  const w = weightRange(config);
  const x = inputRange(config);
  const weights = seededValues(seed, config.rows * config.columns, w.min, w.max);
  const image = encodeCells(config, Int32Array.from(weights));
  const driven = new DrivenUnit(config, unit, image.slices.length, disturb);
  driven.program(image);
  let events = 0;
  for (const v of [1, 2]) {
    const inputs = seededValues(seed + v, config.rows, x.min, x.max);
    const run = driven.run(inputs);
    const plain = plainRun(config, weights, inputs, disturb);
    expect(run.codes.map((e) => e.value)).toEqual(plain.codes);
    expect(run.sums.map((e) => e.value)).toEqual(plain.sums);
    expect(run.outputs).toEqual(plain.outputs);
    // The trace says itself where each value belongs, in the canonical order.
    const slices = image.slices.length;
    run.codes.forEach((e, k) => {
      const at = [
        Math.floor(k / slices / config.columns),
        Math.floor(k / slices) % config.columns,
        k % slices,
      ];
      expect([e.step, e.column, e.slice]).toEqual(at);
    });
    run.sums.forEach((e, k) => {
      expect([e.step, e.column]).toEqual([Math.floor(k / config.columns), k % config.columns]);
    });
    expect(run.cycles).toBe(unit.timing.cyclesPerRun);
    if (isLossless(config) && config.output.rounding !== 'per-plane' && disturb === undefined)
      expect(run.outputs).toEqual(exactProduct(config, weights, inputs));
    events += run.codes.length + run.sums.length + run.outputs.length;
  }
  return events;
}

describe('puma-mvmu RTL against plain integers', () => {
  it.each([
    [
      'one of everything',
      { rows: 1, columns: 1, weightBits: 2, cellBits: 1, inputBits: 1, signedInputs: false },
    ],
    ['one step, one group', { inputBits: 4, dacBits: 4, signedInputs: false, adcs: 6 }],
    ['one step in each of two passes', { inputBits: 4, dacBits: 4, adcs: 4 }],
    ['a narrow last step', { inputBits: 7, dacBits: 3, adcBits: 9 }],
    ['a narrow last step, unsigned', { inputBits: 5, dacBits: 2, signedInputs: false, adcBits: 9 }],
    ['ADCs that do not divide the columns', { columns: 7, adcs: 3 }],
    ['as many ADCs as columns', { adcs: 6 }],
    ['a narrow top slice', { weightBits: 7, cellBits: 5, adcBits: 8 }],
    ['flipped columns', { encoding: 'offset-flip' }],
    ['flipped columns, several bits a step', { encoding: 'offset-flip', dacBits: 2, adcs: 4, adcBits: 7 }],
    ['pairs', { encoding: 'differential' }],
    ['pairs, several bits a step', { encoding: 'differential', dacBits: 3, adcBits: 9 }],
    ['dropped bits', { adcOverflow: 'drop-low', adcBits: 2 }],
    ['dropped bits, flipped', { adcOverflow: 'drop-low', adcBits: 2, encoding: 'offset-flip' }],
    ['dropped bits, pairs', { adcOverflow: 'drop-low', adcBits: 2, encoding: 'differential' }],
    ['a clipping converter', { adcBits: 2 }],
    ['a one-bit signed converter', { adcBits: 1, encoding: 'differential' }],
    [
      'the narrowest weights and outputs',
      { weightBits: 2, output: { ...base.output, bits: 2, fraction: 0 } },
    ],
    ['all fraction', { output: { ...base.output, bits: 48, fraction: 47 } }],
    ['per-plane', { output: { bits: 9, fraction: 2, rounding: 'per-plane', overflow: 'wrap' } }],
    [
      'per-plane, no fraction',
      { output: { bits: 48, fraction: 0, rounding: 'per-plane', overflow: 'wrap' } },
    ],
    [
      'per-plane, flipped, several bits a step',
      {
        encoding: 'offset-flip',
        signedInputs: false,
        dacBits: 2,
        output: { bits: 12, fraction: 4, rounding: 'per-plane', overflow: 'wrap' },
      },
    ],
    [
      'per-plane, pairs',
      {
        encoding: 'differential',
        output: { bits: 7, fraction: 40, rounding: 'per-plane', overflow: 'wrap' },
      },
    ],
    ...(['truncate', 'half-up', 'half-even', 'half-away'] as const).flatMap((rounding) =>
      (['wrap', 'saturate'] as const).map((overflow): [string, Partial<PumaMvmuConfig>] => [
        `${rounding}, ${overflow}`,
        { adcBits: 8, output: { bits: 5, fraction: 2, rounding, overflow } },
      ]),
    ),
  ] satisfies [string, Partial<PumaMvmuConfig>][])('%s', (_, change) => {
    const config: PumaMvmuConfig = { ...base, ...change };
    for (const seed of [1, 50, 99]) expect(compare(config, seed)).toBeGreaterThan(0);
  });

  it.each([
    ['a step that no longer counts negatively', 'unit_pipeline', 'sum_negative'],
    ['a step that is not shifted', 'unit_pipeline', 'sum_shift'],
    ['an input sum of nothing', 'unit_input_sum', 'input_sum'],
    ['flags that are lost', 'unit_flip_flags', 'code_flips'],
    ['word lines at rest', 'unit_input_registers', 'driver'],
    ['a restored value lost', 'unit_shift_add', 'value_1'],
    ['a constant result', 'unit_accumulator', 'result'],
  ])('would notice %s', (_, module, target) => {
    const config: PumaMvmuConfig = { ...base, encoding: 'offset-flip' };
    const unit = generatePumaMvmu(config);
    const top = withFault(unit.top, module, (a) => (a.target.name === target ? stuckAt(a, 0n) : a));
    expect(compare(config, 3)).toBeGreaterThan(0);
    expect(() => compare(config, 3, undefined, { ...unit, top })).toThrow(/to deeply equal/);
  });

  it('agrees for random configurations', () => {
    const seen = new Map<string, number>();
    const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
    fc.assert(
      fc.property(randomMvmu, fc.integer(), (config, seed) => {
        expect(compare(config, seed)).toBeGreaterThan(0);
        count(config.encoding);
        count(config.adcOverflow);
        count(config.output.rounding);
        count(config.signedInputs ? (config.dacBits > 1 ? 'two passes' : 'signed') : 'unsigned');
        count(isLossless(config) ? 'lossless' : 'lossy');
        if (config.columns % config.adcs !== 0) count('a last group in part');
        if (config.inputBits % config.dacBits !== 0) count('a last step in part');
      }),
      { seed: 4, numRuns: 60 },
    );
    console.log(`random units: ${[...seen].map(([key, n]) => `${key} ${n}`).join(', ')}`);
    for (const key of [
      'offset',
      'offset-flip',
      'differential',
      'saturate',
      'drop-low',
      'signed',
      'two passes',
      'lossless',
      'lossy',
    ])
      expect(seen.get(key) ?? 0, key).toBeGreaterThan(2);
  });

  it('keeps its widths for any codes', () => {
    const config: PumaMvmuConfig = {
      ...base,
      encoding: 'offset-flip',
      output: { ...base.output, bits: 48, fraction: 0 },
    };
    for (const encoding of ['offset', 'offset-flip', 'differential'] as const)
      for (const dacBits of [1, 2])
        for (const extreme of [0n, 63n]) {
          const code = encoding === 'differential' ? extreme - 32n : extreme;
          expect(compare({ ...config, encoding, dacBits, adcBits: 6 }, 7, () => code)).toBeGreaterThan(0);
          // Every other code at the other end, so that negative and positive steps do not cancel.
          expect(
            compare({ ...config, encoding, dacBits, adcBits: 6 }, 7, (c) => (c % 2n === 0n ? code : c)),
          ).toBeGreaterThan(0);
        }
  });

  it('keeps the bound of its run time in every corner', () => {
    fc.assert(
      fc.property(randomMvmu, (config) => {
        const { cyclesPerRun, constant } = generatePumaMvmu(config).timing;
        const passes = config.signedInputs && config.dacBits > 1 ? 2 : 1;
        const steps = Math.ceil(config.inputBits / config.dacBits);
        expect(constant).toBeLessThan(32);
        expect(cyclesPerRun).toBeLessThanOrEqual(
          passes * (steps + 2) * Math.ceil(config.columns / config.adcs) + constant,
        );
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('tells where its events come from', () => {
    const { sources } = generatePumaMvmu(base);
    for (const [kind, file, name] of [
      ['code', 'generators/puma/mvmu/datapath.ts', 'blackBox'],
      ['sum', 'generators/puma/mvmu/shift-add.ts', 'sum: sint'],
      ['out', 'generators/common/accumulator.ts', 'result: narrowed'],
    ] as const) {
      const place = sources[kind]?.resolve();
      expect(place?.file.endsWith(file), `${kind}: ${place?.file}`).toBe(true);
      const line = readFileSync(file, 'utf8').split('\n')[(place?.line ?? 0) - 1];
      expect(line).toContain(name);
    }
  });
});
