import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../project/run.js';

/** A block that shows what the snippet before it gives. */
export interface Shown {
  /** Language of the fence: `systemverilog`, `text` or `mermaid`. */
  readonly kind: string;
  readonly text: string;
  /** Offsets of the text in the page. */
  readonly start: number;
  readonly end: number;
}

/** A `ts` block of a page that imports from the package, with the blocks of its output: those behind it whose fence
 *  says `output`. */
export interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly code: string;
  readonly outputs: readonly Shown[];
}

const fence = /^```([^\n]*)\n([\s\S]*?)^```$/gm;

export function snippetsOf(page: string): readonly Snippet[] {
  const text = readFileSync(join(root, page), 'utf8');
  const snippets: { page: string; line: number; code: string; outputs: Shown[] }[] = [];
  for (const match of text.matchAll(fence)) {
    const [, info = '', body = ''] = match;
    const start = match.index + info.length + 4;
    const [kind = '', role] = info.trim().split(/\s+/);
    if (kind === 'ts' && /from '(crossweave|\.\.?\/)/.test(body)) {
      snippets.push({ page, line: text.slice(0, start).split('\n').length, code: body, outputs: [] });
    } else if (role === 'output') {
      const last = snippets.at(-1);
      if (last === undefined) throw new Error(`${page}: output without a snippet`);
      last.outputs.push({ kind, text: body, start, end: start + body.length });
    }
  }
  return snippets;
}

/** Puts new texts in the place of output blocks. */
export function rewriteOutputs(page: string, changes: readonly { shown: Shown; text: string }[]): void {
  let text = readFileSync(join(root, page), 'utf8');
  for (const { shown, text: now } of [...changes].sort((a, b) => b.shown.start - a.shown.start))
    text = text.slice(0, shown.start) + now + text.slice(shown.end);
  writeFileSync(join(root, page), text);
}

/** Runs a snippet with its imports taken from `modules`; gives what it declares at the top, and what it logs. */
export async function runSnippet(
  { code }: Snippet,
  modules: Readonly<Record<string, unknown>>,
): Promise<{ readonly values: Readonly<Record<string, unknown>>; readonly log: string }> {
  const names = [...code.matchAll(/^(?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  const js = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  }).outputText;
  // The name is what the printed files say they are made from.
  const body = `return (async () => {${js}\nreturn {${names.join()}};})()\n//# sourceURL=file:///design.ts`;
  let log = '';
  const console = { log: (...words: unknown[]) => (log += `${words.join(' ')}\n`) };
  const require = (name: string): unknown => {
    const found = modules[name];
    if (found === undefined) throw new Error(`a snippet imports \`${name}\``);
    return found;
  };
  const exports = {};
  const values = await new Function('exports', 'require', 'console', body)(exports, require, console);
  return { values: { ...exports, ...values }, log };
}

/** What the compiler says about snippets, as a user's editor would.
 *  @param paths source file of each module that they import */
export function typeErrors(
  snippets: readonly Snippet[],
  paths: Readonly<Record<string, string>>,
): readonly string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const settings: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    noUnusedLocals: false,
    incremental: false,
    paths: Object.fromEntries(Object.entries(paths).map(([name, file]) => [name, [join(root, file)]])),
  };
  delete settings.tsBuildInfoFile;
  const files = new Map(
    snippets.map((s) => [join(root, 'docs', `snippet-${s.page.replaceAll(/\W/g, '-')}-${s.line}.ts`), s]),
  );
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  const program = ts.createProgram([...files.keys()], settings, host);
  return [...files].flatMap(([name, snippet]) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map((d) => {
      const at = d.file?.getLineAndCharacterOfPosition(d.start ?? 0).line ?? 0;
      return `${snippet.page}:${snippet.line + at}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`;
    }),
  );
}
