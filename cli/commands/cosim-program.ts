import type { CosimProgramResult } from '../../systems/index.js';
import { eventsText } from '../compared-text.js';
import type { CliContext, CommandResult } from '../context.js';
import { givenOnly } from '../given-only.js';
import { OptionValues } from '../option-values.js';
import type { CosimCliOptions } from '../program.js';
import { startProgress } from '../progress.js';

const largestSeed = 0xffffffff;
const largestStartSeed = 0x7fffffff;
const largestLimit = 1_000_000_000;

/** `crossweave cosim --program`. */
export async function cosimProgram(
  context: CliContext,
  config: string,
  program: string,
  options: CosimCliOptions,
): Promise<CommandResult> {
  const request = readOptions(program, options);
  const progress = await startProgress(context, {
    title: `cosim ${config} --program ${program}`,
    stages: ['generate', 'golden', 'run', 'report'],
    quiet: options.json === true,
  });
  const result = await progress.during(async () => {
    const systems = await context.loadSystems();
    return systems.cosimProgram({ ...request, config, program, onProgress: progress.report });
  });
  return { json: result, text: describe(result), exitStatus: result.verdict === 'match' ? 0 : 1 };
}

function readOptions(program: string, options: CosimCliOptions) {
  const values = new OptionValues();
  values.path('--program', program);
  const request = {
    settings: options.set ?? [],
    out: values.path('--out', options.out),
    engine: values.word('--engine', options.engine, ['verilator', 'builtin', 'icarus']),
    stalls: values.wholeNumber('--stalls', options.stalls, 0, largestSeed),
    seed: values.wholeNumber('--seed', options.seed, 0, largestStartSeed),
    cycleLimit: values.wholeNumber('--cycle-limit', options.cycleLimit, 1, largestLimit),
    rtl: values.path('--rtl', options.rtl),
    trace: values.word('--trace', options.trace, ['vcd']),
  };
  for (const option of ['workload', 'vectors', 'level', 'dump'] as const) {
    if (options[option] === undefined) continue;
    values.exclude(
      'a machine runs a program, not a workload',
      `--program without --${option}`,
      `--${option}`,
    );
  }
  if (request.rtl !== undefined && request.engine === 'builtin') {
    values.exclude('--rtl runs SystemVerilog', '--engine verilator or icarus', '--engine builtin');
  }
  values.check();
  return givenOnly(request);
}

function describe(result: CosimProgramResult): string {
  const { seconds, stalls, cycles } = result;
  const [head = '', ...story] = result.explanation.trimEnd().split('\n');
  const stalled = stalls === null ? '' : `, stalls of seed ${stalls.seed} in ${stalls.rate} of 256 cycles`;
  const lines = [
    head,
    `  compared     ${eventsText(result.compared)}`,
    `  engine       ${result.engine}, independent of the golden model: ${result.independent.join(' and ')}`,
    `  program      ${result.program}${stalled}`,
    `  cycles       golden ${cycles.golden}, RTL ${cycles.rtl ?? 'did not stop'}`,
    `  seconds      generate ${seconds.generate.toFixed(2)}, golden ${seconds.golden.toFixed(2)}, build ${seconds.build.toFixed(2)}${result.cached ? ' (from the cache)' : ''}, run ${seconds.run.toFixed(2)}`,
    `  report       ${result.report}`,
    ...story,
    ...result.warnings.map((warning) => `warning: ${warning}`),
  ];
  return `${lines.join('\n')}\n`;
}
