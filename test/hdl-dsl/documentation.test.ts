import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as hdl from '../../hdl-dsl/index.js';

it('docs/language.md names every export that makes or checks something', () => {
  const text = readFileSync('docs/language.md', 'utf8');
  const missing = Object.keys(hdl).filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
  expect(missing).toEqual([]);
});
