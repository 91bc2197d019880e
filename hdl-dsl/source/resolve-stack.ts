import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { packageRoot } from '../../base/package-root.js';
import type { SourcePlace } from '../../base/source-place.js';

/** Folder of the language itself: frames in it are the library's, not the user's. */
const library = join(packageRoot, 'hdl-dsl') + sep;
const bundles = join(packageRoot, 'dist', 'chunks') + sep;
/** Test-benches on other simulators come to their users through this folder. */
const harness = join(packageRoot, 'verilator-harness') + sep;
/** The standard library is written in the language, as users' modules are: its frames are places of hardware. */
const standardLibrary = join(library, `std${sep}`);

/** First frame outside the library, mapped back to its TypeScript source, and from there to the place of `keys`. */
export function resolveStack(stack: string, keys: readonly string[]): SourcePlace | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const frame = parseFrame(line);
    if (frame === undefined || isLanguageBundle(frame.file)) continue;
    const place = toSource(frame);
    if (!isOurs(place.file)) return toPlace(place, keys);
  }
  return undefined;
}

function isOurs(file: string): boolean {
  return (file.startsWith(library) && !file.startsWith(standardLibrary)) || file.startsWith(harness);
}

/** Bundled, the language lies in a file of its own, whose frames need no look at its large source map. */
function isLanguageBundle(file: string): boolean {
  return file.startsWith(bundles) && /[\\/]language-[^\\/]+\.js$/.test(file);
}

function parseFrame(line: string): SourcePlace | undefined {
  if (line.includes('(eval at ')) return undefined;
  const match = /(?:\(|^at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):(\d+)\)?$/.exec(line.trim());
  if (!match) return undefined;
  const [, where = '', row = '1', column = '1'] = match;
  const file = where.startsWith('file://') ? fileURLToPath(where) : where;
  return { file, line: Number(row), column: Number(column) };
}

const maps = new Map<string, TraceMap | undefined>();
/** Lines of source files. */
const sources = new Map<string, readonly string[]>();

function toSource(frame: SourcePlace): SourcePlace {
  if (!frame.file.endsWith('.js')) return frame;
  const map = sourceMapOf(frame.file);
  if (map === undefined) return frame;
  const found = originalPositionFor(map, { line: frame.line, column: frame.column - 1 });
  if (found.source === null) return frame;
  const file = resolve(dirname(frame.file), found.source);
  // What the map was made from, which need not be where the code runs, and is never another version.
  const content = map.sourcesContent?.[map.sources.indexOf(found.source)];
  if (content != null && !sources.has(file)) sources.set(file, content.split('\n'));
  return { file, line: found.line, column: found.column + 1 };
}

function sourceMapOf(file: string): TraceMap | undefined {
  if (!maps.has(file)) {
    const path = `${file}.map`;
    maps.set(file, existsSync(path) ? new TraceMap(readFileSync(path, 'utf8')) : undefined);
  }
  return maps.get(file);
}

function toPlace(frame: SourcePlace, keys: readonly string[]): SourcePlace {
  const at = keys.reduce(placeOfKey, frame);
  const base = at.file.startsWith(packageRoot + sep) ? packageRoot : process.cwd();
  const path = relative(base, at.file);
  const file = path.startsWith('..') || isAbsolute(path) ? at.file : path;
  return { file: file.split(sep).join('/'), line: at.line, column: at.column };
}

/** The line that declares `key`, looked for from the call onward, within the call's own object literal. */
function placeOfKey(frame: SourcePlace, key: string): SourcePlace {
  if (!sources.has(frame.file)) {
    sources.set(frame.file, existsSync(frame.file) ? readFileSync(frame.file, 'utf8').split('\n') : []);
  }
  const lines = sources.get(frame.file) ?? [];
  const pattern = new RegExp(`(?:^|[\\s{,(])(${key.replace(/\$/g, '\\$')})\\s*(?:[:,}(]|$)`);
  let depth = 0;
  for (let row = frame.line - 1; row < lines.length; row++) {
    const from = row === frame.line - 1 ? frame.column - 1 : 0;
    const text = (lines[row] ?? '').slice(from);
    const code = text.replace(/\/\/.*$/, '');
    const match = pattern.exec(code);
    if (match)
      return { file: frame.file, line: row + 1, column: from + match.index + match[0].indexOf(key) + 1 };
    for (const c of code) depth += '({['.includes(c) ? 1 : ')}]'.includes(c) ? -1 : 0;
    if (depth <= 0 && row > frame.line - 1) break;
  }
  return frame;
}
