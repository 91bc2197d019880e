import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { DesignFile } from '../base/design-file.js';
import { readTextFile } from '../config/read-text-file.js';

/** Reads the SystemVerilog of a folder, in order of file names, or of its `rtl/` where it is a design's folder.
 *
 *  @throws {CrossweaveError} CW-F008 for a folder that cannot be read or has no SystemVerilog */
export function readRtl(folder: string): readonly DesignFile[] {
  const here = sourcesIn(folder);
  const place = here.length === 0 && namesIn(folder).includes('rtl') ? join(folder, 'rtl') : folder;
  const names = place === folder ? here : sourcesIn(place);
  if (names.length === 0) throw noRtl(folder, 'no such file in it');
  return names.map((name) => ({ path: `rtl/${name}`, text: readTextFile(join(place, name), 'the RTL') }));
}

function sourcesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => /\.s?v$/.test(name))
    .sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw noRtl(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function noRtl(folder: string, actual: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-F008',
    severity: 'error',
    message: 'there is no RTL to run in this folder',
    where: { kind: 'file', file: folder },
    expected: 'a folder with .sv or .v files',
    actual,
    hint: 'name the `rtl` folder of a design that `crossweave generate` wrote',
  });
}
