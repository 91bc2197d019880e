import { readFileSync } from 'node:fs';
import { CrossweaveError } from '../base/crossweave-error.js';

/** Reads a text file that the user named.
 *  @param what what it is to the user: `the configuration`
 *  @throws {CrossweaveError} CW-F001 if it is missing, a folder, or may not be read */
export function readTextFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      ENOTDIR: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'reading it is not permitted',
      EPERM: 'reading it is not permitted',
    };
    throw new CrossweaveError(
      {
        code: 'CW-F001',
        severity: 'error',
        message: `${what} cannot be read`,
        where: { kind: 'file', file },
        expected: 'a file that can be read',
        actual: reasons[code] ?? (code || String(cause)),
      },
      { cause },
    );
  }
}
