import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.js';
import { runFake } from './fake-systems.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-assemble-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command line on the real systems. */
async function run(...argv: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const exitStatus = await runCli(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    loadSystems: () => import('../../systems/index.js'),
    loadTools: () => import('../../cli/survey-tools.js'),
  });
  return { exitStatus, stdout, stderr };
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const machine = ['--config', 'puma-tile-small'];
const good = write(
  'good.s',
  '.core 0\n.cells 1, "w.json", 0, 0\nset r0, 1.5\nhlt\n.tile\nhalt\n.memory 16, 2, 1, 2\n',
);
write('w.json', '{ "about": "two by two", "values": [[1, -2], [3, 4]] }');

describe('options', () => {
  test('assemble passes its options on', async () => {
    const fake = await runFake(['assemble', 'a.s', '--config', 'c', '-o', 'a.json', '--set', 'lanes=2']);
    expect(fake.asked).toEqual([{ program: 'a.s', config: 'c', out: 'a.json', settings: ['lanes=2'] }]);
    expect(fake).toMatchObject({
      exitStatus: 0,
      stdout: 'a.json: instructions of core 0: 3, core 1: 1, tile: 2; 32 words of memory, 1 packets\n',
      stderr: '',
    });
  });

  test('disassemble passes its options on', async () => {
    const fake = await runFake(['disassemble', 'a.json', '--config', 'c', '--json', '-o', 'a.s']);
    expect(fake.asked).toEqual([{ image: 'a.json', config: 'c', out: 'a.s', settings: [] }]);
    expect(fake.stdout).toBe('{"image":"a.json","config":"unit","text":".core 0\\n  hlt\\n"}\n');
  });

  test.each([
    [['assemble', 'a.s', '-o', 'b'], /CW-C020: required option '--config <CONFIG>' not specified/],
    [['assemble', 'a.s', '--config', 'c'], /CW-C020: required option '-o, --out <FILE>' not specified/],
    [['disassemble', '--config', 'c'], /CW-C020: missing required argument 'image'/],
    [['assemble', 'a.s', '--config', 'c', '-o', ''], /CW-C021: the value of --out is not one it takes/],
  ])('%j is refused', async (argv, message) => {
    const fake = await runFake(argv);
    expect(fake).toMatchObject({ exitStatus: 2, asked: [] });
    expect(fake.stderr).toMatch(message);
  });
});

describe('assemble and disassemble', () => {
  test('go there and back', async () => {
    const image = join(folder, 'good.json');
    const there = await run('assemble', good, ...machine, '-o', image);
    expect(there).toEqual({
      exitStatus: 0,
      stdout: `${image}: instructions of core 0: 2, core 1: 1, tile: 1; 2 words of memory, 0 packets\n`,
      stderr: '',
    });
    const text = await run('disassemble', image, ...machine);
    expect(text.stdout).toMatch(/^; puma_tile_small: puma-tile\n\n\.core 0\n\.cells 1, 0,\n {4}1, -2, 0, /);
    const back = write('back.s', text.stdout);
    const again = join(folder, 'again.json');
    const file = await run('disassemble', image, ...machine, '-o', again);
    expect(file.stdout).toBe(`${again}\n`);
    expect(readFileSync(again, 'utf8')).toBe(text.stdout);
    const json = await run('assemble', back, ...machine, '-o', again, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ out: again, instructions: { cores: [2, 1], tile: 1 } });
    expect((await run('disassemble', again, ...machine)).stdout).toBe(text.stdout);
  });

  test('warnings are shown and do not fail', async () => {
    const file = write('open.s', '.core 0\nset r0, 1\n');
    const result = await run('assemble', file, ...machine, '-o', join(folder, 'open.json'));
    expect(result.exitStatus).toBe(0);
    expect(result.stdout).toContain('\nwarning CW-P019: the program does not end here\n');
  });

  test('faults are told with their lines, and nothing is written', async () => {
    const file = write('bad.s', '.core 0\nset r0, 9.5\nadd r0, r1\n');
    const out = join(folder, 'bad.json');
    const result = await run('assemble', file, ...machine, '-o', out, '--json');
    expect(result.exitStatus).toBe(2);
    expect(JSON.parse(result.stdout).error.diagnostics).toHaveLength(2);
    expect(result.stderr).toContain(`error CW-P006: the immediate is out of range\n  --> ${file}:2:9\n`);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('what was there stays where the program is refused', async () => {
    const file = write('bad.s', 'nonsense\n');
    const out = write('kept.json', 'kept');
    expect((await run('assemble', file, ...machine, '-o', out)).exitStatus).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('kept');
  });

  test('a folder that is not there is status 3', async () => {
    const result = await run('assemble', good, ...machine, '-o', join(folder, 'none', 'x.json'));
    expect(result).toMatchObject({ exitStatus: 3, stderr: expect.stringContaining('error CW-F003: ') });
  });

  test('a program needs a machine', async () => {
    const result = await run('assemble', good, '--config', 'tiny', '-o', join(folder, 'x.json'));
    expect(result).toEqual({
      exitStatus: 2,
      stdout: '',
      stderr: `error CW-C014: only programmable machines have programs
  --> tiny: \`system\`
  expected a configuration of the system "puma-core" or "puma-tile", got "puma-mvmu"
  hint: presets: puma-core, puma-core-small, puma-tile, puma-tile-small
`,
    });
  });

  test('an image is for its configuration', async () => {
    const image = join(folder, 'good.json');
    const result = await run('disassemble', image, ...machine, '--set', 'fraction=8', '--set', 'lanes=2');
    expect(result).toEqual({
      exitStatus: 2,
      stdout: '',
      stderr: `error CW-P021: the image is of a machine with another \`fraction\`
  --> ${image}: \`machine.fraction\`
  expected 8, as configuration "puma_tile_small" has, got 12
  hint: assemble the program for this configuration
`,
    });
  });
});
