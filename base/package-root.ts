import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Folder of this file, which runs from the sources, or as a part of a bundle in `dist/`. */
const here = dirname(fileURLToPath(import.meta.url));

/** Folder of the installed package or of the checkout. */
export const packageRoot = rootAbove(here);

/** Folder that the code runs from: the package's `dist/`, or its sources. */
const codeRoot = here.startsWith(join(packageRoot, 'dist') + sep) ? join(packageRoot, 'dist') : packageRoot;

/** A file that lies beside the code and is read at run time.
 *  @param path from the project's folder, such as `templates/report/page.hbs` */
export function codeFile(path: string): URL {
  return pathToFileURL(join(codeRoot, path));
}

function rootAbove(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
