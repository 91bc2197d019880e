import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { noiseTable } from '../../base/noise-table.js';

/** Upper tail of the standard normal by Simpson's rule over 8 more sigmas, good to 1e-9 of itself. */
function tail(x: number): number {
  const step = 1 / 512;
  const intervals = 8 * 512;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const at = x + i * step;
    const weight = i === 0 || i === intervals ? 1 : i % 2 ? 4 : 2;
    sum += weight * Math.exp((-at * at) / 2);
  }
  return (sum * step) / 3 / Math.sqrt(2 * Math.PI);
}

describe('noise table', () => {
  it('has 497 falling integers, the last 0', () => {
    expect(noiseTable).toHaveLength(497);
    expect(noiseTable.at(-1)).toBe(0);
    noiseTable.forEach((z, k) => {
      expect(Number.isInteger(z)).toBe(true);
      if (k > 0) expect(z).toBeLessThan(noiseTable[k - 1]!);
    });
  });

  it('inverts the tail: each entry is the nearest Q16 number', () => {
    for (let k = 0; k < 496; k++) {
      const p = (2 ** Math.floor(k / 16) * (1 + (k % 16) / 16)) / 2 ** 32;
      const z = noiseTable[k]!;
      // Half a step either side brackets the probability.
      expect(tail((z - 0.5) / 65536) / p, `entry ${k}`).toBeGreaterThan(1 - 1e-8);
      expect(tail((z + 0.5) / 65536) / p, `entry ${k}`).toBeLessThan(1 + 1e-8);
    }
  });

  it('is what its script makes', () => {
    const script = fileURLToPath(new URL('../../scripts/make-noise-table.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
