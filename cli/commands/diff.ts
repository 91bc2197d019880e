import { eventsText } from '../compared-text.js';
import type { CliContext, CommandResult } from '../context.js';
import { OptionValues } from '../option-values.js';

/** `crossweave diff`. */
export async function diff(
  context: CliContext,
  run: string,
  other: string | undefined,
): Promise<CommandResult> {
  const values = new OptionValues();
  values.path('<run>', run);
  values.path('[other]', other);
  values.check();
  const systems = await context.loadSystems();
  const result = await systems.diff({ run, ...(other === undefined ? {} : { other }) });
  const lines = [`${result.verdict}: ${result.message}`, `  compared     ${eventsText(result.compared)}`];
  if (result.first !== null) lines.push('', ...result.first.explanation.split('\n'));
  if (result.divergences > 1) {
    const what = 'retired' in result.compared ? 'logs that differ' : 'divergences';
    lines.push(`and ${result.divergences - 1} more ${what}`);
  }
  return { json: result, text: `${lines.join('\n')}\n`, exitStatus: result.verdict === 'match' ? 0 : 1 };
}
