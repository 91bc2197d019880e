import type { CosimResult } from '../../systems/api.js';
import { eventsText } from '../compared-text.js';
import type { CliContext, CommandResult } from '../context.js';
import { givenOnly } from '../given-only.js';
import { OptionValues } from '../option-values.js';
import type { CosimCliOptions } from '../program.js';
import { startProgress } from '../progress.js';

const mostVectors = 1_000_000;
const largestSeed = 0xffffffff;

/** `crossweave cosim`. */
export async function cosim(
  context: CliContext,
  config: string,
  options: CosimCliOptions,
): Promise<CommandResult> {
  if (options.program !== undefined) {
    return (await import('./cosim-program.js')).cosimProgram(context, config, options.program, options);
  }
  const request = readOptions(options);
  const progress = await startProgress(context, {
    title: `cosim ${config}`,
    stages: ['generate', 'golden', 'run', 'compare', 'report'],
    quiet: options.json === true,
  });
  const result = await progress.during(async () => {
    const systems = await context.loadSystems();
    return systems.cosim({ ...request, config, onProgress: progress.report });
  });
  return { json: result, text: describe(result), exitStatus: result.verdict === 'match' ? 0 : 1 };
}

function readOptions(options: CosimCliOptions) {
  const values = new OptionValues();
  const request = {
    settings: options.set ?? [],
    out: values.path('--out', options.out),
    engine: values.word('--engine', options.engine, ['verilator', 'builtin', 'icarus']),
    workload: values.path('--workload', options.workload),
    vectors: values.wholeNumber('--vectors', options.vectors, 1, mostVectors),
    seed: values.wholeNumber('--seed', options.seed, 0, largestSeed),
    rtl: values.path('--rtl', options.rtl),
    trace: values.word('--trace', options.trace, ['vcd']),
    level: values.word('--level', options.level, ['outputs', 'sums', 'codes']),
    dump: values.path('--dump', options.dump),
  };
  if (request.rtl !== undefined && request.engine === 'builtin') {
    values.exclude('--rtl runs SystemVerilog', '--engine verilator or icarus', '--engine builtin');
  }
  for (const option of ['stalls', 'cycleLimit'] as const) {
    if (options[option] === undefined) continue;
    const name = option === 'stalls' ? '--stalls' : '--cycle-limit';
    values.exclude(`${name} is for programs`, `${name} together with --program`, `${name} alone`);
  }
  values.check();
  return givenOnly(request);
}

function describe(result: CosimResult): string {
  const { compared, seconds, accuracy } = result;
  const lines = [
    `${result.verdict}: ${result.message}`,
    `  compared     ${eventsText(compared)}`,
    `  engine       ${result.engine}, independent of the golden model: ${result.independent.join(' and ')}`,
    `  workload     ${result.workload}, ${result.vectors} vectors, ${result.cycles} cycles (${result.cyclesPerVector} ${accuracy === undefined ? 'a vector' : 'an image'})`,
  ];
  if (accuracy !== undefined) {
    lines.push(
      `  accuracy     float ${percent(accuracy.float)}, golden ${percent(accuracy.golden)}, RTL ${percent(accuracy.rtl)}`,
    );
  }
  lines.push(
    `  seconds      generate ${seconds.generate.toFixed(2)}, golden ${seconds.golden.toFixed(2)}, build ${seconds.build.toFixed(2)}${result.cached ? ' (from the cache)' : ''}, run ${seconds.run.toFixed(2)}`,
    `  report       ${result.report}`,
  );
  if (result.first !== null) {
    lines.push('', ...result.first.explanation.split('\n'));
    if (result.divergences > 1) lines.push(`and ${result.divergences - 1} more divergences`);
  }
  lines.push(...result.warnings.map((warning) => `warning: ${warning}`));
  return `${lines.join('\n')}\n`;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}
