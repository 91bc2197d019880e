import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeRegistry } from '../../base/codes/index.js';
import { root } from './run.js';

const sourceFolders = [
  'base',
  'config',
  'templates',
  'hdl-dsl',
  'sim-models',
  'generators',
  'compiler',
  'verilator-harness',
  'systems',
  'cli',
];

function textsOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .filter((file) => !file.startsWith(join('base', 'codes')) && !file.endsWith('codes.test.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
}

/** Codes that are written as string literals, so not those that a comment names. */
function codesIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(/(?<=['"`])CW-[A-Z]\d{3}(?=['"`])/g) ?? []));
}

const thrown = codesIn(sourceFolders.flatMap(textsOf));
const registered = new Set(codeRegistry.keys());
const tests = textsOf('test').join('\n');

describe('error codes', () => {
  it('are registered where they are thrown', () => {
    expect(thrown.size).toBeGreaterThan(30);
    expect([...thrown].filter((code) => !registered.has(code)).sort()).toEqual([]);
  });

  it('are thrown where they are registered', () => {
    expect([...registered].filter((code) => !thrown.has(code)).sort()).toEqual([]);
  });

  it('are each seen by a test', () => {
    expect([...registered].filter((code) => !tests.includes(code)).sort()).toEqual([]);
  });

  it('have the form CW-, the letter of an area, three digits', () => {
    for (const code of registered) expect(code).toMatch(/^CW-[ACEFLMPRTW]\d{3}$/);
  });

  it.each([...codeRegistry.values()])('$code explains its rule in a few sentences', (entry) => {
    const sentences = entry.explanation.match(/(?<=[^\s.])[.!?](?=\s|$)/g) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(6);
    expect(entry.title).toMatch(/^\S.*[^.]$/);
    expect(entry.example.trim()).not.toBe('');
    expect([1, 2, 3]).toContain(entry.exitStatus);
  });
});
