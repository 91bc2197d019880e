import {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, sep } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Code } from '../base/diagnostic.js';

/** The file system calls that write output, replaceable so that tests can make any of them fail. */
export const fileOperations = {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
};

export type FileOperations = typeof fileOperations;

/** Makes a folder and the parents that are missing. (Node's own recursive call never returns where the system
 *  says that a parent is absent although it is there, as below /proc.)
 *  @returns the outermost folder made, if any */
export function makeFolders(folder: string, fs: FileOperations): string | undefined {
  if (fs.lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return undefined;
  const parent = dirname(folder);
  const outermost = parent === folder ? undefined : makeFolders(parent, fs);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return outermost;
    removeEmptyFolders(parent, outermost, fs);
    throw error;
  }
  return outermost ?? folder;
}

/** Takes back `makeFolders`: removes `folder` and its parents up to `outermost`, as far as they are empty. */
export function removeEmptyFolders(folder: string, outermost: string | undefined, fs: FileOperations): void {
  if (outermost === undefined) return;
  try {
    for (let at = folder; at === outermost || at.startsWith(outermost + sep); at = dirname(at)) {
      // Not recursive: a folder that another process has put something into stays.
      fs.rmdirSync(at);
    }
  } catch {
    // What is not empty stays.
  }
}

const faults: Record<string, { code: Code; actual: string; hint: string }> = {
  ENOSPC: {
    code: 'CW-F004',
    actual: 'the disk is full',
    hint: 'free some space, or choose another folder with --out',
  },
  EDQUOT: {
    code: 'CW-F004',
    actual: 'the quota is used up',
    hint: 'free some space, or choose another folder with --out',
  },
  EACCES: { code: 'CW-F003', actual: 'writing is not permitted', hint: 'choose another folder with --out' },
  EPERM: { code: 'CW-F003', actual: 'writing is not permitted', hint: 'choose another folder with --out' },
  EROFS: {
    code: 'CW-F003',
    actual: 'the file system is read-only',
    hint: 'choose another folder with --out',
  },
  ENOENT: { code: 'CW-F003', actual: 'there is no such folder', hint: 'make the folder first' },
  EISDIR: { code: 'CW-F003', actual: 'a folder stands where a file is needed', hint: 'name a file in it' },
  ENOTDIR: {
    code: 'CW-F003',
    actual: 'a file stands where a folder is needed',
    hint: 'choose another folder with --out',
  },
  ENAMETOOLONG: {
    code: 'CW-F003',
    actual: 'the path is too long',
    hint: 'choose a shorter folder with --out',
  },
  EXDEV: {
    code: 'CW-F003',
    actual: 'the folder is a mount point',
    hint: 'choose a folder inside it with --out',
  },
};

/** A failed write as a coded error; errors that are coded already pass.
 *  @returns {CrossweaveError} CW-F003 or, for want of space, CW-F004 */
export function writeFault(cause: unknown, target: string): CrossweaveError {
  if (cause instanceof CrossweaveError) return cause;
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = faults[errno] ?? {
    code: 'CW-F003' as const,
    actual: errno || String(cause),
    hint: 'choose another folder with --out',
  };
  return new CrossweaveError(
    {
      code: known.code,
      severity: 'error',
      message: 'the output cannot be written; what was there before is untouched',
      where: { kind: 'file', file: target },
      expected: 'a folder that can be written to',
      actual: known.actual,
      hint: known.hint,
    },
    { cause },
  );
}
