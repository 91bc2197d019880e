import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './run.js';

const cache = join(root, 'node_modules', '.cache', 'crossweave');

async function expectClean(program: string, ...args: string[]): Promise<void> {
  const { status, stdout, stderr } = await run(process.execPath, [
    join(root, 'node_modules', program),
    ...args,
  ]);
  expect(status, `${stdout}${stderr}`).toBe(0);
}

describe('the sources', () => {
  it('type-check', async () => {
    mkdirSync(cache, { recursive: true });
    const buildInfo = join(cache, 'typecheck.tsbuildinfo');
    await expectClean(
      'typescript/bin/tsc',
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      buildInfo,
    );
  });

  it('are formatted, and free of lint', async () => {
    await expectClean('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off', '.');
  });

  it('have no unused files, exports or dependencies', async () => {
    await expectClean('knip/bin/knip.js', '--no-progress');
  });
});
