import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { parseJson } from '../../config/index.js';
import { scanJson } from '../../config/json-scanner.js';

function finding(text: string, unique = false) {
  try {
    parseJson(text, 'a.json', { unique });
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

test('CW-C001, whole', () => {
  expect(finding('{\n  "rows": 4,\n  }')).toEqual([
    {
      code: 'CW-C001',
      severity: 'error',
      message: 'the file is not JSON',
      where: { kind: 'source', place: { file: 'a.json', line: 3, column: 3 } },
      expected: 'a key in double quotes',
      actual: '"}"',
      hint: 'JSON has no comments, no trailing commas, and double quotes only',
    },
  ]);
});

test.each([
  ['', 1, 1, 'a value'],
  ['{', 1, 2, 'a key in double quotes'],
  ['{"a" 1}', 1, 6, '":" after the key'],
  ['{"a":1 "b":2}', 1, 8, '"," or "}"'],
  ['[1,\r\n2 3]', 2, 3, '"," or "]"'],
  ['[1] x', 1, 5, 'the end of the text'],
  ['"abc', 1, 5, 'the closing double quote of a string'],
  ['"a\nb"', 1, 3, 'no line break or control character within a string'],
  ['"a\\x"', 1, 3, 'an escape that JSON knows'],
  ["{'a':1}", 1, 2, 'a key in double quotes'],
  ['[01]', 1, 3, '"," or "]"'],
  ['[NaN]', 1, 2, 'a value'],
  ['// c\n{}', 1, 1, 'a value'],
  ['['.repeat(100_000), 1, 502, 'at most 500 levels of nesting'],
])('%j is faulty at %d:%d', (text, line, column, expected) => {
  expect(finding(text)).toMatchObject([{ where: { kind: 'source', place: { line, column } }, expected }]);
});

test('CW-C010, whole, for every repeated key', () => {
  expect(finding('{"a": {"b": 1,\n "b": 2}, "a": 3}', true)).toEqual([
    {
      code: 'CW-C010',
      severity: 'error',
      message: 'the key "a.b" is given twice',
      where: { kind: 'source', place: { file: 'a.json', line: 2, column: 2 } },
      hint: 'keep one of the two',
    },
    {
      code: 'CW-C010',
      severity: 'error',
      message: 'the key "a" is given twice',
      where: { kind: 'source', place: { file: 'a.json', line: 2, column: 11 } },
      hint: 'keep one of the two',
    },
  ]);
});

test('a byte order mark is no fault', () => {
  expect(parseJson('\uFEFF{"a":1}', 'a.json', { unique: true })).toEqual({ a: 1 });
});

test('the scanner takes exactly the texts that JSON.parse takes', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\u00e9"',
    '"\\',
    '1',
    '-0.5e+3',
    '01',
    'true',
    'nul',
    ' ',
    '\n',
  );
  let valid = 0;
  let faulty = 0;
  const agree = (text: string) => {
    let taken = true;
    try {
      JSON.parse(text);
    } catch {
      taken = false;
    }
    taken ? valid++ : faulty++;
    expect(scanJson(text).fault === undefined).toBe(taken);
  };
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => agree(parts.join(''))),
    {
      seed: 20,
      numRuns: 3000,
    },
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => agree(JSON.stringify(value, null, indent))),
    {
      seed: 21,
      numRuns: 500,
    },
  );
  expect(Math.min(valid, faulty)).toBeGreaterThan(400);
});
