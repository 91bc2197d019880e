import { renderDiagnostics } from '../../base/render-diagnostic.js';
import type { CliContext, CommandResult } from '../context.js';
import { OptionValues } from '../option-values.js';
import type { GenerateCliOptions } from '../program.js';
import { startProgress } from '../progress.js';
import { readSource } from '../read-source.js';

/** `crossweave generate`. */
export async function generate(
  context: CliContext,
  config: string,
  options: GenerateCliOptions,
): Promise<CommandResult> {
  const values = new OptionValues();
  const out = values.path('--out', options.out);
  values.check();
  const progress = await startProgress(context, {
    title: `generate ${config}`,
    stages: ['generate'],
    quiet: options.json === true,
  });
  const result = await progress.during(async () => {
    const systems = await context.loadSystems();
    return systems.generate({
      config,
      ...(out === undefined ? {} : { out }),
      settings: options.set ?? [],
      ...(options.locators ? { locators: true } : {}),
      onProgress: progress.report,
    });
  });
  const files = result.files.map((file) => `  ${file}\n`).join('');
  const head = `${result.out}: ${result.system} ${result.name}, ${result.files.length} files, ${result.seconds.toFixed(2)} s\n`;
  const { warnings } = result;
  const told = warnings.length === 0 ? '' : `\n${renderDiagnostics(warnings, { readSource })}\n`;
  return { json: result, text: head + files + told, exitStatus: 0 };
}
