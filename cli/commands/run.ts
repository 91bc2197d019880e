import { renderDiagnostics } from '../../base/render-diagnostic.js';
import type { RunProgramResult } from '../../systems/index.js';
import type { CliContext, CommandResult } from '../context.js';
import { givenOnly } from '../given-only.js';
import { OptionValues } from '../option-values.js';
import type { RunCliOptions } from '../program.js';
import { readSource } from '../read-source.js';
import { energyText, runTables } from '../run-tables.js';

const largestLimit = 1_000_000_000;

/** `crossweave run`. */
export async function run(
  context: CliContext,
  config: string,
  options: RunCliOptions,
): Promise<CommandResult> {
  const values = new OptionValues();
  const program = values.path('--program', options.program) ?? '';
  const cycleLimit = values.wholeNumber('--cycle-limit', options.cycleLimit, 1, largestLimit);
  values.check();
  const systems = await context.loadSystems();
  const result = await systems.runProgram({
    config,
    program,
    settings: options.set ?? [],
    ...givenOnly({ cycleLimit }),
  });
  return { json: result, text: describe(result), exitStatus: result.end === 'stopped' ? 0 : 1 };
}

function describe(result: RunProgramResult): string {
  const { warnings, waits, unconsumed } = result;
  const lines = [
    `${result.end}: ${result.message}`,
    `  energy       ${energyText(result.energyPj)}`,
    `  area         ${Number(result.areaMm2.toPrecision(4))} mm2`,
    ...section('Waiting', waits),
    ...section('Never consumed', unconsumed),
    ...runTables(result),
  ];
  const told = warnings.length === 0 ? '' : `\n${renderDiagnostics(warnings, { readSource })}\n`;
  return `${lines.join('\n')}\n${told}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
