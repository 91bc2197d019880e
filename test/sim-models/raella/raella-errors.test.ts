import { describe, expect, it } from 'vitest';
import { codeRegistry } from '../../../base/codes/index.js';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { decodeScale, GoldenRaellaCrossbar, type RaellaLayer } from '../../../sim-models/raella/index.js';

const config: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'unit', rows: 4, columns: 7, cellBits: 3, dacBits: 4, adcs: 4 },
  ...{ adcBits: 7, speculation: [4, 2, 2] },
};
const layer: RaellaLayer = {
  ...{ slicing: [3, 3, 2], codes: new Uint8Array(8), centres: new Uint8Array(2) },
  ...{ speculate: true, signedInputs: false },
};

function findings(make: () => unknown): readonly Diagnostic[] {
  try {
    make();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}
const load = (changed: Partial<RaellaLayer>) =>
  findings(() => new GoldenRaellaCrossbar(config, { ...layer, ...changed }));

describe('the golden crossbar of RAELLA refuses', () => {
  it('CW-M002: shapes', () => {
    const common = { code: 'CW-M002', severity: 'error' };
    expect(load({ codes: new Uint8Array(7), used: new Uint8Array(9) })).toEqual([
      {
        ...common,
        message: 'the weights have the wrong shape',
        where: { kind: 'json', path: 'weights' },
        expected: '4 x 2 = 8 numbers',
        actual: '7 numbers',
      },
      {
        ...common,
        message: 'the marks of the rows used have the wrong shape',
        where: { kind: 'json', path: 'used' },
        expected: '4 x 2 = 8 numbers',
        actual: '9 numbers',
      },
    ]);
    const golden = new GoldenRaellaCrossbar(config, layer);
    expect(findings(() => golden.run(new Int32Array(5), { level: 'outputs' }))).toEqual([
      {
        ...common,
        message: 'the inputs have the wrong shape',
        where: { kind: 'json', path: 'inputs' },
        expected: 'a multiple of 4 numbers',
        actual: '5 numbers',
      },
    ]);
  });

  it('CW-M004: inputs', () => {
    const finding = (path: string, expected: string, actual: string, hint: string) => ({
      code: 'CW-M004',
      severity: 'error',
      message: 'an input is out of range',
      where: { kind: 'json', path },
      expected,
      actual,
      hint,
    });
    const run = (signedInputs: boolean, ...inputs: number[]) =>
      findings(() =>
        new GoldenRaellaCrossbar(config, { ...layer, signedInputs }).run(Int32Array.from(inputs), {
          level: 'outputs',
        }),
      );
    expect(run(false, 255, 0, 256, -1)).toEqual([
      finding('inputs[0][2]', '0 .. 255', '256', 'inputs have 8 bits, unsigned'),
      finding('inputs[0][3]', '0 .. 255', '-1', 'inputs have 8 bits, unsigned'),
    ]);
    expect(run(true, -128, 127, 128, -129)).toEqual([
      finding('inputs[0][2]', '-128 .. 127', '128', 'inputs have 8 bits, signed'),
      finding('inputs[0][3]', '-128 .. 127', '-129', 'inputs have 8 bits, signed'),
    ]);
  });

  it('CW-M005: slicings and filters', () => {
    const slicing = (text: string) => ({
      code: 'CW-M005',
      severity: 'error',
      message: 'the slicing does not cut a weight into cells',
      where: { kind: 'json', path: 'slicing' },
      expected: 'widths of 1 .. 3 bits that sum to 8',
      actual: text,
      hint: 'cells have 3 bits and a sign',
    });
    expect(load({ slicing: [4, 2, 2] })).toEqual([slicing('[4, 2, 2]')]);
    expect(load({ slicing: [3, 3, 3] })).toEqual([slicing('[3, 3, 3]')]);
    expect(load({ slicing: [3, 3, 2, 0] })).toEqual([slicing('[3, 3, 2, 0]')]);
    expect(load({ slicing: [2, 2, 2, 2] })).toEqual([
      {
        code: 'CW-M005',
        severity: 'error',
        message: 'the filters do not fit the crossbar',
        where: { kind: 'json', path: 'centres' },
        expected: 'at most 7 columns, one for each slice of a filter',
        actual: '2 x 4 = 8 columns',
      },
    ]);
  });

  it('CW-M006: scales', () => {
    const scale = (actual: string) => ({
      code: 'CW-M006',
      severity: 'error',
      message: 'a scale of the quantiser is not a number from 0 up',
      expected: 'an FP16 pattern 0x0000 .. 0x7bff',
      actual,
      hint: 'sign, infinity and NaN are refused',
    });
    for (const [pattern, text] of [
      [0x7c00, '0x7c00'],
      [0x7e01, '0x7e01'],
      [0x8000, '0x8000'],
      [0xbc00, '0xbc00'],
      [0.5, '0.5'],
      [-1, '-1'],
    ] as const) {
      expect(findings(() => decodeScale(pattern))).toEqual([scale(text)]);
    }
  });

  it('each with exit status 2', () => {
    expect(['CW-M005', 'CW-M006'].map((code) => codeRegistry.get(code as 'CW-M005')?.exitStatus)).toEqual([
      2, 2,
    ]);
  });
});
