import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs a program to its end, without a terminal and with nothing on standard input. */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutSeconds?: number } = {},
): Promise<Ended> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      {
        cwd: options.cwd ?? root,
        env: { ...process.env, FORCE_COLOR: '0', ...options.env },
        maxBuffer: 1 << 28,
        timeout: (options.timeoutSeconds ?? 300) * 1000,
      },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ status, stdout, stderr, seconds: (performance.now() - start) / 1000 });
      },
    );
    child.stdin?.end();
  });
}
