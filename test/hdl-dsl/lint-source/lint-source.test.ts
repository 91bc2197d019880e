import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderDiagnostics } from '../../../base/render-diagnostic.js';
import { lintSource } from '../../../hdl-dsl/lint-source/index.js';
import { caught } from '../../support/caught.js';

const fixture = (name: string) => `test/hdl-dsl/lint-source/fixtures/${name}.ts`;
const own = ['generators', 'bench', 'hdl-dsl/std'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);
// One program for all of them: reading the library's types is most of the work.
const report = lintSource([...['hidden', 'allowed', 'comments', 'lost-imports'].map(fixture), ...own]);
const findingsIn = (name: string) => findingsBelow(fixture(name));
const findingsBelow = (path: string) =>
  report.findings.filter(({ where }) => where?.kind === 'source' && where.place.file.startsWith(path));

test('every rule, with its whole text', () => {
  const text = renderDiagnostics(findingsIn('hidden'), { readSource: (file) => readFileSync(file, 'utf8') });
  expect(text).toMatchSnapshot();
});

test('a finding on each line that says so, and on no other', () => {
  const lines = readFileSync(fixture('hidden'), 'utf8').split('\n');
  const wanted = lines.flatMap((line, k) =>
    [...line.matchAll(/\b(L\d{3})\b/g)].map(([, code]) => `${k + 1}: CW-${code}`),
  );
  const found = findingsIn('hidden').map(({ code, where }) =>
    where?.kind === 'source' ? `${where.place.line}: ${code}` : '',
  );
  expect(found.sort()).toEqual(wanted.sort());
  expect([...new Set(wanted.map((entry) => entry.slice(-7)))].sort()).toEqual([
    'CW-L001',
    'CW-L002',
    'CW-L003',
    'CW-L004',
    'CW-L005',
    'CW-L006',
    'CW-L007',
    'CW-L008',
  ]);
});

test('nothing where signals are used as they should be', () => {
  expect(findingsIn('allowed')).toEqual([]);
});

test('comments that allow a finding need a code, a reason and a finding', () => {
  expect(renderDiagnostics(findingsIn('comments'))).toBe(
    [
      'error CW-L002: a signal is the operand of `!`',
      '  --> test/hdl-dsl/lint-source/fixtures/comments.ts:8:14',
      '  expected `not`, the method of the signal, got Bool, which JavaScript takes for true',
      '  hint: write `a.not()`',
      '',
      'error CW-L009: the comment that allows a finding is incomplete',
      '  --> test/hdl-dsl/lint-source/fixtures/comments.ts:7:5',
      '  expected a code and a reason, got no reason',
      '  hint: write `// crossweave-lint-ignore CW-L003: why this is right`',
      '',
      'error CW-L009: the comment that allows a finding is incomplete',
      '  --> test/hdl-dsl/lint-source/fixtures/comments.ts:9:5',
      '  expected a code and a reason, got no code',
      '  hint: write `// crossweave-lint-ignore CW-L003: why this is right`',
      '',
      'error CW-L009: the comment allows CW-L003, which is not found here',
      '  --> test/hdl-dsl/lint-source/fixtures/comments.ts:11:5',
      '  expected a finding CW-L003 on its line or the next, got none',
      '  hint: take the comment away',
    ].join('\n'),
  );
});

test('a file that does not type-check is told, since signals behind `any` are not seen', () => {
  expect(renderDiagnostics(findingsIn('lost-imports'))).toBe(
    [
      'error CW-L011: the source does not type-check, so not every signal in it is known',
      '  --> test/hdl-dsl/lint-source/fixtures/lost-imports.ts:1:24',
      "  expected no error of TypeScript, got TS2307: Cannot find module 'crossweave/nowhere' or its corresponding type declarations. (and 1 more)",
      '  hint: mend the types first; if `tsc` is content, name the tsconfig that it uses',
    ].join('\n'),
  );
});

test('a file that is not there', async () => {
  const error = await caught(() => lintSource(['missing.ts']));
  expect(error.exitStatus).toBe(2);
  expect(renderDiagnostics(error.diagnostics)).toBe(
    [
      'error CW-L010: a source to check cannot be read',
      '  --> missing.ts',
      '  expected TypeScript files, or one tsconfig, got no such file',
      '  hint: name files, or a tsconfig; without a name, `tsconfig.json` of the working folder is taken',
    ].join('\n'),
  );
});

test('our own generators, standard library and benches hide nothing', () => {
  expect(report.files).toBe(own.length + 4);
  expect(own.length).toBeGreaterThan(40);
  for (const folder of ['generators/', 'bench/', 'hdl-dsl/']) {
    expect(renderDiagnostics(findingsBelow(folder))).toBe('');
  }
});
