import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run } from './run.js';

let tree: string;

/** A project of its own with the real runner: set-up is replaced, as there is nothing to set up. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'crossweave-runner-'));
  mkdirSync(join(tree, 'scripts'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
  const runner = pathToFileURL(join(root, 'scripts', 'test.mjs')).href;
  writeFileSync(join(tree, 'runner.mjs'), `export { countTests, summaryLine } from '${runner}';\n`);
});
afterAll(() => rmSync(tree, { recursive: true }));

/** Runs vitest on one test file as `npm test` does, and counts. */
async function outcome(source: string | undefined, status?: number) {
  rmSync(join(tree, 'report.json'), { force: true });
  rmSync(join(tree, 'case.test.ts'), { force: true });
  if (source !== undefined) writeFileSync(join(tree, 'case.test.ts'), source);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const ended = await run(
    process.execPath,
    [vitest, 'run', '--root', tree, '--reporter=json', '--outputFile.json=report.json'],
    { cwd: tree },
  );
  const code = `
    import { readFileSync, existsSync } from 'node:fs';
    import { countTests, summaryLine } from './runner.mjs';
    const report = existsSync('report.json') ? JSON.parse(readFileSync('report.json', 'utf8')) : undefined;
    process.stdout.write(summaryLine(countTests(report, ${status ?? ended.status})));`;
  return (await run(process.execPath, ['--input-type=module', '-e', code], { cwd: tree })).stdout;
}

const start = "import { expect, it } from 'vitest';\n";

describe('the last line of npm test', () => {
  it.each<[string, string | undefined, string]>([
    ['tests that pass', `${start}it('a', () => {}); it('b', () => {});`, '2 passed, 0 failed'],
    [
      'a test that fails',
      `${start}it('a', () => {}); it('b', () => expect(1).toBe(2));`,
      '1 passed, 1 failed',
    ],
    [
      'a test that is skipped',
      `${start}it('a', () => {}); it.skip('b', () => {});`,
      '1 passed, 0 failed, 1 skipped',
    ],
    ['a file that does not load', `${start}throw new Error('no');`, '0 passed, 1 failed'],
    ['a file without tests', start, '0 passed, 1 failed'],
    ['no file at all', undefined, '0 passed, 1 failed'],
    [
      'an error outside of any test',
      `${start}it('a', () => {}); setTimeout(() => { throw new Error('late'); }); it('b', () => new Promise((r) => setTimeout(r, 200)));`,
      '2 passed, 1 failed',
    ],
  ])('counts %s', async (_, source, line) => {
    expect(await outcome(source)).toBe(line);
  });

  it('counts a runner that crashed after its tests as one failure', async () => {
    expect(await outcome(`${start}it('a', () => {});`, 134)).toBe('1 passed, 1 failed');
  });
});
