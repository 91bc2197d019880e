/** What a scan of JSON text found: the first fault of syntax, and keys given twice in one object. */
export interface JsonScan {
  readonly fault?: { readonly offset: number; readonly expected: string };
  readonly duplicates: readonly { readonly offset: number; readonly path: string }[];
}

const deepest = 500;
const whitespace = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON bans them from strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const word = /true|false|null/y;

class Fault {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {}
}

/** Walks JSON text (RFC 8259) for what `JSON.parse` does not tell: the offset of a fault, and repeated keys. */
export function scanJson(text: string): JsonScan {
  const duplicates: { offset: number; path: string }[] = [];
  let offset = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) offset += found.length;
    return found;
  };
  const skip = (): string => {
    match(whitespace);
    return text[offset] ?? '';
  };
  const fail = (expected: string): never => {
    throw new Fault(offset, expected);
  };

  const value = (path: readonly string[]): void => {
    if (path.length > deepest) fail(`at most ${deepest} levels of nesting`);
    const first = skip();
    if (first === '{') members(path);
    else if (first === '[') elements(path);
    else if (first === '"') match(string) ?? faultInString();
    else (match(number) ?? match(word)) === undefined && fail('a value');
  };
  const members = (path: readonly string[]): void => {
    const seen = new Set<string>();
    offset++;
    if (skip() === '}') return void offset++;
    for (;;) {
      if (skip() !== '"') fail('a key in double quotes');
      const start = offset;
      const key = JSON.parse(match(string) ?? faultInString()) as string;
      if (seen.has(key)) duplicates.push({ offset: start, path: [...path, key].join('.') });
      seen.add(key);
      if (skip() !== ':') fail('":" after the key');
      offset++;
      value([...path, key]);
      const next = skip();
      if (next !== ',' && next !== '}') fail('"," or "}"');
      offset++;
      if (next === '}') return;
    }
  };
  const elements = (path: readonly string[]): void => {
    offset++;
    if (skip() === ']') return void offset++;
    for (let k = 0; ; k++) {
      value([...path, String(k)]);
      const next = skip();
      if (next !== ',' && next !== ']') fail('"," or "]"');
      offset++;
      if (next === ']') return;
    }
  };
  const faultInString = (): never => {
    for (offset++; offset < text.length; offset++) {
      const rest = text.slice(offset, offset + 6);
      if (rest.charCodeAt(0) < 0x20) fail('no line break or control character within a string');
      if (rest[0] !== '\\') continue;
      const sequence = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(rest)?.[0];
      if (sequence === undefined) return fail('an escape that JSON knows');
      offset += sequence.length - 1;
    }
    return fail('the closing double quote of a string');
  };

  try {
    value([]);
    if (skip() !== '') fail('the end of the text');
    return { duplicates };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: { offset: error.offset, expected: error.expected }, duplicates };
  }
}
