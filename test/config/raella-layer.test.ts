import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { parseConfig } from '../../config/index.js';
import { raellaLayerRules } from '../../config/raella-crossbar-rules.js';

const least = { system: 'raella-crossbar', name: 'unit' };

function findings(keys: object) {
  try {
    parseConfig({ ...least, ...keys });
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

const at = (path: string) => ({ kind: 'json', path });

describe('the settings of a layer in the configuration of raella-crossbar', () => {
  it('have defaults', () => {
    expect(parseConfig(least)).toMatchObject({
      layer: { slicing: [4, 2, 2], speculate: true, signedInputs: false },
    });
    expect(parseConfig({ ...least, layer: { slicing: [4, 4], signedInputs: true } })).toMatchObject({
      layer: { slicing: [4, 4], speculate: true, signedInputs: true },
    });
  });

  it('name the element that is wrong, with what it may be', () => {
    expect(findings({ speculation: [4, 5] })).toEqual([
      {
        code: 'CW-C005',
        severity: 'error',
        message: '`speculation.1` is out of range',
        where: at('speculation.1'),
        expected: 'a whole number 1..4 (bits)',
        actual: '5',
      },
    ]);
    expect(findings({ layer: { slicing: [4, '4'] } })).toEqual([
      {
        code: 'CW-C004',
        severity: 'error',
        message: '`layer.slicing.1` is of the wrong kind',
        where: at('layer.slicing.1'),
        expected: 'a whole number 1..4 (bits)',
        actual: '"4"',
      },
    ]);
  });

  it('keep weight slices within a cell, make them up to a weight, and fit the columns', () => {
    expect(findings({ cellBits: 2, layer: { slicing: [2, 3, 2, 1] } })).toEqual([
      {
        code: 'CW-C008',
        severity: 'error',
        where: at('layer.slicing.1'),
        message: 'a weight slice is wider than a cell',
        expected: 'at most `cellBits` = 2 bits',
        actual: '3 bits',
        hint: 'split the slice, or set cellBits to 3 or more',
      },
    ]);
    expect(findings({ layer: { slicing: [4, 2] } })).toEqual([
      {
        code: 'CW-C008',
        severity: 'error',
        where: at('layer.slicing'),
        message: 'the weight slices do not make up a weight',
        expected: 'widths that sum to 8 bits',
        actual: '4 + 2 = 6 bits',
        hint: 'a list such as [4, 2, 2] will do',
      },
    ]);
    expect(findings({ columns: 6, layer: { slicing: [1, 1, 1, 1, 1, 1, 2] } })).toEqual([
      {
        code: 'CW-C008',
        severity: 'error',
        where: at('layer.slicing'),
        message: 'a filter has more slices than there are columns',
        expected: 'at most `columns` = 6 slices',
        actual: '7 slices',
        hint: 'set columns to 7 or more, or take wider slices',
      },
    ]);
    expect(raellaLayerRules.map(({ rule }) => rule)).toEqual([
      'Every width of `layer.slicing` is at most `cellBits`.',
      'The widths of `layer.slicing` sum to 8.',
      '`columns` holds at least one filter, a column for each slice.',
    ]);
  });
});
