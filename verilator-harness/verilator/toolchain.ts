import { readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { findTool, type Tool } from '../find-tools.js';

/** The programs that build a model, and what of them and of this machine a build depends on. */
export interface Toolchain {
  readonly verilator: string;
  readonly compiler: string;
  /** Versions and the processor's abilities (because of `-march=native`). */
  readonly identity: readonly string[];
}

/** Programs in place of those on the path. */
export interface ToolPaths {
  readonly verilator?: string;
  readonly compiler?: string;
}

let processor: string | undefined;

/** @throws {CrossweaveError} CW-T001 for each program that is missing or too old */
export async function findToolchain(paths: ToolPaths = {}): Promise<Toolchain> {
  const [verilator, compiler] = await Promise.all([findTool('verilator'), findTool('g++')]);
  const missing: Diagnostic[] = [];
  if (paths.verilator === undefined && !verilator.ok) missing.push(missingTool(verilator));
  if (paths.compiler === undefined && !compiler.ok) missing.push(missingTool(compiler));
  if (missing.length > 0) throw new CrossweaveError(missing);
  processor ??= describeProcessor();
  return {
    verilator: paths.verilator ?? verilator.path!,
    compiler: paths.compiler ?? compiler.path!,
    identity: [paths.verilator ?? verilator.banner!, paths.compiler ?? compiler.banner!, processor],
  };
}

/** The diagnostic CW-T001 of a program that is not there, does not run, or is too old. */
export function missingTool(tool: Tool): Diagnostic {
  return {
    code: 'CW-T001',
    severity: 'error',
    message:
      tool.path === undefined
        ? `${tool.name} is not on the path`
        : tool.version === undefined
          ? `${tool.name} does not run`
          : `${tool.name} is too old`,
    expected: `${tool.name} ${tool.minimum} or newer`,
    ...(tool.version === undefined ? {} : { actual: tool.version }),
    hint: `on Debian: apt-get install ${tool.name}; or use \`--engine builtin\`; \`crossweave doctor\` shows all tools`,
  };
}

function describeProcessor(): string {
  try {
    const lines = readFileSync('/proc/cpuinfo', 'utf8').split('\n\n', 1)[0]!.split('\n');
    const kept = lines.filter((line) => /^(model name|flags|Features|CPU part|isa)\s*:/.test(line));
    if (kept.length > 0) return kept.join('\n');
  } catch {
    // No Linux: the model's name must do.
  }
  return `${arch()} ${cpus()[0]?.model ?? ''}`;
}
