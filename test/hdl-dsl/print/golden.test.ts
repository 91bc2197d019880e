import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { printDesign } from '../../../hdl-dsl/print/index.js';
import { examples } from './support/examples.js';

/** Made again with CROSSWEAVE_UPDATE_GOLDENS=1; read the difference before committing it. */
const update = process.env.CROSSWEAVE_UPDATE_GOLDENS === '1';
const goldenOf = (file: string): string => fileURLToPath(new URL(`golden/${file}`, import.meta.url));

describe('printed modules', () => {
  const files = Object.values(examples).flatMap((make) =>
    printDesign(make(), { command: 'crossweave generate' }),
  );

  test.each(files.map((file) => [file.path, file.text] as const))('%s is as in golden/', (path, text) => {
    if (update) writeFileSync(goldenOf(path), text);
    expect(text).toBe(readFileSync(goldenOf(path), 'utf8'));
  });

  test('no line is longer than 110 characters, ends in a space or holds a tab', () => {
    const lines = files.flatMap((file) => file.text.split('\n'));
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((line) => line.length > 110 || / $|\t/.test(line))).toEqual([]);
  });

  test('printing twice gives the same bytes', () => {
    const again = Object.values(examples).flatMap((make) =>
      printDesign(make(), { command: 'crossweave generate' }),
    );
    expect(again).toEqual(files);
  });
});
