import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as zod from 'zod';
import * as hdl from '../../hdl-dsl/index.js';

/** The TypeScript blocks of a page that import from the package. */
function snippetsOf(page: string): readonly string[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, code = '']) => code).filter((code) => code.includes("'crossweave/hdl'"));
}

/** Runs a snippet with its imports taken from here; gives what it exports, and `top`. */
function run(code: string): { readonly top?: hdl.Module } {
  const js = ts.transpileModule(`${code}\nexport { top };`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  }).outputText;
  const exports = {};
  const known: Readonly<Record<string, unknown>> = { zod, 'crossweave/hdl': hdl };
  new Function('exports', 'require', js)(exports, (name: string) => known[name]);
  return exports;
}

describe('docs/language.md', () => {
  it('has snippets that run', () => {
    const snippets = snippetsOf('docs/language.md');
    expect(snippets.length).toBe(1);
    for (const snippet of snippets) {
      const { top } = run(snippet);
      expect(top?.name).toBe('shift_add');
      expect(top?.registers.map((r) => r.name)).toEqual(['acc']);
    }
  });

  it('names every export that makes or checks something', () => {
    const text = readFileSync('docs/language.md', 'utf8');
    const functions = Object.keys(hdl).filter((name) => !text.includes(name));
    expect(functions).toEqual([]);
  });
});
