import type { CliContext, CommandResult } from '../context.js';
import { OptionValues } from '../option-values.js';
import type { DisassembleCliOptions } from '../program.js';

/** `crossweave disassemble`. */
export async function disassemble(
  context: CliContext,
  image: string,
  options: DisassembleCliOptions,
): Promise<CommandResult> {
  const values = new OptionValues();
  values.path('<image>', image);
  values.path('--config', options.config);
  const out = values.path('--out', options.out);
  values.check();
  const systems = await context.loadSystems();
  const { config, set = [] } = options;
  const result = await systems.disassemble({
    image,
    config,
    settings: set,
    ...(out === undefined ? {} : { out }),
  });
  return { json: result, text: result.text ?? `${result.out}\n`, exitStatus: 0 };
}
