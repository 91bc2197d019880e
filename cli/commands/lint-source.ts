import { renderDiagnostics } from '../../base/render-diagnostic.js';
import type { CliContext, CommandResult } from '../context.js';
import { OptionValues } from '../option-values.js';
import { readSource } from '../read-source.js';

/** `crossweave lint-source`: status 0 if nothing is found, else 1. */
export async function lintSource(context: CliContext, files: readonly string[]): Promise<CommandResult> {
  const values = new OptionValues();
  for (const file of files) values.path('[files...]', file);
  values.check();
  const systems = await context.loadSystems();
  const result = await systems.lintSource({ paths: files });
  const clean = result.verdict === 'clean';
  const head = `${result.verdict}: ${count(result.findings.length, 'finding')} in ${count(result.files, 'file')}\n`;
  // A terminal of standard error says nothing about standard output, so that stays plain.
  const found = clean ? '' : `\n${renderDiagnostics(result.findings, { readSource })}\n`;
  return { json: result, text: head + found, exitStatus: clean ? 0 : 1 };
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
