import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileOperations } from './file-operations.js';
import { isEntryName, markerName, readMarker } from './output-marker.js';
import { journalName } from './temporary-folder.js';

/** Puts the entries of `stage/new` into `target` in place of those that Crossweave made before. Renames only, one
 *  after the other without a pause; the journal says which are under way, for `recoverSwap`. On a failure the
 *  earlier entries are put back. */
export function commitSwap(
  stage: string,
  target: string,
  entries: readonly string[],
  fs: FileOperations,
): void {
  // A folder that is there keeps its identity, even if empty: it may be somebody's working folder.
  if (!existsSync(target)) {
    fs.renameSync(join(stage, 'new'), target);
    return;
  }
  const stale = [markerName, ...(readMarker(target) ?? [])].filter((name) => existsSync(join(target, name)));
  fs.mkdirSync(join(stage, 'old'));
  const text = JSON.stringify({ stale, entries });
  fs.writeFileSync(join(stage, `${journalName}.part`), text);
  fs.renameSync(join(stage, `${journalName}.part`), join(stage, journalName));
  try {
    for (const name of stale) fs.renameSync(join(target, name), join(stage, 'old', name));
    for (const name of entries) fs.renameSync(join(stage, 'new', name), join(target, name));
    // From here on the new state holds: without a journal nothing is put back.
    fs.unlinkSync(join(stage, journalName));
  } catch (error) {
    recoverSwap(stage, target, fs);
    throw error;
  }
}

/** Undoes a swap that did not come to its end: new entries leave the target, earlier ones return. */
export function recoverSwap(stage: string, target: string, fs: FileOperations): void {
  const journal = readJournal(stage);
  if (journal === undefined) return;
  for (const name of journal.entries) {
    // Gone from `new` means moved to the target.
    if (!existsSync(join(stage, 'new', name)) && existsSync(join(target, name))) {
      fs.renameSync(join(target, name), join(stage, 'new', name));
    }
  }
  for (const name of journal.stale) {
    if (existsSync(join(stage, 'old', name))) fs.renameSync(join(stage, 'old', name), join(target, name));
  }
  fs.unlinkSync(join(stage, journalName));
}

interface Journal {
  readonly stale: readonly string[];
  readonly entries: readonly string[];
}

function readJournal(stage: string): Journal | undefined {
  const file = join(stage, journalName);
  if (!existsSync(file)) return undefined;
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
  const known = [...journal.stale, ...journal.entries].every(
    (name) => name === markerName || isEntryName(name),
  );
  return known ? journal : undefined;
}
