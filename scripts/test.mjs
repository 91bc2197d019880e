// `npm test`: sets up what is missing, runs all tests, and ends with the line `N passed, N failed`.
// Arguments go to vitest: npm test -- test/compiler
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the JSON report of a vitest run amounts to.
 *  A file that fails before or beside its tests counts as one failed test; so does a run that found no tests,
 *  and one that ended badly without saying in which test. */
export function countTests(report, status) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report?.testResults ?? []) {
    const results = file.assertionResults ?? [];
    for (const { status: result } of results) {
      if (result === 'passed') count.passed++;
      else if (result === 'failed') count.failed++;
      else count.skipped++;
    }
    if (file.status === 'failed' && !results.some((result) => result.status === 'failed')) count.failed++;
  }
  const nothingRan = count.passed + count.failed === 0;
  if (nothingRan || (status !== 0 && count.failed === 0)) count.failed++;
  return count;
}

/** The last line of a test run. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function main() {
  let count = { passed: 0, failed: 1, skipped: 0 };
  try {
    const { root, setUp } = await import('./setup.mjs');
    setUp({ forTests: true });
    count = runVitest(root, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  process.exitCode = count.failed > 0 ? 1 : 0;
  process.stdout.write(`${summaryLine(count)}\n`);
}

function runVitest(root, args) {
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-test-'));
  try {
    const file = join(folder, 'report.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      // Standard error joins standard output, so that nothing can come after the last line.
      { cwd: root, stdio: ['ignore', 1, 1] },
    );
    return countTests(readReport(file), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
