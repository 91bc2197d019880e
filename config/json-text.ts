import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { SourcePlace } from '../base/source-place.js';
import { scanJson } from './json-scanner.js';

/** Parses the text of a JSON file.
 *  @param options.unique refuse keys given twice in one object, of which `JSON.parse` keeps the last (it takes
 *    a second walk over the text)
 *  @throws {CrossweaveError} CW-C001 with line and column if it is not JSON; CW-C010 for every repeated key */
export function parseJson(text: string, file: string, options: { readonly unique?: boolean } = {}): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new CrossweaveError(notJson(body, file), { cause });
  }
  if (options.unique) {
    const repeated = repeatedKeys(text, file);
    if (repeated.length > 0) throw new CrossweaveError(repeated);
  }
  return value;
}

/** CW-C010 for every key that an object of a JSON text gives twice. */
export function repeatedKeys(text: string, file: string): Diagnostic[] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return scanJson(body).duplicates.map(
    ({ offset, path }): Diagnostic => ({
      code: 'CW-C010',
      severity: 'error',
      message: `the key ${JSON.stringify(path)} is given twice`,
      where: { kind: 'source', place: placeAt(body, offset, file) },
      hint: 'keep one of the two',
    }),
  );
}

function notJson(text: string, file: string): Diagnostic {
  const fault = scanJson(text).fault ?? { offset: 0, expected: 'JSON' };
  const found = text[fault.offset];
  return {
    code: 'CW-C001',
    severity: 'error',
    message: 'the file is not JSON',
    where: { kind: 'source', place: placeAt(text, fault.offset, file) },
    expected: fault.expected,
    actual: found === undefined ? 'the end of the file' : JSON.stringify(found),
    hint: 'JSON has no comments, no trailing commas, and double quotes only',
  };
}

function placeAt(text: string, offset: number, file: string): SourcePlace {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
