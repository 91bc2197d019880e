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
  const { compared } = result;
  const lines = [
    `${result.verdict}: ${result.message}`,
    `  compared     ${compared.total} events: ${compared.codes} codes, ${compared.sums} sums, ${compared.outputs} outputs`,
  ];
  if (result.first !== null) lines.push('', ...result.first.explanation.split('\n'));
  if (result.divergences > 1) lines.push(`and ${result.divergences - 1} more divergences`);
  return { json: result, text: `${lines.join('\n')}\n`, exitStatus: result.verdict === 'match' ? 0 : 1 };
}
