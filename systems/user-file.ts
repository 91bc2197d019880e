import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FileOperations, fileOperations, writeFault } from './file-operations.js';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

/** Writes a file that the user named (`--dump`), as a whole or not at all: a temporary file beside it takes its
 *  place. What is no regular file, such as `/dev/stdout`, is written to directly.
 *  @throws {CrossweaveError} CW-F003 or CW-F004 */
export function writeUserFile(
  file: string,
  data: string | Uint8Array,
  fs: FileOperations = fileOperations,
): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  let stage: string | undefined;
  try {
    if (stats !== undefined && !stats.isFile()) {
      fs.writeFileSync(file, data);
      return;
    }
    const target = stats === undefined ? resolve(file) : realpathSync(file);
    stage = makeTemporaryFolder(target, fs);
    fs.writeFileSync(join(stage, 'file'), data);
    fs.renameSync(join(stage, 'file'), target);
  } catch (error) {
    throw writeFault(error, file);
  } finally {
    if (stage !== undefined) removeTemporaryFolder(stage, fs);
  }
}
