import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { checkInputs, checkWeights } from '../../compiler/check-elements.js';
import { encodeMixedSignalCells, encodeMixedSignalInputs } from '../../compiler/mixed-signal-cells.js';
import type { MixedSignalArrayConfig, MixedSignalStyle } from '../../config/mixed-signal-array.js';

const unit = (
  style: MixedSignalStyle,
  changes: Partial<MixedSignalArrayConfig> = {},
): MixedSignalArrayConfig => {
  const bits = style === 'xnor-capacitor' ? 1 : 3;
  return {
    system: 'mixed-signal-array',
    name: 'arr',
    style,
    rows: 2,
    columns: 3,
    weightBits: bits,
    inputBits: bits,
    adcs: 1,
    adcBits: 4,
    adcStep: 0,
    ...changes,
  };
};
const signs = unit('xnor-capacitor');

/** Programming words in binary, column 0 last. */
function words(config: MixedSignalArrayConfig, weights: readonly number[]): string[] {
  const { dataBits, slices } = encodeMixedSignalCells(config, Int32Array.from(weights));
  return slices.flatMap(({ rows }) => rows.map(([word]) => word!.toString(2).padStart(dataBits, '0')));
}

function findings(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
  }
  return [];
}

describe('cells of a mixed-signal array', () => {
  it('hold signs as bits in xnor-capacitor', () => {
    expect(words(signs, [1, -1, -1, 1, 1, -1])).toEqual(['001', '011']);
  });

  it('hold the bits of two’s complement weights side by side in bit-serial-sram', () => {
    expect(words(unit('bit-serial-sram'), [3, -4, -1, 0, 1, 2])).toEqual(['111100011', '010001000']);
  });

  it.each(['multibit-capacitor', 'resistive-ramp'] as const)('hold w + 2^(n-1) in %s', (style) => {
    expect(words(unit(style), [3, -4, -1, 0, 1, 2])).toEqual(['011000111', '110101100']);
  });

  it('go over several words', () => {
    const config = unit('bit-serial-sram', { rows: 1, columns: 11 });
    const { wordsPerRow, slices } = encodeMixedSignalCells(config, new Int32Array(11).fill(-1));
    expect(wordsPerRow).toBe(2);
    expect(slices[0]!.rows).toEqual([Uint32Array.of(0xffffffff, 1)]);
  });
});

describe('inputs of a mixed-signal array', () => {
  it('are signs as bits in xnor-capacitor, and themselves elsewhere', () => {
    expect(encodeMixedSignalInputs(signs, Int32Array.of(-1, 1, 1))).toEqual(Int32Array.of(0, 1, 1));
    expect(encodeMixedSignalInputs(unit('resistive-ramp'), Int32Array.of(0, 7))).toEqual(Int32Array.of(0, 7));
  });
});

describe('numbers that a mixed-signal array does not take', () => {
  it('are all but -1 and 1 in xnor-capacitor (CW-W003, CW-W004)', () => {
    const hint = 'an XNOR cell multiplies signs: take the sign of each value, or another style';
    const wrong = (code: string, noun: string, path: string, actual: string) => ({
      code,
      severity: 'error',
      message: `${noun} out of range`,
      where: { kind: 'json', path },
      expected: '-1 or 1',
      actual,
      hint,
    });
    expect(findings(() => checkWeights(signs, Int32Array.of(1, 0, -1, 1, 2, -1)))).toEqual([
      wrong('CW-W003', 'weight', 'weights[0][1]', '0'),
      wrong('CW-W003', 'weight', 'weights[1][1]', '2'),
    ]);
    expect(findings(() => checkInputs(signs, Int32Array.of(-1, 0)))).toEqual([
      wrong('CW-W004', 'input', 'inputs[0][1]', '0'),
    ]);
  });

  it('are those outside the range in the other styles', () => {
    const config = unit('resistive-ramp');
    expect(findings(() => checkWeights(config, Int32Array.of(-5, -4, 3, 4, 0, 0)))).toMatchObject([
      { where: { path: 'weights[0][0]' }, expected: '-4 .. 3', actual: '-5' },
      { where: { path: 'weights[1][0]' }, expected: '-4 .. 3', actual: '4' },
    ]);
    expect(findings(() => checkInputs(config, Int32Array.of(-1, 8)))).toMatchObject([
      { where: { path: 'inputs[0][0]' }, expected: '0 .. 7', actual: '-1' },
      { where: { path: 'inputs[0][1]' }, expected: '0 .. 7', actual: '8' },
    ]);
  });
});
