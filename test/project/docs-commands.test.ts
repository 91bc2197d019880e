import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from './commands-of.js';
import { pages } from './pages.js';
import { root, run } from './run.js';

/** Not run: it is what runs this test. */
const excepted = /^npm (run )?test\b/;

/** Seconds a command may take where two minutes do not do. */
const slow: readonly { readonly command: RegExp; readonly seconds: number }[] = [
  { command: /^npm start/, seconds: 300 },
  { command: /^npm run bench( -- --json)?$/, seconds: 900 },
];
const usualSeconds = 120;

const withCommands = pages()
  .map((page) => ({ page, commands: commandsOf(readFileSync(join(root, page), 'utf8')) }))
  .filter(({ commands }) => commands.length > 0);

/** A checkout of its own for each page: real files but for the npm packages, and nothing in out/. */
function copyCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), 'crossweave-docs-'));
  for (const name of readdirSync(root)) {
    if (['.git', '.cache', 'coverage', 'node_modules', 'out'].includes(name)) continue;
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, 'out'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, '.bin'));
  const shim = join(copy, '.bin', 'crossweave');
  writeFileSync(shim, `#!/bin/sh\nexec node '${join(copy, 'dist', 'cli', 'main.js')}' "$@"\n`);
  chmodSync(shim, 0o755);
  return copy;
}

describe('the commands of the documentation', () => {
  it('are found', () => {
    expect(withCommands.map(({ page }) => page)).toContain('README.md');
    const all = withCommands.flatMap(({ commands }) => commands.map(({ text }) => text));
    expect(all).toContain('npm start');
    expect(all.length).toBeGreaterThan(10);
  });

  describe.each(withCommands)('$page', ({ commands }) => {
    let checkout: string;
    beforeAll(() => {
      checkout = copyCheckout();
    });
    afterAll(() => rmSync(checkout, { recursive: true }));

    for (const { text, status, line } of commands) {
      if (excepted.test(text)) continue;
      const seconds = slow.find(({ command }) => command.test(text))?.seconds ?? usualSeconds;
      it(
        `${text} (line ${line})`,
        async () => {
          const ended = await run('bash', ['-eu', '-o', 'pipefail', '-c', text], {
            cwd: checkout,
            env: { PATH: `${join(checkout, '.bin')}${delimiter}${process.env.PATH}` },
            timeoutSeconds: seconds,
          });
          expect(ended.status, `${ended.stdout}${ended.stderr}`).toBe(status);
        },
        (seconds + 10) * 1000,
      );
    }
  });
});

describe('commandsOf', () => {
  it('reads both kinds of block, comments, continuations and exit statuses', () => {
    const page = [
      'text $ no',
      '```console',
      '$ one --a  # exit 2',
      'its output',
      '$ two \\',
      '    --b',
      '```',
      '```json',
      '$ no',
      '```',
      '```sh',
      '# a comment',
      'three # exit 1',
      '```',
    ].join('\n');
    expect(commandsOf(page)).toEqual([
      { text: 'one --a', status: 2, line: 3 },
      { text: 'two --b', status: 0, line: 5 },
      { text: 'three', status: 1, line: 13 },
    ]);
  });
});
