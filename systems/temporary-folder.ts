import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type FileOperations, fileOperations } from './file-operations.js';

/** Written into a temporary folder while its contents and the target's change places: as long as it is there, the
 *  folder holds the only copy of earlier output. */
export const journalName = 'journal.json';

const live = new Set<string>();
const host = hostname().replace(/[^A-Za-z0-9]/g, '') || 'host';

/** Makes a private folder beside `target`, whose name tells the process that owns it. */
export function makeTemporaryFolder(target: string, fs: FileOperations = fileOperations): string {
  const suffix = `${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(dirname(target), `${prefixOf(target)}${suffix}`);
  fs.mkdirSync(folder);
  live.add(folder);
  return folder;
}

/** Removes a folder of `makeTemporaryFolder`, unless it holds a journal; never fails, as it also runs after a
 *  failure. */
export function removeTemporaryFolder(folder: string, fs: FileOperations = fileOperations): void {
  try {
    if (!existsSync(join(folder, journalName))) fs.rmSync(folder, { recursive: true, force: true });
  } catch {
    // What cannot be removed now is found as a leftover next time.
  }
  live.delete(folder);
}

/** Removes every temporary folder of this process, for use when it is interrupted. */
export function removeTemporaryFolders(): void {
  for (const folder of live) removeTemporaryFolder(folder);
}

/** Temporary folders beside `target` whose process is gone. */
export function leftoverFolders(target: string, fs: FileOperations = fileOperations): string[] {
  const prefix = prefixOf(target);
  const parent = dirname(target);
  return fs
    .readdirSync(parent)
    .map(String)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, owner: /^([A-Za-z0-9]+)-([0-9]+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length)) }))
    .filter(({ owner }) => owner?.[1] === host && !isRunning(Number(owner[2])))
    .map(({ name }) => join(parent, name))
    .filter((folder) => fs.lstatSync(folder).isDirectory());
}

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function prefixOf(target: string): string {
  return `.${basename(target)}.crossweave-`;
}
