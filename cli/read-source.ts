import { readFileSync } from 'node:fs';

/** Text of a source file, to quote from; nothing where it cannot be read. */
export function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
