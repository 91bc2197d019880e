import { basename, isAbsolute } from 'node:path';
import type { SourceRef } from '../ir/index.js';

const known = new WeakMap<SourceRef, Readonly<Record<string, string>>>();

/** `src` as Yosys writes it, `file:line.column`; nothing where it is not known. A source outside the package and the
 *  working folder is told by its name alone: its path is the machine's. */
export function placeAttributes(source: SourceRef | undefined): Readonly<Record<string, string>> {
  if (source === undefined) return {};
  let attributes = known.get(source);
  if (attributes === undefined) {
    const place = source.resolve();
    attributes =
      place === undefined
        ? {}
        : {
            src: `${isAbsolute(place.file) ? basename(place.file) : place.file}:${place.line}.${place.column}`,
          };
    known.set(source, attributes);
  }
  return attributes;
}
