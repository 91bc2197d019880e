import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, run } from './run.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `npm start` on a machine with Node and nothing else, where apt is not ours. */
function start(...args: string[]) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  return run(process.execPath, [join(root, 'scripts', 'start.mjs'), ...args], {
    cwd: folder,
    env: { PATH: bin, CROSSWEAVE_NO_APT: '1' },
  });
}

describe('npm start without any tool', () => {
  it('runs the demo on the built-in engine, and says so', async () => {
    const { status, stdout, stderr } = await start('--vectors', '3', '--json');
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('set-up: to get it: sudo apt-get install verilator g++ make\n');
    expect(stderr).toContain('Missing: verilator, g++, make. The RTL runs on the built-in engine.\n');
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'match',
      engine: 'builtin',
      vectors: expect.any(Number),
    });
  });

  it('runs any other command as it is', async () => {
    const { status, stdout } = await start('list');
    expect(status).toBe(0);
    expect(stdout).toContain('digits');
    expect(stdout).toContain('noisy-digits');
  });
});
