import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root, run } from '../../project/run.js';

const data = join(
  process.env.CROSSWEAVE_DATA ?? join(root, '..', 'shared', 'data'),
  'digits',
  'digits.csv.gz',
);
const present = existsSync(data);
if (!present) console.warn(`skipped: no data set at ${data}; CROSSWEAVE_DATA says where it is`);

it.skipIf(!present)('scripts/train-digits.mjs makes the committed network and images again', async () => {
  const out = mkdtempSync(join(tmpdir(), 'crossweave-digits-'));
  try {
    const { status, stdout } = await run(process.execPath, ['scripts/train-digits.mjs', '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^accuracy: [\d.]+ trained, 0\.9[678]\d* held out\n$/);
    for (const file of ['network.json', 'images.json']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(
        readFileSync(join(root, 'systems', 'workloads', 'digits', file), 'utf8'),
      );
    }
  } finally {
    rmSync(out, { recursive: true });
  }
});
