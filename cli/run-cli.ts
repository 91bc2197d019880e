import { CommanderError } from 'commander';
import { CrossweaveError } from '../base/crossweave-error.js';
import { renderDiagnostics } from '../base/render-diagnostic.js';
import { colourWanted } from './colour.js';
import type { CliContext } from './context.js';
import { packageVersion } from './package-version.js';
import { type Action, buildProgram } from './program.js';
import { readSource } from './read-source.js';
import { usageError } from './usage-error.js';

/** Runs one command line and returns its exit status. With `--json`, standard output gets one JSON object and
 *  nothing else, whatever happens. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<0 | 1 | 2 | 3> {
  const json = argv.includes('--json');
  try {
    const action = parse(argv, context);
    if (action === undefined) return 0;
    const result = await action(context);
    context.stdout.write(json ? `${JSON.stringify(result.json)}\n` : result.text);
    return result.exitStatus;
  } catch (error) {
    return report(toCoded(error), json, context);
  }
}

/** The action asked for, or nothing where help or the version was printed. */
function parse(argv: readonly string[], context: CliContext): Action | undefined {
  let chosen: Action | undefined;
  const program = buildProgram((action) => {
    chosen = action;
  }, packageVersion());
  // Commander words errors for a terminal; they are caught and reported the way all others are.
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: () => {},
      outputError: () => {},
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new CrossweaveError(
      usageError(
        error,
        argv,
        program.commands.map((command) => command.name()),
      ),
    );
  }
  return chosen;
}

function toCoded(error: unknown): CrossweaveError {
  if (error instanceof CrossweaveError) return error;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CrossweaveError(
    {
      code: 'CW-C099',
      severity: 'error',
      message: `a fault in Crossweave: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'please report it with the command line and the lines below',
      output: stack,
    },
    { cause: error },
  );
}

function report(error: CrossweaveError, json: boolean, context: CliContext): 1 | 2 | 3 {
  const text = renderDiagnostics(error.diagnostics, { colour: colourWanted(context), readSource });
  context.stderr.write(`${text}\n`);
  if (json) {
    const object = { error: { exitStatus: error.exitStatus, diagnostics: error.diagnostics } };
    context.stdout.write(`${JSON.stringify(object)}\n`);
  }
  return error.exitStatus;
}
