import { spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transpile } from '../support/transpiled.js';

let js: string;
let folder: string;
beforeAll(() => {
  js = transpile([
    'base',
    'cli',
    'compiler',
    'config',
    'generators',
    'hdl-dsl',
    'sim-models',
    'systems',
    'templates',
    'verilator-harness',
  ]);
  cpSync('configs', join(js, 'configs'), { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'crossweave-cli-'));
});
afterAll(() => {
  rmSync(js, { recursive: true });
  rmSync(folder, { recursive: true });
});

function crossweave(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(js, 'cli/main.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
}

test('status 0 and output on standard output', () => {
  const run = crossweave('explain', 'CW-F002');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^CW-F002: not a folder of Crossweave\n/);
});

test('status 2 and the message on standard error, without colours where it is no terminal', () => {
  expect(crossweave('cosim')).toEqual({
    status: 2,
    stdout: '',
    stderr: "error CW-C020: missing required argument 'config'\n  hint: see `crossweave help cosim`\n",
  });
});

test('the version is that of the package', () => {
  expect(crossweave('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n' });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s gives status %d and leaves nothing half-written', async (signal, status) => {
  const target = join(folder, 'design');
  const child = spawn(process.execPath, [
    new URL('./waiting-process.mjs', import.meta.url).pathname,
    js,
    target,
  ]);
  const end = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(readdirSync(folder)).toHaveLength(1);
  child.kill(signal);
  expect(await end).toBe(status);
  expect(readdirSync(folder)).toEqual([]);
});

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [join(js, 'cli/main.js'), 'help', 'cosim'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
  expect(stderr).toBe('');
});

test('a standard output that cannot be written is status 3', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [join(js, 'cli/main.js'), 'help'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect(status).toBe(3);
  expect(stderr).toMatch(/^error CW-F004: standard output cannot be written: ENOSPC/);
});

test('JSON that is not: the line is quoted', () => {
  writeFileSync(join(folder, 'bad.json'), '{\n  "system": "puma-mvmu"\n  "name": "x"\n}\n');
  expect(crossweave('generate', 'bad.json')).toEqual({
    status: 2,
    stdout: '',
    stderr: [
      'generate bad.json',
      'error CW-C001: the file is not JSON',
      '  --> bad.json:3:3',
      '    3 |   "name": "x"',
      '      |   ^ expected "," or "}", got "\\""',
      '  hint: JSON has no comments, no trailing commas, and double quotes only',
      '',
    ].join('\n'),
  });
  rmSync(join(folder, 'bad.json'));
});
