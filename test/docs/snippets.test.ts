import { describe, expect, it } from 'vitest';
import * as zod from 'zod';
import * as hdl from '../../hdl-dsl/index.js';
import * as std from '../../hdl-dsl/std/index.js';
import { rewriteOutputs, runSnippet, type Shown, type Snippet, snippetsOf, typeErrors } from './snippets.js';

/** Pages whose TypeScript is run, with the number of their snippets: a page that loses them all is noticed. */
const pages: Readonly<Record<string, number>> = {
  'README.md': 1,
  'docs/language.md': 2,
  'docs/std.md': 1,
  'docs/tutorial.md': 8,
};
const modules = { zod, 'crossweave/hdl': hdl, 'crossweave/hdl/std': std };
const paths = { 'crossweave/hdl': 'hdl-dsl/index.ts', 'crossweave/hdl/std': 'hdl-dsl/std/index.ts' };
const update = process.env.CROSSWEAVE_UPDATE === '1';

/** What a block behind a snippet must show. */
function outputOf(kind: string, ran: Awaited<ReturnType<typeof runSnippet>>): string {
  if (kind === 'text') return ran.log;
  const { top } = ran.values as { top?: hdl.Module };
  if (top === undefined) throw new Error(`a snippet with ${kind} output declares \`top\``);
  if (kind === 'systemverilog') {
    const files = hdl.printDesign(top, { command: 'npx tsx design.ts' });
    return files.map(({ text }) => text).join('\n');
  }
  if (kind === 'mermaid') return hdl.mermaidOf(top.machines![0]!);
  throw new Error(`unknown output ${kind}`);
}

async function check(snippet: Snippet): Promise<{ shown: Shown; text: string }[]> {
  const ran = await runSnippet(snippet, modules);
  return snippet.outputs.map((shown) => ({ shown, text: outputOf(shown.kind, ran) }));
}

describe.each(Object.entries(pages))('%s', (page, count) => {
  const snippets = snippetsOf(page);

  it('has its snippets', () => expect(snippets.length).toBe(count));

  it('has snippets that run and give what they show', async () => {
    const results = [];
    for (const snippet of snippets) results.push(...(await check(snippet)));
    if (update) rewriteOutputs(page, results);
    else for (const { shown, text } of results) expect(shown.text).toBe(text);
  });
});

it('snippets are free of type errors', () => {
  const all = Object.keys(pages).flatMap((page) => snippetsOf(page));
  expect(typeErrors(all, paths)).toEqual([]);
}, 60_000);

it('a snippet with a type error is told with its line', () => {
  const [snippet] = snippetsOf('docs/language.md');
  const code = `${snippet!.code}\nconst wrong: number = top;\n`;
  const [error] = typeErrors([{ ...snippet!, code }], paths);
  expect(error).toMatch(/^docs\/language\.md:\d+: Type 'Module' is not assignable to type 'number'\.$/);
}, 60_000);
