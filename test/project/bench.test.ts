import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './run.js';

const bench = (...args: string[]) => run(process.execPath, [join(root, 'scripts', 'bench.mjs'), ...args]);

describe('npm run bench', () => {
  it('prints a list of measurements with --json, of the names given', async () => {
    const { status, stdout, stderr } = await bench('--json', 'cli-start');
    expect(status, stderr).toBe(0);
    const rows = JSON.parse(stdout) as { name: string; value: number; reference: number; ratio: number }[];
    expect(rows.map((row) => row.name)).toEqual(['cli-start']);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['name', 'value', 'unit', 'reference', 'ratio']);
      expect(row.value).toBeGreaterThan(0);
      expect(row.ratio).toBeCloseTo(row.value / row.reference, 9);
    }
  });

  it('prints one table without', async () => {
    const { stdout } = await bench('cli-start');
    expect(stdout).toMatch(/^name +value {2}unit +reference +ratio\ncli-start +[\d.]+ +s +[\d.]+ +[\d.]+\n$/);
  });

  it('refuses an unknown name', async () => {
    const { status, stdout, stderr } = await bench('cli-strat');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no such benchmark: cli-strat; there are golden-mvmu,');
  });
});
