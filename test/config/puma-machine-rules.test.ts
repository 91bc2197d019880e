import { describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { applySettings, loadConfig, parseConfig, summarise } from '../../config/index.js';

const core = { system: 'puma-core', name: 'unit' };
const tile = { system: 'puma-tile', name: 'unit' };

function findings(json: unknown): readonly Diagnostic[] {
  try {
    parseConfig(json, 'unit.json');
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

const mvmu = {
  weightBits: 16,
  cellBits: 2,
  dacBits: 1,
  adcs: 1,
  adcBits: 9,
  adcOverflow: 'saturate',
  encoding: 'offset',
  rounding: 'half-even',
  overflow: 'saturate',
};

test('defaults are those of the paper', () => {
  const machine = {
    dimension: 128,
    mvmus: 2,
    lanes: 4,
    instructions: 585,
    fraction: 12,
    mvmu,
    memory: { words: 32768, countBits: 8, busBits: 384 },
    watchdog: 20_000,
  };
  expect(parseConfig(core)).toEqual({ ...core, ...machine });
  expect(parseConfig(tile)).toEqual({
    ...tile,
    ...machine,
    cores: 8,
    tile: { instructions: 1170, fifos: 16, fifoDepth: 2 },
  });
});

test('a core has no keys of a tile', () => {
  expect(findings({ ...core, cores: 2 })).toMatchObject([
    { code: 'CW-C002', message: 'unknown key "cores"' },
  ]);
});

test('settings reach the keys of a machine', () => {
  const set = (setting: string) => applySettings(tile, [setting]);
  expect(set('tile.fifos=4')).toEqual({ ...tile, tile: { fifos: 4 } });
  expect(set('mvmu.adcs=4')).toEqual({ ...tile, mvmu: { adcs: 4 } });
  expect(() => set('rows=4')).toThrow(/no key to set at "rows"/);
});

test.each([
  ['puma-core', '2 MVMUs of 128 x 128, 4 lanes, 512 registers; data memory of 32768 words'],
  ['puma-tile', '8 cores of 2 MVMUs of 128 x 128, 4 lanes, 512 registers; data memory of 32768 words'],
  ['puma-tile-small', '2 cores of 2 MVMUs of 32 x 32, 4 lanes, 128 registers; data memory of 1024 words'],
])('%s in one line', (name, text) => {
  expect(summarise(loadConfig(name).config)).toBe(text);
});

const breaches: readonly [string, object, object][] = [
  [
    'an instruction above 56 bits',
    { dimension: 256, memory: { countBits: 16 } },
    {
      path: 'vectorWidthBits',
      message: 'an instruction does not fit in its word',
      expected: 'at most 56 bits for each instruction',
      actual:
        'alu: 4 opcode + 5 aluop + 11 dest + 11 src1 + 11 src2 + 5 src3 + 11 vecWidth = 58 > 56 bits; ' +
        'alui: 4 opcode + 5 aluop + 11 dest + 11 src1 + 16 immediate + 11 vecWidth = 58 > 56 bits; ' +
        'store: 4 opcode + 11 address + 11 src1 + 16 count + 4 width + 11 vecWidth = 57 > 56 bits',
      hint: 'set vectorWidthBits to 9 or less: vectors of up to 512 words',
    },
  ],
  [
    'lanes that do not divide dimension',
    { dimension: 36, lanes: 8, registers: 64 },
    {
      path: 'dimension',
      message: 'the lanes do not divide `dimension`',
      expected: 'a multiple of `lanes` = 8',
      actual: '36',
      hint: 'set dimension to 40, or lanes to 4',
    },
  ],
  [
    'lanes that do not divide registers',
    { registers: 30, lanes: 4 },
    {
      path: 'registers',
      message: 'the lanes do not divide `registers`',
      expected: 'a multiple of `lanes` = 4',
      actual: '30',
      hint: 'set registers to 32, or lanes to 2',
    },
  ],
  [
    'memory of broken rows',
    { memory: { words: 1000 } },
    {
      path: 'memory.words',
      message: 'the data memory is built of rows of 16 words',
      expected: 'a multiple of 16 words',
      actual: '1000 words',
      hint: 'set memory.words to 992 or 1008',
    },
  ],
  [
    'cells wider than weights',
    { mvmu: { weightBits: 4, cellBits: 4, encoding: 'differential' } },
    {
      path: 'mvmu.cellBits',
      message: 'a cell holds more bits than a weight has',
      expected: 'at most `mvmu.weightBits` - 1 (the sign is in the pair) = 3 bits',
      actual: '4 bits',
      hint: 'set mvmu.cellBits to 3 or less, or mvmu.weightBits to 5 or more',
    },
  ],
  [
    'more ADCs than columns',
    { dimension: 32, mvmu: { adcs: 64 } },
    {
      path: 'mvmu.adcs',
      message: 'there are more ADCs than columns',
      expected: 'at most `dimension` = 32 ADCs',
      actual: '64 ADCs',
      hint: 'set mvmu.adcs to 32 or less',
    },
  ],
  [
    'per-plane rounding that saturates',
    { mvmu: { rounding: 'per-plane' } },
    {
      path: 'mvmu.overflow',
      message: 'per-plane rounding accumulates modulo 2^bits',
      expected: '"wrap" with `mvmu.rounding` "per-plane"',
      actual: '"saturate"',
      hint: 'set mvmu.overflow to "wrap", or choose another rounding',
    },
  ],
  [
    'per-plane rounding of two passes',
    { mvmu: { rounding: 'per-plane', overflow: 'wrap', dacBits: 2 } },
    {
      path: 'mvmu.rounding',
      message: 'per-plane rounding is defined for one pass only',
      expected: 'another rounding, as signed inputs with `mvmu.dacBits` above 1 take two passes',
      actual: '"per-plane" with mvmu.dacBits 2',
      hint: 'set mvmu.dacBits to 1, or choose another rounding',
    },
  ],
];

describe.each([core, tile])('rules of $system', (base) => {
  test.each(breaches)('%s', (_, keys, { path, ...finding }: { path?: string }) => {
    expect(findings({ ...base, ...keys })).toEqual([
      {
        code: 'CW-C008',
        severity: 'error',
        where: { kind: 'json', file: 'unit.json', path },
        ...finding,
      },
    ]);
  });
});

test('a narrower vecWidth makes room, as the hint says', () => {
  const wide = { ...core, dimension: 256, memory: { countBits: 16 } };
  expect(findings({ ...wide, vectorWidthBits: 9 })).toEqual([]);
  expect(findings({ ...wide, vectorWidthBits: 10 })).toHaveLength(1);
});

test('the widest machine fits with the vecWidth that the hint names', () => {
  const widest = {
    ...core,
    dimension: 256,
    mvmus: 8,
    registers: 4096,
    instructions: 65536,
    memory: { countBits: 16 },
  };
  const [finding] = findings({ ...widest, vectorWidthBits: 16 });
  const most = Number(/to (\d+) or less/.exec(finding?.hint ?? '')?.[1]);
  expect(most).toBe(3);
  expect(findings({ ...widest, vectorWidthBits: most })).toEqual([]);
});

test('a rule keeps still while a key it needs is wrong', () => {
  expect(findings({ ...core, dimension: 256, registers: 'many' }).map(({ code }) => code)).toEqual([
    'CW-C004',
  ]);
});

test('lanes are one of five numbers', () => {
  expect(findings({ ...core, lanes: 3 })).toEqual([
    {
      code: 'CW-C006',
      severity: 'error',
      message: '`lanes` is not one of the numbers allowed',
      where: { kind: 'json', file: 'unit.json', path: 'lanes' },
      expected: 'one of 1, 2, 4, 8, 16',
      actual: '3',
    },
  ]);
});
