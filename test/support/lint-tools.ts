import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DesignFile } from '../../base/design-file.js';

/** Writes the files of a design below a folder and returns their paths. */
export function writeFiles(folder: string, files: readonly DesignFile[]): string[] {
  return files.map(({ path, text }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}

/** Exit status and output of a tool, noise taken out. */
export function toolOutput(command: string, args: readonly string[], noise?: RegExp): string {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' });
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '' && !noise?.test(line));
  return [`exit ${status}`, ...lines].join('\n');
}
