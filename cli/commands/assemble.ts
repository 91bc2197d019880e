import { renderDiagnostics } from '../../base/render-diagnostic.js';
import type { CliContext, CommandResult } from '../context.js';
import { OptionValues } from '../option-values.js';
import type { AssembleCliOptions } from '../program.js';
import { readSource } from '../read-source.js';

/** `crossweave assemble`. */
export async function assemble(
  context: CliContext,
  program: string,
  options: AssembleCliOptions,
): Promise<CommandResult> {
  const values = new OptionValues();
  values.path('<program>', program);
  values.path('--config', options.config);
  values.path('--out', options.out);
  values.check();
  const systems = await context.loadSystems();
  const { config, out, set = [] } = options;
  const result = await systems.assemble({ program, config, out, settings: set });
  const { instructions, memoryWords, packets, warnings } = result;
  const parts = [
    ...instructions.cores.map((count, core) => `core ${core}: ${count}`),
    ...(instructions.tile === undefined ? [] : [`tile: ${instructions.tile}`]),
  ];
  const head = `${result.out}: instructions of ${parts.join(', ')}; ${memoryWords} words of memory, ${packets} packets\n`;
  const told = warnings.length === 0 ? '' : `\n${renderDiagnostics(warnings, { readSource })}\n`;
  return { json: result, text: head + told, exitStatus: 0 };
}
