import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileOperations } from '../../systems/file-operations.js';
import { writeDesignFolder } from '../../systems/output-folder.js';
import { RunDraft, runId } from '../../systems/run-folder.js';
import { writeUserFile } from '../../systems/user-file.js';

let parent: string;
let out: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'crossweave-run-'));
  out = join(parent, 'design');
  writeDesignFolder(out, [{ path: 'config.json', text: '{}\n' }]);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const full = {
  ...fileOperations,
  writeFileSync: () => {
    throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
  },
};

test('a draft becomes runs/<id> as a whole, in place of an earlier run of that id', () => {
  for (const text of ['one', 'two']) {
    const draft = new RunDraft(out);
    draft.write('result.json', text);
    writeFileSync(draft.path('wave.vcd'), text);
    expect(readdirSync(join(out, 'runs')).filter((name) => !name.startsWith('.'))).toHaveLength(
      text === 'one' ? 0 : 1,
    );
    expect(draft.commit('0123abc')).toBe(join(out, 'runs', '0123abc'));
    expect(readdirSync(join(out, 'runs'))).toEqual(['0123abc']);
    expect(readFileSync(join(out, 'runs', '0123abc', 'result.json'), 'utf8')).toBe(text);
  }
});

test('a full disk discards the draft and keeps the earlier run', () => {
  const draft = new RunDraft(out);
  draft.write('result.json', 'one');
  draft.commit('0123abc');
  // The lock of the folder is a file too, so only the draft's own write may fail.
  const operations = { ...fileOperations };
  const second = new RunDraft(out, { operations });
  operations.writeFileSync = full.writeFileSync;
  expect(() => second.write('result.json', 'two')).toThrow(/^CW-F004: /);
  expect(readdirSync(join(out, 'runs'))).toEqual(['0123abc']);
  expect(readFileSync(join(out, 'runs', '0123abc', 'result.json'), 'utf8')).toBe('one');
});

test('a rename that fails brings the earlier run back', () => {
  const draft = new RunDraft(out);
  draft.write('result.json', 'one');
  draft.commit('0123abc');
  let renames = 0;
  const renameSync: typeof fileOperations.renameSync = (from, to) => {
    if (++renames === 2) throw Object.assign(new Error('injected'), { code: 'EACCES' });
    fileOperations.renameSync(from, to);
  };
  const second = new RunDraft(out, { operations: { ...fileOperations, renameSync } });
  second.write('result.json', 'two');
  expect(() => second.commit('0123abc')).toThrow(/^CW-F003: /);
  expect(readdirSync(join(out, 'runs'))).toEqual(['0123abc']);
  expect(readFileSync(join(out, 'runs', '0123abc', 'result.json'), 'utf8')).toBe('one');
});

test('drafts are refused in a folder that is not ours, and discarded on request', () => {
  const other = join(parent, 'other');
  fileOperations.mkdirSync(other);
  writeFileSync(join(other, 'x'), '');
  expect(() => new RunDraft(other)).toThrow(/^CW-F002: /);
  new RunDraft(out).discard();
  expect(readdirSync(join(out, 'runs'))).toEqual([]);
});

test('the id follows from the contents, not from the order of keys', () => {
  const id = runId({ config: { a: 1, b: [1, 2] }, seed: 3, weights: new Int32Array([1, 2]) });
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(runId({ weights: new Int32Array([1, 2]), seed: 3, config: { b: [1, 2], a: 1 } })).toBe(id);
  expect(runId({ config: { a: 1, b: [1, 2] }, seed: 4, weights: new Int32Array([1, 2]) })).not.toBe(id);
  expect(runId({ config: { a: 1, b: [2, 1] }, seed: 3, weights: new Int32Array([1, 2]) })).not.toBe(id);
  expect(runId({ config: { a: 1, b: [1, 2] }, seed: 3, weights: new Int32Array([1, 3]) })).not.toBe(id);
});

test('a file of the user is written whole or not at all', () => {
  const file = join(parent, 'dump.json');
  writeUserFile(file, 'one');
  expect(() => writeUserFile(file, 'two', full)).toThrow(/^CW-F004: /);
  expect(() => writeUserFile(out, 'two')).toThrow(/^CW-F003: /);
  expect(() => writeUserFile(join(parent, 'none', 'dump.json'), 'two')).toThrow(/^CW-F003: /);
  writeUserFile('/dev/null', 'three');
  expect(readFileSync(file, 'utf8')).toBe('one');
  expect(readdirSync(parent).sort()).toEqual(['design', 'dump.json']);
});
