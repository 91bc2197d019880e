import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTool } from './run-tool.js';

export const toolNames = ['verilator', 'g++', 'make', 'iverilog', 'yosys'] as const;
export type ToolName = (typeof toolNames)[number];

/** What is known of a program. */
export interface Tool {
  readonly name: ToolName;
  /** Absent: not on the path. */
  readonly path?: string;
  /** Such as `5.006`; absent where the program does not run or does not tell. */
  readonly version?: string;
  /** The first line that the program prints of itself. */
  readonly banner?: string;
  /** Oldest version that serves. */
  readonly minimum: string;
  /** Found, runs, and is new enough. */
  readonly ok: boolean;
}

const probes: Readonly<Record<ToolName, { argument: string; minimum: string }>> = {
  verilator: { argument: '--version', minimum: '5.0' },
  'g++': { argument: '--version', minimum: '9' },
  make: { argument: '--version', minimum: '4' },
  iverilog: { argument: '-V', minimum: '11' },
  yosys: { argument: '-V', minimum: '0.23' },
};

const found = new Map<ToolName, Promise<Tool>>();

/** Looks for the programs that Crossweave can use. Each is asked once a process. */
export function findTools(): Promise<Tool[]> {
  return Promise.all(toolNames.map(findTool));
}

/** Looks for one program. */
export function findTool(name: ToolName): Promise<Tool> {
  let tool = found.get(name);
  if (!tool) {
    tool = probe(name);
    found.set(name, tool);
  }
  return tool;
}

async function probe(name: ToolName): Promise<Tool> {
  const { argument, minimum } = probes[name];
  const path = findProgram(name);
  if (path === undefined) return { name, minimum, ok: false };
  return { name, path, minimum, ...(await askVersion(path, argument, minimum)) };
}

async function askVersion(path: string, argument: string, minimum: string) {
  try {
    const { status, output } = await runTool(path, [argument], { timeoutSeconds: 30 });
    const banner = output.split('\n').find((line) => line.trim() !== '') ?? '';
    // Behind the last parenthesis for `g++ (Debian 12.2.0-14) 12.2.0`, else the first number with a point.
    const version = /\)\s+(\d+(?:\.\d+)+)/.exec(banner)?.[1] ?? /\d+(?:\.\d+)+/.exec(banner)?.[0];
    if (status !== 0 || version === undefined) return { banner, ok: false };
    return { banner, version, ok: compareVersions(version, minimum) >= 0 };
  } catch {
    return { ok: false };
  }
}

function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let k = 0; k < Math.max(left.length, right.length); k += 1) {
    const difference = (left[k] ?? 0) - (right[k] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
