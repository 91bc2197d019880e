import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { DesignFile } from '../base/design-file.js';
import type { Diagnostic } from '../base/diagnostic.js';
import {
  type FileOperations,
  fileOperations,
  makeFolders,
  removeEmptyFolders,
  writeFault,
} from './file-operations.js';
import { withOutputLock } from './output-lock.js';
import { isEntryName, markerName, markerText, readMarker, runsName } from './output-marker.js';
import { commitSwap, recoverSwap } from './output-swap.js';
import { leftoverFolders, makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

/** Refuses a folder that a design may not be written to. An absent or empty folder is fine, and so is one that
 *  Crossweave made; if a process was killed while it wrote there, the earlier state is put back first.
 *  @throws {CrossweaveError} CW-F002 for a folder that is not Crossweave's, CW-F005 for symbolic links, CW-F003,
 *    CW-F004 and CW-F006 if the folder's parent cannot be written or another process keeps it */
export function checkDesignFolder(folder: string, fs: FileOperations = fileOperations): void {
  const target = resolve(folder);
  if (kindOf(dirname(target)) === 'absent') return;
  try {
    withOutputLock(target, fs, () => {
      recoverLeftovers(target, fs);
      check(folder, target);
    });
  } catch (error) {
    throw writeFault(error, folder);
  }
}

function check(folder: string, target: string): void {
  const kind = kindOf(target);
  if (kind === 'absent') return;
  if (kind === 'link') throw linkInTheWay(folder, target);
  if (kind !== 'folder') throw notOurs(folder, 'a file of that name');
  const names = readdirSync(target);
  if (names.length === 0) return;
  const made = readMarker(target);
  if (made === undefined)
    throw notOurs(folder, `a folder with ${names.length} entries and no valid ${markerName}`);
  for (const name of [...made, runsName]) {
    if (kindOf(join(target, name)) === 'link') throw linkInTheWay(folder, join(target, name));
  }
}

/** Writes the files of a design to its folder, all or none. Everything is written to a temporary folder beside
 *  it first; then the top-level entries that Crossweave made are replaced, files of earlier generations go, and
 *  `runs/` and what the user added at the top stay. A process killed in between leaves a journal, and the next
 *  write puts the earlier state back first.
 *  @param folder the design's folder; parents are made
 *  @param files paths relative to the folder, `/` between their parts
 *  @throws {CrossweaveError} CW-F002..CW-F007 */
export function writeDesignFolder(
  folder: string,
  files: readonly DesignFile[],
  options: { readonly operations?: FileOperations } = {},
): void {
  const fs = options.operations ?? fileOperations;
  const target = resolve(folder);
  checkPaths(files);
  checkDesignFolder(folder, fs);
  const madeParent = makeParents(folder, dirname(target), fs);
  let stage: string | undefined;
  try {
    stage = makeTemporaryFolder(target, fs);
    const entries = writeStage(join(stage, 'new'), files, fs);
    const place = stage;
    withOutputLock(target, fs, () => {
      recoverLeftovers(target, fs);
      check(folder, target);
      checkCollisions(folder, target, entries);
      commitSwap(place, target, [markerName, ...entries], fs);
    });
  } catch (error) {
    if (stage !== undefined) removeTemporaryFolder(stage, fs);
    removeEmptyFolders(dirname(target), madeParent, fs);
    throw writeFault(error, folder);
  }
  removeTemporaryFolder(stage, fs);
}

/** Removes what killed processes left beside a design's folder, putting back what they had half replaced. */
function recoverLeftovers(target: string, fs: FileOperations): void {
  for (const leftover of leftoverFolders(target, fs)) {
    recoverSwap(leftover, target, fs);
    removeTemporaryFolder(leftover, fs);
  }
}

function writeStage(stage: string, files: readonly DesignFile[], fs: FileOperations): string[] {
  const entries = [...new Set(files.map((file) => file.path.split('/')[0]!))].sort();
  fs.mkdirSync(stage);
  const made = new Set<string>();
  for (const file of files) {
    const path = join(stage, ...file.path.split('/'));
    if (!made.has(dirname(path))) makeFolders(dirname(path), fs);
    made.add(dirname(path));
    fs.writeFileSync(path, file.text, { flag: 'wx' });
  }
  fs.writeFileSync(join(stage, markerName), markerText(entries), { flag: 'wx' });
  return entries;
}

/** A path of a design stays in its folder, whoever wrote it. */
function checkPaths(files: readonly DesignFile[]): void {
  const seen = new Set<string>();
  const findings: Diagnostic[] = [];
  for (const { path } of files) {
    const parts = path.split('/');
    const safe = isEntryName(parts[0]) && parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(part));
    if (safe && !seen.has(path.toLowerCase())) {
      seen.add(path.toLowerCase());
      continue;
    }
    findings.push({
      code: 'CW-F007',
      severity: 'error',
      message: 'a file of the design has no path of its own inside the design folder',
      where: { kind: 'file', file: path },
      expected: 'relative paths of letters, digits, "_", "-" and ".", all different, none in runs/',
      actual: JSON.stringify(path),
    });
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}

/** An entry at the top that Crossweave did not make is the user's, even where a new generation wants its name. */
function checkCollisions(folder: string, target: string, entries: readonly string[]): void {
  const made = new Set(readMarker(target) ?? []);
  const taken = entries.filter((name) => !made.has(name) && kindOf(join(target, name)) !== 'absent');
  if (taken.length > 0)
    throw notOurs(folder, `${taken.map((name) => name).join(', ')}, made by someone else`);
}

function makeParents(folder: string, parent: string, fs: FileOperations): string | undefined {
  try {
    return makeFolders(parent, fs);
  } catch (error) {
    throw writeFault(error, folder);
  }
}

function kindOf(path: string): 'absent' | 'link' | 'folder' | 'file' {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isDirectory() ? 'folder' : 'file';
}

function notOurs(folder: string, actual: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-F002',
    severity: 'error',
    message: 'the output folder is not one that Crossweave made; it is left alone',
    where: { kind: 'file', file: folder },
    expected: `an absent or empty folder, or one with Crossweave's ${markerName}`,
    actual,
    hint: 'choose another folder with --out',
  });
}

function linkInTheWay(folder: string, link: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-F005',
    severity: 'error',
    message: 'a symbolic link stands where output is to be written',
    where: { kind: 'file', file: folder },
    expected: 'folders and files',
    actual: `a link at ${link}`,
    hint: 'remove the link, or name the folder that it points to',
  });
}
