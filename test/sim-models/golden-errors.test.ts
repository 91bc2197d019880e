import { describe, expect, it } from 'vitest';
import { codeRegistry } from '../../base/codes/index.js';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { compileKernel } from '../../sim-models/analog/kernel.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { GoldenSignedArray } from '../../sim-models/signed-array/index.js';

const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'unit',
  rows: 2,
  columns: 3,
  weightBits: 4,
  cellBits: 2,
  inputBits: 5,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 9,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
};
const array = {
  system: 'signed-array',
  name: 'array',
  rows: 2,
  columns: 1,
  cellBits: 3,
  dacBits: 2,
  adcs: 1,
  adcBits: 7,
} as const;

function findings(run: () => unknown): readonly Diagnostic[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('errors of the golden models', () => {
  it('CW-M001: no kernel', () => {
    expect(findings(() => compileKernel(new URL('./no-such.wasm', import.meta.url)))).toEqual([
      {
        code: 'CW-M001',
        severity: 'error',
        message: 'the WebAssembly kernel of the golden models has not been built',
        expected: 'sim-models/analog/kernel.wasm beside the compiled models',
        hint: 'run `npm run build`',
      },
    ]);
  });

  it('CW-M002: shapes', () => {
    const shape = { code: 'CW-M002', severity: 'error' };
    expect(findings(() => new GoldenMvmu(config, new Int32Array(5)))).toEqual([
      {
        ...shape,
        message: 'the weights have the wrong shape',
        where: { kind: 'json', path: 'weights' },
        expected: '2 x 3 = 6 numbers',
        actual: '5 numbers',
      },
    ]);
    const golden = new GoldenMvmu(config, new Int32Array(6));
    const inputs = {
      ...shape,
      message: 'the inputs have the wrong shape',
      where: { kind: 'json', path: 'inputs' },
      expected: 'a multiple of 2 numbers',
      actual: '3 numbers',
    };
    expect(findings(() => golden.run(new Int32Array(3), { level: 'outputs' }))).toEqual([inputs]);
    expect(findings(() => new GoldenSignedArray(array, new Int32Array(3)))[0]?.expected).toBe(
      '2 x 1 = 2 numbers',
    );
    const signed = new GoldenSignedArray(array, new Int32Array(2));
    expect(findings(() => signed.run(new Int32Array(3), { level: 'outputs' }))).toEqual([inputs]);
  });

  it('CW-M003: weights, every one by place', () => {
    const weight = (path: string, expected: string, actual: string, hint: string) => ({
      code: 'CW-M003',
      severity: 'error',
      message: 'a weight is out of range',
      where: { kind: 'json', path },
      expected,
      actual,
      hint,
    });
    const hint = 'weights have 4 bits, encoding offset';
    const weights = Int32Array.of(-8, 7, 8, 0, -9, 1);
    expect(findings(() => new GoldenMvmu(config, weights))).toEqual([
      weight('weights[0][2]', '-8 .. 7', '8', hint),
      weight('weights[1][1]', '-8 .. 7', '-9', hint),
    ]);
    const differential = { ...config, encoding: 'differential' } as const;
    expect(findings(() => new GoldenMvmu(differential, Int32Array.of(-8, 7, 0, 0, -7, 1)))).toEqual([
      weight('weights[0][0]', '-7 .. 7', '-8', 'weights have 4 bits, encoding differential'),
    ]);
    expect(findings(() => new GoldenSignedArray(array, Int32Array.of(-7, 8)))).toEqual([
      weight('weights[1][0]', '-7 .. 7', '8', 'cells have 3 bits and a sign'),
    ]);
  });

  it('CW-M003: names eight and counts the rest', () => {
    const found = findings(() => new GoldenMvmu({ ...config, rows: 10 }, new Int32Array(30).fill(99)));
    expect(found).toHaveLength(8);
    expect(found[0]?.message).toBe('a weight is out of range');
    expect(found[7]?.message).toBe('a weight is out of range (and 22 more)');
  });

  it('CW-M004: inputs', () => {
    const golden = new GoldenMvmu(config, new Int32Array(6));
    expect(findings(() => golden.run(Int32Array.of(-16, 15, 0, 16), { level: 'outputs' }))).toEqual([
      {
        code: 'CW-M004',
        severity: 'error',
        message: 'an input is out of range',
        where: { kind: 'json', path: 'inputs[1][1]' },
        expected: '-16 .. 15',
        actual: '16',
        hint: 'inputs have 5 bits, signed',
      },
    ]);
    const unsigned = new GoldenMvmu({ ...config, signedInputs: false }, new Int32Array(6));
    const [first] = findings(() => unsigned.run(Int32Array.of(31, -1), { level: 'outputs' }));
    expect([first?.expected, first?.hint]).toEqual(['0 .. 31', 'inputs have 5 bits, unsigned']);
    const signed = new GoldenSignedArray(array, new Int32Array(2));
    const [other] = findings(() => signed.run(Int32Array.of(3, 4), { level: 'outputs' }));
    expect([other?.expected, other?.hint]).toEqual(['0 .. 3', 'inputs have 2 bits, unsigned']);
  });

  it('are registered with their exit status', () => {
    const status = ['CW-M001', 'CW-M002', 'CW-M003', 'CW-M004'] as const;
    expect(status.map((code) => codeRegistry.get(code)?.exitStatus)).toEqual([3, 2, 2, 2]);
  });
});

describe('the golden trace', () => {
  it('has one stream a kind, as far as the level goes', () => {
    const golden = new GoldenMvmu(
      { ...config, output: { ...config.output, fraction: 2 } },
      new Int32Array(6),
    );
    const shape = (level: 'outputs' | 'sums' | 'codes') =>
      golden
        .run(new Int32Array(8), { level })
        .trace()
        .streams.map(({ unit, kind, dims, values, width, fraction }) => {
          return [
            unit,
            kind,
            dims.map(({ name, size }) => `${name} ${size}`).join(),
            values.length,
            width,
            fraction,
          ];
        });
    const out = ['mvmu0', 'out', 'vector 4,column 3', 12, 16, 2];
    // Sums reach 2 * 15 = 30: five bits and a sign.
    const sum = ['mvmu0', 'sum', 'vector 4,step 5,column 3', 60, 6, undefined];
    const code = ['mvmu0', 'code', 'vector 4,step 5,column 3,slice 2', 120, 9, undefined];
    expect(shape('outputs')).toEqual([out]);
    expect(shape('sums')).toEqual([sum, out]);
    expect(shape('codes')).toEqual([code, sum, out]);
  });

  it('takes no vectors too', () => {
    const run = new GoldenMvmu(config, new Int32Array(6)).run(new Int32Array(0), { level: 'codes' });
    expect([run.outputs.length, run.sums?.length, run.codes?.length]).toEqual([0, 0, 0]);
  });
});
