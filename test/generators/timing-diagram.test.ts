import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('the committed timing diagram is the one that its script draws', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-timing-'));
  try {
    const file = join(folder, 'timing.svg');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/draw-timing.mjs', file], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync('docs/mvmu-timing.svg', 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
