import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { loadConfig, presetNames } from '../../config/index.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function findings(source: unknown, settings: string[] = []) {
  try {
    loadConfig(source, settings);
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

test('every preset is a valid configuration', () => {
  expect(presetNames()).toContain('puma-mvmu');
  for (const name of presetNames()) expect(loadConfig(name).source).toBe(name);
});

test('the preset puma-mvmu is the default configuration', () => {
  const { name, ...rest } = loadConfig('puma-mvmu').config;
  expect(loadConfig({ system: 'puma-mvmu', name }).config).toEqual({ name, ...rest });
});

test('a file is read, changed and checked; findings name it', () => {
  const file = join(folder, 'unit.json');
  writeFileSync(file, '{ "system": "puma-mvmu", "name": "unit", "rows": 3 }');
  expect(loadConfig(file, ['rows=5']).config).toMatchObject({ name: 'unit', rows: 5 });
  expect(findings(file, ['rows=0'])).toMatchObject([
    { code: 'CW-C005', where: { kind: 'json', file, path: 'rows' } },
  ]);
});

test('CW-C013, whole', () => {
  const names = presetNames();
  expect(findings('puma-mvmo')).toEqual([
    {
      code: 'CW-C013',
      severity: 'error',
      message: 'there is no preset and no file "puma-mvmo"',
      expected: `a JSON file, or one of ${names.join(', ')}`,
      actual: '"puma-mvmo"',
      hint: 'did you mean "puma-mvmu"?',
    },
  ]);
});

test.each([
  ['none.json', 'there is no such file'],
  ['', 'it is a folder'],
])('CW-F001, whole: %j', (name, actual) => {
  const file = `${folder}/${name}`;
  expect(findings(file)).toEqual([
    {
      code: 'CW-F001',
      severity: 'error',
      message: 'the configuration cannot be read',
      where: { kind: 'file', file },
      expected: 'a file that can be read',
      actual,
    },
  ]);
});

test('findings of the text, of the settings and of the values come together', () => {
  const file = join(folder, 'all.json');
  writeFileSync(file, '{ "system": "puma-mvmu", "name": "unit", "rows": 1, "rows": 0 }');
  const found = findings(file, ['colums=3', 'adcs', 'columns=0']);
  expect(found.map(({ code, message }) => [code, message])).toEqual([
    ['CW-C010', 'the key "rows" is given twice'],
    ['CW-C012', 'no key to set at "colums"'],
    ['CW-C011', 'a setting has the form path=value'],
    ['CW-C005', '`rows` is out of range'],
    ['CW-C005', '`columns` is out of range'],
  ]);
});

test('a wrong setting alone, and a repeated key alone, are refused', () => {
  expect(findings({ system: 'puma-mvmu', name: 'unit' }, ['rows'])).toMatchObject([{ code: 'CW-C011' }]);
  const file = join(folder, 'twice.json');
  writeFileSync(file, '{ "system": "puma-mvmu", "name": "unit", "rows": 1, "rows": 2 }');
  expect(findings(file)).toMatchObject([{ code: 'CW-C010' }]);
});

test('the name is looked at although the system is unknown', () => {
  expect(findings({})).toMatchObject([
    { code: 'CW-C003', where: { path: 'system' } },
    { code: 'CW-C003', where: { path: 'name' } },
  ]);
  expect(findings({ system: 'pumamvmu', name: '../x' })).toMatchObject([
    { code: 'CW-C009' },
    { code: 'CW-C007', where: { path: 'name' } },
  ]);
  expect(findings({ system: 'pumamvmu', name: 'unit', rows: 0 })).toMatchObject([{ code: 'CW-C009' }]);
});
