import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { encodeCells } from '../../compiler/cell-image.js';
import { checkInputs, checkWeights } from '../../compiler/check-elements.js';
import { readMatrix } from '../../compiler/read-matrix.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';

const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'mvmu',
  rows: 2,
  columns: 2,
  weightBits: 4,
  cellBits: 2,
  inputBits: 3,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 8,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'wrap' },
};
const array: SignedArrayConfig = {
  system: 'signed-array',
  name: 'arr',
  rows: 2,
  columns: 2,
  cellBits: 2,
  dacBits: 3,
  adcs: 1,
  adcBits: 7,
};

function findingsOf(run: () => unknown): readonly Diagnostic[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

describe('weights', () => {
  it('CW-W001: of the wrong number are refused', () => {
    expect(findingsOf(() => encodeCells(config, Int32Array.of(1, 2, 3), { file: 'work.json' }))).toEqual([
      {
        code: 'CW-W001',
        severity: 'error',
        message: 'the weight matrix has the wrong number of elements',
        where: { kind: 'json', file: 'work.json', path: 'weights' },
        expected: '4 (2 x 2)',
        actual: '3',
        hint: 'the order is row-major; `rows` and `columns` of the configuration give the shape',
      },
    ]);
  });

  it('CW-W003: out of range are all named', () => {
    const wrong = (path: string, actual: string) => ({
      code: 'CW-W003',
      severity: 'error',
      message: 'weight out of range',
      where: { kind: 'json', path },
      expected: '-8 .. 7',
      actual,
      hint: 'scale the weights, or give them more bits in the configuration',
    });
    expect(findingsOf(() => checkWeights(config, Int32Array.of(-9, 7, -8, 8)))).toEqual([
      wrong('weights[0][0]', '-9'),
      wrong('weights[1][1]', '8'),
    ]);
  });

  it('CW-W003: the lowest value has no differential pair', () => {
    const findings = findingsOf(() =>
      checkWeights({ ...config, encoding: 'differential' }, Int32Array.of(-8, -7, 7, 0)),
    );
    expect(findings).toEqual([
      {
        code: 'CW-W003',
        severity: 'error',
        message: 'weight out of range',
        where: { kind: 'json', path: 'weights[0][0]' },
        expected: '-7 .. 7',
        actual: '-8',
        hint: 'a differential pair holds sign and magnitude, so the lowest value has no cells',
      },
    ]);
  });

  it('CW-W003: of a signed array reach as far as a cell', () => {
    expect(findingsOf(() => checkWeights(array, Int32Array.of(-3, 3, 0, 0)))).toEqual([]);
    expect(findingsOf(() => checkWeights(array, Int32Array.of(-4, 4, 0, 0))).map((d) => d.expected)).toEqual([
      '-3 .. 3',
      '-3 .. 3',
    ]);
  });

  it('counts what it does not name', () => {
    const wide = { ...config, columns: 20 };
    const findings = findingsOf(() => checkWeights(wide, new Int32Array(40).fill(99)));
    expect(findings.length).toBe(21);
    expect(findings.at(-1)?.message).toBe('20 more weights are out of range');
  });
});

describe('inputs', () => {
  it('CW-W004: out of range are all named', () => {
    const wrong = (path: string, actual: string) => ({
      code: 'CW-W004',
      severity: 'error',
      message: 'input out of range',
      where: { kind: 'json', file: 'work.json', path },
      expected: '-4 .. 3',
      actual,
      hint: 'scale the inputs, or give them more bits in the configuration',
    });
    expect(findingsOf(() => checkInputs(config, Int32Array.of(-4, 3, 4, -5), { file: 'work.json' }))).toEqual(
      [wrong('inputs[1][0]', '4'), wrong('inputs[1][1]', '-5')],
    );
  });

  it.each([
    [{ ...config, signedInputs: false }, '0 .. 7'],
    [array, '0 .. 7'],
  ] as const)('CW-W004: unsigned ones are at least 0', (unsigned, expected) => {
    const findings = findingsOf(() => checkInputs(unsigned, Int32Array.of(0, 7, -1, 8)));
    expect(findings.map((d) => [d.expected, d.actual])).toEqual([
      [expected, '-1'],
      [expected, '8'],
    ]);
  });

  it('CW-W001: a broken vector is refused', () => {
    expect(
      findingsOf(() => checkInputs(config, Int32Array.of(1, 2, 3))).map((d) => [d.code, d.expected]),
    ).toEqual([['CW-W001', '4 (2 x 2)']]);
  });
});

describe('matrices in JSON', () => {
  it('are read row by row', () => {
    const { values, rows, findings } = readMatrix(
      [
        [1, -2, 3],
        [4, 5, -6],
      ],
      { columns: 3 },
      'inputs',
    );
    expect([findings, rows, [...values]]).toEqual([[], 2, [1, -2, 3, 4, 5, -6]]);
  });

  it('CW-W001 and CW-W002: shape and elements are reported together', () => {
    const { findings } = readMatrix(
      [[1, 0.5], [1], 'x', ['2', 2 ** 40]],
      { rows: 2, columns: 2 },
      'weights',
      'w.json',
    );
    const at = (path: string) => ({ kind: 'json', file: 'w.json', path });
    const rowLength = {
      code: 'CW-W001',
      severity: 'error',
      message: 'a matrix row has the wrong length',
      expected: '2 elements',
    };
    const element = {
      code: 'CW-W002',
      severity: 'error',
      message: 'a matrix element is no integer',
      expected: 'an integer of 32 bits',
    };
    expect(findings).toEqual([
      {
        code: 'CW-W001',
        severity: 'error',
        message: '`weights` has the wrong number of rows',
        where: at('weights'),
        expected: '2 rows',
        actual: '4 rows',
      },
      { ...element, where: at('weights[0][1]'), actual: '0.5' },
      { ...rowLength, where: at('weights[1]'), actual: '1 elements' },
      { ...rowLength, where: at('weights[2]'), actual: 'string' },
      { ...element, where: at('weights[3][0]'), actual: '"2"' },
      { ...element, where: at('weights[3][1]'), actual: '1099511627776' },
    ]);
  });

  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [{}, 'object'],
  ])('CW-W001: %s is no matrix', (json, actual) => {
    expect(readMatrix(json, { rows: 2, columns: 3 }, 'weights').findings).toEqual([
      {
        code: 'CW-W001',
        severity: 'error',
        message: '`weights` is no matrix',
        where: { kind: 'json', path: 'weights' },
        expected: 'an array of 2 rows of 3 integers',
        actual,
      },
    ]);
  });

  it('count what they do not name', () => {
    const { findings } = readMatrix([new Array(30).fill(0.5)], { columns: 30 }, 'inputs');
    expect(findings.length).toBe(21);
    expect(findings.at(-1)?.message).toBe('10 more findings in `inputs`');
  });
});
