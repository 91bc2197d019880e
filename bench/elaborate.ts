import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFile } from '../base/package-root.js';

const program = fileURLToPath(codeFile('bench/designs/elaborate.js'));
const empty = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1e6)';
const laps = 9;

/** CPU seconds of whole processes, in turns so that both see the same machine; the smallest of several, since what
 *  else runs on the machine only adds. */
export interface ElaborationTime {
  readonly seconds: number;
  /** An empty Node process. */
  readonly reference: number;
}

/** Elaborates, checks and prints the multiply-accumulate array of some lanes.
 *  @throws {Error} the program failed, or printed something else than the array */
export function elaborationTime(lanes: number): ElaborationTime {
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  const file = join(folder, 'mac.sv');
  try {
    const times = Array.from({ length: laps }, () => ({
      seconds: secondsOf([program, String(lanes), file]),
      reference: secondsOf(['-e', empty]),
    }));
    const registers = readFileSync(file, 'utf8').match(/^ {6}\w+_q <= \w+_d;$/gm)?.length;
    if (registers !== 3 * lanes) throw new Error(`${lanes} lanes were printed with ${registers} registers`);
    return {
      seconds: Math.min(...times.map((t) => t.seconds)),
      reference: Math.min(...times.map((t) => t.reference)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secondsOf(args: readonly string[]): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
