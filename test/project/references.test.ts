import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Project } from 'ts-morph';
import { expect, test } from 'vitest';
import { codeRegistry } from '../../base/codes/index.js';
import { apiPage, remade } from './api-page.js';
import { errorIndex } from './error-index.js';
import { root } from './run.js';

/** With CROSSWEAVE_UPDATE=1 the pages are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

const pages = [
  ['docs/api/crossweave.md', 'systems/index.ts', 'crossweave', 'What the command line does, as functions.'],
  ['docs/api/hdl.md', 'hdl-dsl/index.ts', 'crossweave/hdl', 'The hardware language.'],
  ['docs/api/std.md', 'hdl-dsl/std/index.ts', 'crossweave/hdl/std', 'The standard library of the language.'],
  [
    'docs/api/testbench.md',
    'verilator-harness/testbench/index.ts',
    'crossweave/testbench',
    'Test-benches on every engine.',
  ],
] as const;

function compare(page: string, text: string): void {
  const file = join(root, page);
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

/** One program for all pages. */
const project = new Project({
  tsConfigFilePath: join(root, 'tsconfig.json'),
  skipAddingFilesFromTsConfig: true,
});
for (const [, entry] of pages) project.addSourceFileAtPathIfExists(join(root, entry));
project.resolveSourceFileDependencies();

test.each(pages)('%s is current, and documents what %s exports', (page, entry, name, intro) => {
  const text = apiPage(project, join(root, entry), name, intro).replaceAll(`${root}/`, '');
  expect(text.match(/^### /gm)?.length ?? 0).toBeGreaterThan(5);
  expect(text).not.toMatch(/import\("/);
  compare(page, text);
});

test('docs/errors.md is current and has every code', () => {
  const text = errorIndex(remade);
  expect(text.match(/^### CW-/gm)?.length).toBe(codeRegistry.size);
  compare('docs/errors.md', text);
});
