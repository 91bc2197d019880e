import { basename } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { commandLine, lastLines, runTool, type ToolOutcome } from '../run-tool.js';
import { cacheUnwritable } from './build-cache.js';

/** One call of a program while a simulator is built. */
export interface BuildStep {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly timeoutSeconds: number;
  /** Code and message of a refusal. */
  readonly refusal: Pick<Diagnostic, 'code' | 'message'>;
}

/** Runs a step and returns what the program printed.
 *  @throws {CrossweaveError} the refusal with the program's last lines; CW-T009 at the time-out; CW-T001 where the
 *  program does not start */
export async function runBuildStep(step: BuildStep): Promise<string> {
  const name = basename(step.program);
  let outcome: ToolOutcome;
  try {
    outcome = await runTool(step.program, step.args, { cwd: step.cwd, timeoutSeconds: step.timeoutSeconds });
  } catch (error) {
    throw new CrossweaveError(
      {
        code: 'CW-T001',
        severity: 'error',
        message: `${name} does not run`,
        actual: error instanceof Error ? error.message : String(error),
        hint: '`crossweave doctor` shows all tools',
      },
      { cause: error },
    );
  }
  const command = commandLine(name, step.args);
  if (outcome.timedOut) {
    throw new CrossweaveError({
      code: 'CW-T009',
      severity: 'error',
      message: `${name} did not end within ${step.timeoutSeconds} s`,
      output: `$ ${command}\n${lastLines(outcome.output)}`,
    });
  }
  if (outcome.status === 0) return outcome.output;
  if (/no space left on device|disk quota exceeded/i.test(outcome.output)) {
    throw new CrossweaveError(cacheUnwritable(step.cwd, 'no space left on device'));
  }
  const place = firstPlace(outcome.output);
  throw new CrossweaveError({
    ...step.refusal,
    severity: 'error',
    ...(place ? { where: { kind: 'source', place } } : {}),
    actual: outcome.signal
      ? `${name} ended by ${outcome.signal}`
      : `${name} ended with status ${outcome.status}`,
    output: `$ ${command}\n${lastLines(outcome.output)}`,
  });
}

function firstPlace(output: string) {
  const found =
    /^%Error(?:-\w+)?: ([^:\n]+):(\d+):(\d+):/m.exec(output) ??
    /^([^:\n]+):(\d+):(\d+): (?:fatal )?error:/m.exec(output) ??
    // Icarus tells no column.
    /^([^:\n]+):(\d+): (?:syntax error$|error:)/m.exec(output);
  if (!found) return undefined;
  return { file: found[1]!, line: Number(found[2]), column: Number(found[3] ?? 1) };
}
