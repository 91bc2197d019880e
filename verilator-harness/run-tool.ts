import { type ChildProcess, spawn } from 'node:child_process';
import { onInterruption } from './interruption.js';

/** How a program ended. */
export interface ToolOutcome {
  /** Exit status; null after a signal. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  /** Standard output and standard error as they came, the beginning cut off beyond 1 MB. */
  readonly output: string;
}

export interface ToolOptions {
  readonly cwd?: string;
  readonly timeoutSeconds?: number;
  /** Sees the process right after its start, to feed its standard input. */
  readonly attach?: (child: ChildProcess) => void;
  /** Our open files that become its descriptors 3 and up. */
  readonly descriptors?: readonly number[];
}

const largestOutput = 1 << 20;

/** Runs a program and collects what it prints. The program and its children are killed at the time-out and when
 *  we are interrupted.
 *  @throws {NodeJS.ErrnoException} ENOENT, EACCES... where the program cannot be started */
export async function runTool(
  program: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolOutcome> {
  // A process group of its own, so that the whole tree (perl, cc1plus...) can be killed.
  const child = spawn(program, args, {
    detached: true,
    stdio: [options.attach ? 'pipe' : 'ignore', 'pipe', 'pipe', ...(options.descriptors ?? [])],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const kill = () => killGroup(child);
  const release = onInterruption(kill);
  let output = '';
  const collect = (text: string) => {
    output += text;
    if (output.length > 2 * largestOutput) output = output.slice(-largestOutput);
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  let timedOut = false;
  const timer =
    options.timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          kill();
        }, options.timeoutSeconds * 1000);
  try {
    options.attach?.(child);
    const [status, signal] = await ended(child);
    return { status, signal, timedOut, output: output.slice(-largestOutput) };
  } finally {
    clearTimeout(timer);
    release();
  }
}

function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve([status, signal]));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** The last lines of a tool's output, for a diagnostic. */
export function lastLines(output: string, count = 40): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

/** A command as one would type it. */
export function commandLine(program: string, args: readonly string[]): string {
  return [program, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}
