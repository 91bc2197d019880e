import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { DesignFile } from '../../base/design-file.js';
import { type FileOperations, fileOperations } from '../../systems/file-operations.js';
import { checkDesignFolder, writeDesignFolder } from '../../systems/output-folder.js';
import { makeTemporaryFolder, removeTemporaryFolders } from '../../systems/temporary-folder.js';
import { transpile } from '../support/transpiled.js';

let js: string;
beforeAll(() => {
  js = transpile(['base', 'systems']);
});
afterAll(() => rmSync(js, { recursive: true }));

let parent: string;
let out: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'crossweave-out-'));
  out = join(parent, 'design');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const first: DesignFile[] = [
  { path: 'config.json', text: '1\n' },
  { path: 'rtl/a.sv', text: 'module a; endmodule\n' },
  { path: 'rtl/old.sv', text: 'module old; endmodule\n' },
  { path: 'program/p.hex', text: '00\n' },
];
const second: DesignFile[] = [
  { path: 'config.json', text: '2\n' },
  { path: 'rtl/a.sv', text: 'module a2; endmodule\n' },
  { path: 'tb/tb.sv', text: 'module tb; endmodule\n' },
];

/** Every file below a folder with its text, the marker and temporary folders included. */
function tree(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(folder.length + 1)] = readFileSync(path, 'utf8');
  }
  return files;
}

function diagnostics(action: () => void) {
  try {
    action();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

/** File operations of which the `at`-th writing call fails; `calls` counts them. */
function failing(at: number, errno: string): { operations: FileOperations; calls: () => number } {
  let calls = 0;
  const fail =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      if (calls++ === at) throw Object.assign(new Error(`${errno}: injected`), { code: errno });
      return call(...args);
    };
  const operations = {
    ...fileOperations,
    mkdirSync: fail(fileOperations.mkdirSync) as typeof fileOperations.mkdirSync,
    writeFileSync: fail(fileOperations.writeFileSync),
    renameSync: fail(fileOperations.renameSync),
  };
  return { operations, calls: () => calls };
}

describe('writing', () => {
  test('to an absent folder makes it and its parents, and leaves nothing beside it', () => {
    out = join(parent, 'x', 'y', 'design');
    writeDesignFolder(out, first);
    expect(readdirSync(out).sort()).toEqual(['.crossweave.json', 'config.json', 'program', 'rtl']);
    expect(readdirSync(join(parent, 'x', 'y'))).toEqual(['design']);
  });

  test('again replaces what was generated, removes stale files, and keeps runs and what the user added', () => {
    writeDesignFolder(out, first);
    mkdirSync(join(out, 'runs', 'abc'), { recursive: true });
    writeFileSync(join(out, 'runs', 'abc', 'result.json'), '{}');
    writeFileSync(join(out, 'notes.txt'), 'mine');
    writeDesignFolder(out, second);
    expect(Object.keys(tree(out)).sort()).toEqual([
      '.crossweave.json',
      'config.json',
      'notes.txt',
      'rtl/a.sv',
      'runs/abc/result.json',
      'tb/tb.sv',
    ]);
    expect(readFileSync(join(out, 'rtl/a.sv'), 'utf8')).toBe(second[1]!.text);
    expect(readdirSync(parent)).toEqual(['design']);
  });

  test('to an empty folder keeps the folder itself', () => {
    mkdirSync(out);
    const { ino } = fileOperations.lstatSync(out);
    writeDesignFolder(out, first);
    expect(fileOperations.lstatSync(out).ino).toBe(ino);
    expect(existsSync(join(out, 'rtl/a.sv'))).toBe(true);
  });

  test('the same files twice gives the same tree', () => {
    writeDesignFolder(out, first);
    const before = tree(parent);
    writeDesignFolder(out, first);
    expect(tree(parent)).toEqual(before);
  });
});

describe('refusals', () => {
  test('CW-F002, whole: a folder with files that are not ours is not touched', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.tex'), 'precious');
    expect(diagnostics(() => writeDesignFolder(out, first))).toEqual([
      {
        code: 'CW-F002',
        severity: 'error',
        message: 'the output folder is not one that Crossweave made; it is left alone',
        where: { kind: 'file', file: out },
        expected: "an absent or empty folder, or one with Crossweave's .crossweave.json",
        actual: 'a folder with 1 entries and no valid .crossweave.json',
        hint: 'choose another folder with --out',
      },
    ]);
    expect(tree(parent)).toEqual({ 'design/thesis.tex': 'precious' });
  });

  test('CW-F002: a file, a false marker, and an entry of the user with a name that is generated', () => {
    writeFileSync(out, 'x');
    expect(diagnostics(() => writeDesignFolder(out, first))).toMatchObject([{ code: 'CW-F002' }]);
    rmSync(out);
    mkdirSync(out);
    for (const marker of [
      '{}',
      'x',
      '{"crossweave":1,"entries":["../x"]}',
      '{"crossweave":1,"entries":["runs"]}',
    ]) {
      writeFileSync(join(out, '.crossweave.json'), marker);
      expect(diagnostics(() => checkDesignFolder(out))).toMatchObject([{ code: 'CW-F002' }]);
    }
    rmSync(out, { recursive: true });
    writeDesignFolder(out, second);
    mkdirSync(join(out, 'program'));
    writeFileSync(join(out, 'program', 'mine'), 'mine');
    const before = tree(parent);
    expect(diagnostics(() => writeDesignFolder(out, first))).toMatchObject([
      { code: 'CW-F002', actual: 'program, made by someone else' },
    ]);
    expect(tree(parent)).toEqual(before);
  });

  test('CW-F005, whole: links are not followed', () => {
    const elsewhere = join(parent, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, out);
    expect(diagnostics(() => writeDesignFolder(out, first))).toEqual([
      {
        code: 'CW-F005',
        severity: 'error',
        message: 'a symbolic link stands where output is to be written',
        where: { kind: 'file', file: out },
        expected: 'folders and files',
        actual: `a link at ${out}`,
        hint: 'remove the link, or name the folder that it points to',
      },
    ]);
    rmSync(out);
    writeDesignFolder(out, first);
    for (const name of ['runs', 'rtl']) {
      rmSync(join(out, name), { recursive: true, force: true });
      symlinkSync(elsewhere, join(out, name));
      expect(diagnostics(() => writeDesignFolder(out, first))).toMatchObject([{ code: 'CW-F005' }]);
      rmSync(join(out, name));
    }
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('CW-F007, whole, for every path that leaves the folder, touches runs or comes twice', () => {
    const paths = [
      '../x',
      '/x',
      'rtl/../../x',
      'runs/x',
      'Runs',
      '',
      'rtl//x',
      'a\\b',
      '.hidden',
      'rtl/a.sv',
      'rtl/A.sv',
    ];
    expect(
      diagnostics(() =>
        writeDesignFolder(
          out,
          paths.map((path) => ({ path, text: '' })),
        ),
      ),
    ).toEqual(
      [...paths.slice(0, -2), 'rtl/A.sv'].map((path) => ({
        code: 'CW-F007',
        severity: 'error',
        message: 'a file of the design has no path of its own inside the design folder',
        where: { kind: 'file', file: path },
        expected: 'relative paths of letters, digits, "_", "-" and ".", all different, none in runs/',
        actual: JSON.stringify(path),
      })),
    );
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('faults', () => {
  test.each([
    ['ENOSPC', 'CW-F004', 'the disk is full', 'free some space, or choose another folder with --out'],
    ['EDQUOT', 'CW-F004', 'the quota is used up', 'free some space, or choose another folder with --out'],
    ['EACCES', 'CW-F003', 'writing is not permitted', 'choose another folder with --out'],
    ['EROFS', 'CW-F003', 'the file system is read-only', 'choose another folder with --out'],
    ['EIO', 'CW-F003', 'EIO', 'choose another folder with --out'],
  ])('%s gives %s, whole', (errno, code, actual, hint) => {
    writeDesignFolder(out, first);
    expect(
      diagnostics(() => writeDesignFolder(out, second, { operations: failing(5, errno).operations })),
    ).toEqual([
      {
        code,
        severity: 'error',
        message: 'the output cannot be written; what was there before is untouched',
        where: { kind: 'file', file: out },
        expected: 'a folder that can be written to',
        actual,
        hint,
      },
    ]);
  });

  test('a failure of any one call leaves the earlier state, and nothing beside it', () => {
    const count = failing(-1, '');
    writeDesignFolder(out, first);
    writeDesignFolder(out, second, { operations: count.operations });
    expect(count.calls()).toBeGreaterThan(12);
    for (let at = 0; at < count.calls(); at++) {
      rmSync(out, { recursive: true });
      writeDesignFolder(out, first);
      const before = tree(parent);
      const [finding] = diagnostics(() =>
        writeDesignFolder(out, second, { operations: failing(at, 'ENOSPC').operations }),
      );
      expect(finding?.code).toBe('CW-F004');
      expect(tree(parent)).toEqual(before);
      expect(readdirSync(parent)).toEqual(['design']);
    }
  });

  test('a failure of any one call on an absent folder leaves nothing', () => {
    out = join(parent, 'x', 'y', 'design');
    const count = failing(-1, '');
    writeDesignFolder(out, first, { operations: count.operations });
    for (let at = 0; at < count.calls(); at++) {
      rmSync(join(parent, 'x'), { recursive: true, force: true });
      diagnostics(() => writeDesignFolder(out, first, { operations: failing(at, 'EACCES').operations }));
      expect(readdirSync(parent)).toEqual([]);
    }
  });

  test('the file system itself refuses', () => {
    expect(diagnostics(() => writeDesignFolder('/proc/crossweave/design', first))).toMatchObject([
      { code: 'CW-F003' },
    ]);
    writeFileSync(join(parent, 'file'), '');
    expect(diagnostics(() => writeDesignFolder(join(parent, 'file', 'design'), first))).toMatchObject([
      { code: 'CW-F003' },
    ]);
    expect(diagnostics(() => writeDesignFolder(join(parent, 'n'.repeat(300)), first))).toMatchObject([
      { code: 'CW-F003', actual: 'the path is too long' },
    ]);
    if (process.getuid?.() !== 0) {
      chmodSync(parent, 0o500);
      expect(diagnostics(() => writeDesignFolder(out, first))).toMatchObject([{ code: 'CW-F003' }]);
      chmodSync(parent, 0o700);
    }
  });
});

describe('processes', () => {
  test('one killed at any rename leaves a state that the next write puts right', async () => {
    for (let at = 0; at < 12; at++) {
      rmSync(out, { recursive: true, force: true });
      writeDesignFolder(out, first);
      const before = tree(out);
      const killed = await worker('kill', out, String(at));
      if (killed !== 'SIGKILL') {
        expect(at).toBeGreaterThan(7);
        break;
      }
      checkDesignFolder(out);
      const after = tree(out);
      // Behind the last rename the new state holds, before it the old one; never a mixture.
      expect([before['config.json'], second[0]!.text]).toContain(after['config.json']);
      if (after['config.json'] === before['config.json']) expect(after).toEqual(before);
      expect(readdirSync(parent)).toEqual(['design']);
    }
  });

  test('two that write at once leave the whole of one', async () => {
    writeDesignFolder(out, first);
    await Promise.all(['1', '2', '3'].map((id) => worker('loop', out, id)));
    const texts = new Set(
      Object.entries(tree(out))
        .filter(([path]) => path !== '.crossweave.json')
        .map(([, text]) => text),
    );
    expect(texts.size).toBe(1);
    expect(readdirSync(parent)).toEqual(['design']);
  });

  test('this one leaves no temporary folder when it is interrupted', () => {
    const folder = makeTemporaryFolder(out);
    writeFileSync(join(folder, 'half.sv'), '');
    removeTemporaryFolders();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('CW-F006, whole: a lock that stays', () => {
    writeDesignFolder(out, first);
    const lock = join(parent, '.design.crossweave-lock');
    writeFileSync(lock, `${process.pid} elsewhere`);
    expect(diagnostics(() => checkDesignFolder(out))).toEqual([
      {
        code: 'CW-F006',
        severity: 'error',
        message: 'another process is writing the output folder',
        where: { kind: 'file', file: out },
        expected: 'the lock to be free within 5 s',
        actual: `${lock} is still there`,
        hint: 'wait for the other process; if there is none, remove the lock file',
      },
    ]);
  });
});

/** Runs `output-folder-worker.mjs` in a process of its own; resolves to the signal that ended it, if any. */
function worker(...args: string[]): Promise<string | undefined> {
  const script = new URL('./output-folder-worker.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, js, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => {
      if (signal !== null) resolve(signal);
      else if (status === 0) resolve(undefined);
      else reject(new Error(`worker ended with ${status}`));
    });
  });
}
