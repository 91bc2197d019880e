import { describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic, Where } from '../../base/diagnostic.js';
import { isDesignName, parseConfig } from '../../config/index.js';

const minimal = { system: 'puma-mvmu', name: 'unit' };

function findings(json: unknown): readonly Diagnostic[] {
  try {
    parseConfig(json, 'unit.json');
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

function at(path: string): Where {
  return { kind: 'json', file: 'unit.json', path };
}

describe('defaults', () => {
  test('of puma-mvmu are those of the specification', () => {
    expect(parseConfig(minimal)).toEqual({
      ...minimal,
      rows: 128,
      columns: 128,
      weightBits: 16,
      cellBits: 2,
      inputBits: 16,
      signedInputs: true,
      dacBits: 1,
      adcs: 1,
      adcBits: 9,
      adcOverflow: 'saturate',
      encoding: 'offset',
      output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
    });
  });

  test('of signed-array are those of the specification', () => {
    expect(parseConfig({ system: 'signed-array', name: 'a' })).toEqual({
      system: 'signed-array',
      name: 'a',
      rows: 512,
      columns: 512,
      cellBits: 4,
      dacBits: 4,
      adcs: 4,
      adcBits: 7,
    });
  });

  test('fill a partial output and a partial nonideal', () => {
    const config = parseConfig({ ...minimal, output: { bits: 20 }, nonideal: { read: 0.5 } });
    expect(config).toMatchObject({
      output: { bits: 20, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
      nonideal: { seed: 0, programming: 0, read: 0.5, adc: 0 },
    });
  });

  test('noise of sigma 0 is the ideal chain, and $schema is dropped', () => {
    const config = parseConfig({ ...minimal, nonideal: { seed: 5 }, $schema: './x.json' });
    expect(config).toEqual(parseConfig(minimal));
  });
});

const ranges: Record<string, [number, number]> = {
  rows: [1, 512],
  columns: [1, 512],
  weightBits: [2, 16],
  inputBits: [2, 16],
  adcBits: [1, 16],
};

describe('ranges', () => {
  test.each(Object.entries(ranges))('%s takes both ends and nothing beyond', (key, [least, most]) => {
    for (const value of [least, most]) expect(findings({ ...minimal, [key]: value })).toEqual([]);
    for (const value of [most + 1, -1, 1e300, -1e300]) {
      expect(findings({ ...minimal, [key]: value }).map(({ code }) => code)).toContain('CW-C005');
    }
  });

  test.each<[string, object, object]>([
    ['cellBits', { cellBits: 5, weightBits: 5 }, { cellBits: 6 }],
    ['dacBits', { dacBits: 4 }, { dacBits: 5 }],
    ['adcs', { adcs: 512, columns: 512 }, { adcs: 513, columns: 512 }],
    ['output.bits', { output: { bits: 48 } }, { output: { bits: 49 } }],
    ['output.bits', { output: { bits: 2 } }, { output: { bits: 1 } }],
    ['output.fraction', { output: { fraction: 47 } }, { output: { fraction: 48 } }],
    ['nonideal.seed', { nonideal: { seed: 0xffffffff } }, { nonideal: { seed: 2 ** 32 } }],
    ['nonideal.programming', { nonideal: { programming: 1 } }, { nonideal: { programming: 1.01 } }],
    ['nonideal.read', { nonideal: { read: 1 } }, { nonideal: { read: 1.01 } }],
    ['nonideal.adc', { nonideal: { adc: 16 } }, { nonideal: { adc: 16.01 } }],
  ])('%s', (path, good, bad) => {
    expect(findings({ ...minimal, ...good })).toEqual([]);
    expect(findings({ ...minimal, ...bad })).toMatchObject([{ code: 'CW-C005', where: at(path) }]);
  });
});

describe('findings, whole', () => {
  test.each<[string, unknown, Diagnostic]>([
    [
      'CW-C002',
      { ...minimal, colums: 4 },
      {
        code: 'CW-C002',
        severity: 'error',
        message: 'unknown key "colums"',
        where: at('colums'),
        expected:
          'one of system, name, rows, columns, weightBits, cellBits, inputBits, signedInputs, dacBits, adcs, adcBits, adcOverflow, encoding, output, nonideal',
        actual: '"colums"',
        hint: 'did you mean "columns"?',
      },
    ],
    [
      'CW-C002 inside',
      { ...minimal, output: { frction: 4 } },
      {
        code: 'CW-C002',
        severity: 'error',
        message: 'unknown key "frction"',
        where: at('output.frction'),
        expected: 'one of bits, fraction, rounding, overflow',
        actual: '"frction"',
        hint: 'did you mean "fraction"?',
      },
    ],
    [
      'CW-C003',
      { system: 'puma-mvmu' },
      {
        code: 'CW-C003',
        severity: 'error',
        message: 'the key "name" is missing',
        where: at('name'),
        expected:
          'letters, digits and single underscores, a letter first, at most 64 characters, no SystemVerilog keyword, not ending in _i, _o or _ni',
        actual: 'nothing',
        hint: 'add "name"',
      },
    ],
    [
      'CW-C003 system',
      { name: 'unit' },
      {
        code: 'CW-C003',
        severity: 'error',
        message: 'the key "system" is missing',
        where: at('system'),
        expected:
          'one of "puma-mvmu", "signed-array", "raella-crossbar", "raella-ima", "raella-tile", "mixed-signal-array", "puma-core", "puma-tile"',
        actual: 'nothing',
        hint: 'add "system": "puma-mvmu"',
      },
    ],
    [
      'CW-C004',
      { ...minimal, rows: '64' },
      {
        code: 'CW-C004',
        severity: 'error',
        message: '`rows` is of the wrong kind',
        where: at('rows'),
        expected: 'a whole number 1..512 (rows)',
        actual: '"64"',
      },
    ],
    [
      'CW-C004 fraction',
      { ...minimal, cellBits: 1.5 },
      {
        code: 'CW-C004',
        severity: 'error',
        message: '`cellBits` is of the wrong kind',
        where: at('cellBits'),
        expected: 'a whole number 1..5 (bits)',
        actual: '1.5',
      },
    ],
    [
      'CW-C004 document',
      [1, 2],
      {
        code: 'CW-C004',
        severity: 'error',
        message: 'a configuration is a JSON object',
        where: { kind: 'file', file: 'unit.json' },
        expected: 'an object { "system": ..., "name": ..., ... }',
        actual: 'an array of 2',
      },
    ],
    [
      'CW-C005',
      { ...minimal, nonideal: { adc: 17 } },
      {
        code: 'CW-C005',
        severity: 'error',
        message: '`nonideal.adc` is out of range',
        where: at('nonideal.adc'),
        expected: 'a number 0..16 (ADC steps)',
        actual: '17',
      },
    ],
    [
      'CW-C006',
      { ...minimal, encoding: 'ofset' },
      {
        code: 'CW-C006',
        severity: 'error',
        message: '`encoding` is not one of the words allowed',
        where: at('encoding'),
        expected: 'one of "offset", "offset-flip", "differential"',
        actual: '"ofset"',
        hint: 'did you mean "offset"?',
      },
    ],
    [
      'CW-C007',
      { ...minimal, name: '../x' },
      {
        code: 'CW-C007',
        severity: 'error',
        message: 'the name is not safe as a module, file and folder name',
        where: at('name'),
        expected:
          'letters, digits and single underscores, a letter first, at most 64 characters, no SystemVerilog keyword, not ending in _i, _o or _ni',
        actual: '"../x"',
        hint: 'a name such as "my_mvmu" will do; the folder is chosen with --out',
      },
    ],
    [
      'CW-C007 keyword',
      { ...minimal, name: 'small' },
      {
        code: 'CW-C007',
        severity: 'error',
        message: 'the name is not safe as a module, file and folder name',
        where: at('name'),
        expected:
          'letters, digits and single underscores, a letter first, at most 64 characters, no SystemVerilog keyword, not ending in _i, _o or _ni',
        actual: '"small"',
        hint: '"small" is a SystemVerilog keyword; "my_small" will do',
      },
    ],
    [
      'CW-C008 cells',
      { ...minimal, weightBits: 4, cellBits: 4, encoding: 'differential' },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'a cell holds more bits than a weight has',
        where: at('cellBits'),
        expected: 'at most `weightBits` - 1 (the sign is in the pair) = 3 bits',
        actual: '4 bits',
        hint: 'set cellBits to 3 or less, or weightBits to 5 or more',
      },
    ],
    [
      'CW-C008 dac',
      { ...minimal, inputBits: 3, dacBits: 4, signedInputs: false },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'a DAC takes more bits than an input has',
        where: at('dacBits'),
        expected: 'at most `inputBits` = 3 bits',
        actual: '4 bits',
        hint: 'set dacBits to 3 or less',
      },
    ],
    [
      'CW-C008 sign',
      { ...minimal, inputBits: 1 },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'a signed input needs a sign bit and a magnitude',
        where: at('inputBits'),
        expected: 'at least 2 bits with `signedInputs`',
        actual: '1 bits',
        hint: 'set signedInputs to false, or inputBits to 2 or more',
      },
    ],
    [
      'CW-C008 default against given',
      { system: 'signed-array', name: 'a', columns: 2 },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'there are more ADCs than columns',
        where: at('adcs'),
        expected: 'at most `columns` = 2 ADCs',
        actual: '4 ADCs',
        hint: 'set adcs to 2 or less',
      },
    ],
    [
      'CW-C008 per-plane saturates',
      { ...minimal, output: { rounding: 'per-plane' } },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'per-plane rounding accumulates modulo 2^bits',
        where: at('output.overflow'),
        expected: '"wrap" with `output.rounding` "per-plane"',
        actual: '"saturate"',
        hint: 'set output.overflow to "wrap", or choose another rounding',
      },
    ],
    [
      'CW-C008 codes wider than a signal',
      { ...minimal, columns: 512, adcs: 512, cellBits: 1, adcBits: 16 },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'the codes of one conversion are wider than a signal can be',
        where: at('adcs'),
        expected: 'at most 65536 bits',
        actual: '131072 bits (512 ADCs x 16 slices x 16 bits)',
        hint: 'set adcs to 256 or less',
      },
    ],
    [
      'CW-C008 per-plane in two passes',
      { ...minimal, dacBits: 2, output: { rounding: 'per-plane', overflow: 'wrap' } },
      {
        code: 'CW-C008',
        severity: 'error',
        message: 'per-plane rounding is defined for one pass only',
        where: at('output.rounding'),
        expected: 'another rounding, as signed inputs with `dacBits` above 1 take two passes',
        actual: '"per-plane" with signedInputs true and dacBits 2',
        hint: 'set dacBits to 1, or signedInputs to false',
      },
    ],
    [
      'CW-C009',
      { system: 'puma-mvm', name: 'unit' },
      {
        code: 'CW-C009',
        severity: 'error',
        message: 'there is no such system',
        where: at('system'),
        expected:
          'one of "puma-mvmu", "signed-array", "raella-crossbar", "raella-ima", "raella-tile", "mixed-signal-array", "puma-core", "puma-tile"',
        actual: '"puma-mvm"',
        hint: 'did you mean "puma-mvmu"?',
      },
    ],
  ])('%s', (_, json, finding) => {
    expect(findings(json)).toEqual([finding]);
  });

  test('all at once: schema, unknown keys and rules between the keys that are valid', () => {
    const bad = {
      system: 'puma-mvmu',
      name: 'module',
      rows: 0,
      columns: 4,
      adcs: 5,
      inputBits: null,
      dacBits: 2,
      encoding: 7,
      output: { bits: 64, rounding: 'per-plane' },
      extra: {},
    };
    expect(findings(bad).map(({ code, where }) => [code, where?.kind === 'json' && where.path])).toEqual([
      ['CW-C007', 'name'],
      ['CW-C005', 'rows'],
      ['CW-C004', 'inputBits'],
      ['CW-C006', 'encoding'],
      ['CW-C005', 'output.bits'],
      ['CW-C002', 'extra'],
      ['CW-C008', 'adcs'],
    ]);
  });

  test('keys of the prototype are keys like any other', () => {
    const json = JSON.parse('{"system":"puma-mvmu","name":"unit","__proto__":{"rows":1},"constructor":1}');
    expect(findings(json).map(({ message }) => message)).toContain('unknown key "constructor"');
    expect(findings(json).map(({ message }) => message)).toContain('unknown key "__proto__"');
  });
});

test.each(['unit', 'A', 'a1_b2', 'Mvmu_128', 'x'.repeat(64)])('%s is a name', (name) => {
  expect(isDesignName(name)).toBe(true);
});

test.each([
  '',
  '_a',
  'a_',
  'a__b',
  '1a',
  'a-b',
  'a.b',
  'a/b',
  '..',
  'a b',
  'é',
  'a\n',
  'module',
  'logic',
  'nul',
  'clk_i',
  'my_rst_ni',
  'x'.repeat(65),
])('%j is no name', (name) => {
  expect(isDesignName(name)).toBe(false);
});
