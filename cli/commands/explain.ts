import { codeRegistry } from '../../base/codes/index.js';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { nearestWord } from '../../config/nearest-word.js';
import type { CommandResult } from '../context.js';

/** `crossweave explain`.
 *  @throws {CrossweaveError} CW-C023 for a code that is not registered */
export function explain(text: string): CommandResult {
  const code = text.toUpperCase();
  const entry = codeRegistry.get(code) ?? codeRegistry.get(`CW-${code}`);
  if (entry === undefined) {
    const nearest = nearestWord(code, codeRegistry.keys());
    throw new CrossweaveError({
      code: 'CW-C023',
      severity: 'error',
      message: `there is no error code ${JSON.stringify(text)}`,
      expected: 'CW- and a letter and three digits, such as CW-C002',
      actual: JSON.stringify(text),
      ...(nearest === undefined ? {} : { hint: `did you mean ${nearest}?` }),
    });
  }
  const example = entry.example.replace(/^/gm, '  ');
  return {
    json: entry,
    text: `${entry.code}: ${entry.title}\n\n${entry.explanation}\n\nExample\n${example}\n\nExit status ${entry.exitStatus}\n`,
    exitStatus: 0,
  };
}
