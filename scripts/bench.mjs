// `npm run bench`: sets up what is missing, then runs the benchmarks one after the other.
//   npm run bench                       one table
//   npm run bench -- --json [NAME...]   a list of { name, value, unit, reference, ratio }
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

try {
  setUp();
  const args = [join(root, 'dist', 'bench', 'run.js'), ...process.argv.slice(2)];
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 3;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
