import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that says a folder is Crossweave's, and which of its entries Crossweave made. */
export const markerName = '.crossweave.json';

/** Where runs are kept; never replaced. */
export const runsName = 'runs';

const purpose = 'design folder of Crossweave: the entries below are replaced at every generation';

/** Text of the marker of a folder with these top-level entries. */
export function markerText(entries: readonly string[]): string {
  return `${JSON.stringify({ crossweave: purpose, entries }, null, 2)}\n`;
}

/** Top-level entries that Crossweave made in a folder, or nothing where the folder is not Crossweave's. */
export function readMarker(folder: string): readonly string[] | undefined {
  const file = join(folder, markerName);
  try {
    if (!lstatSync(file).isFile()) return undefined;
    const marker: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof marker !== 'object' || marker === null) return undefined;
    if (!('crossweave' in marker) || !('entries' in marker) || !Array.isArray(marker.entries))
      return undefined;
    const entries: unknown[] = marker.entries;
    return entries.every(isEntryName) ? entries : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a name may be a top-level entry that Crossweave replaces: no path, and not the runs or the marker. */
export function isEntryName(name: unknown): name is string {
  return (
    typeof name === 'string' && /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) && name.toLowerCase() !== runsName
  );
}

/** Whether a folder holds a design that Crossweave wrote. */
export function hasDesign(folder: string): boolean {
  return (readMarker(folder)?.length ?? 0) > 0;
}
