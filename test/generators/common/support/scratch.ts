import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DesignFile } from '../../../../base/design-file.js';

/** How a program ended, and all it printed. */
export interface ToolRun {
  readonly status: number;
  readonly output: string;
}

/** A folder for files that outside tools read, gone after `remove`. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossweave-'));

  write(files: readonly DesignFile[]): void {
    for (const file of files) {
      const path = join(this.folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
  }

  /** Runs a program in a folder of this one, whatever its end. */
  run(program: string, args: readonly string[], folder = '.'): ToolRun {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: join(this.folder, folder),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (error) throw error;
    return { status: status ?? -1, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
