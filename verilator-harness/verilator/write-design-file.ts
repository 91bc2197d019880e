import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { DesignFile } from '../../base/design-file.js';
import { writable } from './build-cache.js';

/** Writes a file of a design below a folder.
 *  @throws {RangeError} its path leads out of the folder
 *  @throws {CrossweaveError} CW-T... the folder of the cache cannot be written */
export async function writeDesignFile(folder: string, file: DesignFile): Promise<void> {
  const path = normalize(file.path);
  if (isAbsolute(path) || path.startsWith('..'))
    throw new RangeError(`${file.path} is outside of the design`);
  await writable(async () => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), file.text);
  }, folder);
}
