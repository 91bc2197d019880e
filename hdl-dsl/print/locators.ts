import { basename, isAbsolute } from 'node:path';
import type { SourceRef } from '../ir/index.js';

/** Puts the place where something was written behind its line of code. */
export type Locate = (line: string, source: SourceRef) => string;

/** What stands between code and the comment behind it. */
export const commentMark = '  // ';

export const withoutPlaces: Locate = (line) => line;

/** `line  // generators/column-sum.ts:58:9` */
export const withPlaces: Locate = (line, source) => {
  const place = source.resolve();
  return place === undefined
    ? line
    : `${line}${commentMark}${portablePath(place.file)}:${place.line}:${place.column}`;
};

/** A source outside the package and the working folder is told by its name alone: its path is the machine's. */
export function portablePath(file: string): string {
  return isAbsolute(file) ? basename(file) : file;
}
