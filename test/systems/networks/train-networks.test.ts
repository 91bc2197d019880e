import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasMnist } from '../../../systems/networks/mnist-images.js';
import { root, run } from '../../project/run.js';

it.skipIf(!hasMnist())(
  'scripts/train-networks.mjs makes the committed network of the digits and the calibration images again',
  { timeout: 120_000 },
  async () => {
    const out = mkdtempSync(join(tmpdir(), 'crossweave-networks-'));
    try {
      const { status, stdout } = await run(process.execPath, [
        'scripts/train-networks.mjs',
        '--out',
        out,
        'digits-mlp',
      ]);
      expect(status).toBe(0);
      expect(stdout).toContain('"heldOut":0.9775');
      for (const file of ['digits-mlp.json', 'mnist-calibration.json']) {
        expect(readFileSync(join(out, file), 'utf8')).toBe(
          readFileSync(join(root, 'systems', 'networks', 'trained', file), 'utf8'),
        );
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  },
);
