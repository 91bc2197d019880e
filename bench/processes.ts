import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFile } from '../base/package-root.js';
import type { Measurement } from './measurement.js';

/** The built command line. */
const main = fileURLToPath(codeFile('cli/main.js'));

/** Seconds of one process. */
interface Lap {
  readonly firstOutput: number;
  readonly total: number;
}

/** Times whole processes, from spawn to end. */
export function lap(args: readonly string[], cwd: string): Promise<Lap> {
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let firstOutput: number | undefined;
    let errors = '';
    child.stdout.on('data', () => {
      firstOutput ??= since();
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve({ firstOutput: firstOutput ?? since(), total: since() });
      else reject(new Error(`crossweave ${args.slice(1).join(' ')} ended with status ${status}:\n${errors}`));
    });
  });
}

/** Median time of a command beside that of an empty Node process, the two in turns so that both see the same
 *  machine.
 *
 *  @param command arguments of `crossweave`, for each lap anew
 *  @param warmUps laps whose time does not count */
export async function againstEmptyNode(
  name: string,
  command: (lap: number) => readonly string[],
  options: { readonly laps: number; readonly warmUps: number; readonly time: keyof Lap },
): Promise<Measurement> {
  const cwd = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  try {
    const values: number[] = [];
    const references: number[] = [];
    for (let k = 0; k < options.warmUps + options.laps; k++) {
      const value = (await lap([main, ...command(k)], cwd))[options.time];
      const reference = (await lap(['-e', '0'], cwd)).total;
      if (k < options.warmUps) continue;
      values.push(value);
      references.push(reference);
    }
    const [value, reference] = [median(values), median(references)];
    return { name, value, unit: 's', reference, ratio: value / reference };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
