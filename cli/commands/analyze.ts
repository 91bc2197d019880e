import { type AnalysisTable, analysisTables, percent } from '../../systems/analyze/analysis-tables.js';
import type { AnalyzeResult } from '../../systems/analyze-api.js';
import type { CliContext, CommandResult } from '../context.js';
import { givenOnly } from '../given-only.js';
import { OptionValues } from '../option-values.js';
import type { AnalyzeCliOptions } from '../program.js';
import { startProgress } from '../progress.js';

const mostVectors = 1_000_000;
const largestSeed = 0xffffffff;

/** `crossweave analyze`. */
export async function analyze(
  context: CliContext,
  config: string,
  options: AnalyzeCliOptions,
): Promise<CommandResult> {
  const values = new OptionValues();
  const workload = values.path('--workload', options.workload) ?? '';
  const request = givenOnly({
    out: values.path('--out', options.out),
    vectors: values.wholeNumber('--vectors', options.vectors, 1, mostVectors),
    seed: values.wholeNumber('--seed', options.seed, 0, largestSeed),
  });
  values.check();
  const progress = await startProgress(context, {
    title: `analyze ${config}`,
    stages: ['golden', 'report'],
    quiet: options.json === true,
  });
  const result = await progress.during(async () => {
    const systems = await context.loadSystems();
    const settings = options.set ?? [];
    return systems.analyze({ ...request, workload, settings, config, onProgress: progress.report });
  });
  return { json: result, text: describe(result), exitStatus: 0 };
}

function describe(result: AnalyzeResult): string {
  const { speculation, accuracy, warnings, workload, vectors } = result;
  const lines = [`${workload} on ${result.config}: ${result.summary}`, `  inputs       ${vectors}`];
  if (speculation !== undefined) {
    lines.push(
      `  speculation  ${percent(speculation.success)} succeed; ${percent(speculation.recoverySaturation)} of 1-bit column sums saturate`,
    );
  }
  if (accuracy !== undefined) {
    const integer = accuracy.integer === undefined ? '' : `integer ${percent(accuracy.integer)}, `;
    lines.push(
      `  accuracy     float ${percent(accuracy.float)}, ${integer}crossbars ${percent(accuracy.crossbars)}`,
    );
  }
  lines.push(`  report       ${result.report}`);
  lines.push(...analysisTables(result).flatMap(tableLines));
  lines.push(...warnings.map((warning) => `warning: ${warning}`));
  return `${lines.join('\n')}\n`;
}

function tableLines({ title, heads, rows }: AnalysisTable): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, k) => Math.max(...all.map((cells) => (cells[k] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((text, k) => text.padEnd(widths[k]!)).join('  ')}`.trimEnd();
  return ['', title, ...all.map(line)];
}
