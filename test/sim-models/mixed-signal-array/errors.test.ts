import { expect, it } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { GoldenMixedSignalArray } from '../../../sim-models/mixed-signal-array/index.js';

const sram: MixedSignalArrayConfig = {
  ...{ system: 'mixed-signal-array', name: 'unit', style: 'bit-serial-sram', rows: 2, columns: 3 },
  ...{ weightBits: 3, inputBits: 2, adcs: 1, adcBits: 4, adcStep: 0 },
};
const xnor: MixedSignalArrayConfig = { ...sram, style: 'xnor-capacitor', weightBits: 1, inputBits: 1 };

function findings(run: () => unknown): readonly Diagnostic[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

it('CW-M002: shapes', () => {
  const finding = (name: string, expected: string, actual: string) => ({
    code: 'CW-M002',
    severity: 'error',
    message: `the ${name} have the wrong shape`,
    where: { kind: 'json', path: name },
    expected,
    actual,
  });
  expect(findings(() => new GoldenMixedSignalArray(sram, new Int32Array(5)))).toEqual([
    finding('weights', '2 x 3 = 6 numbers', '5 numbers'),
  ]);
  const golden = new GoldenMixedSignalArray(sram, new Int32Array(6));
  expect(findings(() => golden.run(new Int32Array(3), { level: 'outputs' }))).toEqual([
    finding('inputs', 'a multiple of 2 numbers', '3 numbers'),
  ]);
});

it('CW-M003 and CW-M004: numbers out of range, by place', () => {
  const finding = (code: string, path: string, expected: string, actual: string, hint: string) => ({
    code,
    severity: 'error',
    message: `${code === 'CW-M003' ? 'a weight' : 'an input'} is out of range`,
    where: { kind: 'json', path },
    expected,
    actual,
    hint,
  });
  expect(findings(() => new GoldenMixedSignalArray(sram, Int32Array.of(-4, 3, 4, 0, -5, 0)))).toEqual([
    finding('CW-M003', 'weights[0][2]', '-4 .. 3', '4', "weights have 3 bits, two's complement"),
    finding('CW-M003', 'weights[1][1]', '-4 .. 3', '-5', "weights have 3 bits, two's complement"),
  ]);
  const golden = new GoldenMixedSignalArray(sram, new Int32Array(6));
  expect(findings(() => golden.run(Int32Array.of(0, 3, 4, -1), { level: 'outputs' }))).toEqual([
    finding('CW-M004', 'inputs[1][0]', '0 .. 3', '4', 'inputs have 2 bits, unsigned'),
    finding('CW-M004', 'inputs[1][1]', '0 .. 3', '-1', 'inputs have 2 bits, unsigned'),
  ]);
});

it('CW-M003 and CW-M004: signs that are none', () => {
  const hint = 'weights and inputs of xnor-capacitor are signs';
  expect(findings(() => new GoldenMixedSignalArray(xnor, Int32Array.of(1, -1, 0, 1, 1, 2)))).toEqual([
    {
      ...{ code: 'CW-M003', severity: 'error', message: 'a weight is out of range' },
      ...{ where: { kind: 'json', path: 'weights[0][2]' }, expected: '-1 or 1', actual: '0', hint },
    },
    {
      ...{ code: 'CW-M003', severity: 'error', message: 'a weight is out of range' },
      ...{ where: { kind: 'json', path: 'weights[1][2]' }, expected: '-1 or 1', actual: '2', hint },
    },
  ]);
  const golden = new GoldenMixedSignalArray(xnor, new Int32Array(6).fill(1));
  expect(findings(() => golden.run(Int32Array.of(1, 0), { level: 'outputs' }))).toMatchObject([
    {
      code: 'CW-M004',
      where: { kind: 'json', path: 'inputs[0][1]' },
      expected: '-1 or 1',
      actual: '0',
      hint,
    },
  ]);
});
