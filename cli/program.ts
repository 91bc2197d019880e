import { Command } from 'commander';
import type { CliContext, CommandResult } from './context.js';

/** What the command line asked for: run it with the context. */
export type Action = (context: CliContext) => Promise<CommandResult>;

/** The commands and their options. Parsing one hands its action to `choose`; nothing runs and nothing heavy is
 *  loaded before. */
export function buildProgram(choose: (action: Action) => void, version: string): Command {
  const program = new Command('crossweave')
    .description('Generates in-memory-computing accelerators and proves their RTL against a golden model.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError()
    .exitOverride();

  program
    .command('list')
    .description('show systems, presets and workloads')
    .option('--json', 'print one JSON object')
    .action(() => choose(async (context) => (await import('./commands/list.js')).list(context)));

  withConfig(program.command('generate'))
    .description('write the design of a configuration: RTL, analog macros, test-bench, netlist, bindings')
    .option('--locators', 'write the place in the generator behind each line of the RTL')
    .action((config: string, options: GenerateCliOptions) =>
      choose(async (context) => (await import('./commands/generate.js')).generate(context, config, options)),
    );

  withConfig(program.command('cosim'))
    .description('run the RTL and the golden model on a workload and compare them event by event')
    .option('--engine <NAME>', 'verilator, builtin or icarus (default: verilator where it is found)')
    .option('--workload <NAME|FILE>', 'a workload of `crossweave list`, or a workload file (default: random)')
    .option('--vectors <N>', 'vectors to run')
    .option('--seed <S>', 'seed of the workload, 0 .. 4294967295; with --program, of the start values')
    .option('--rtl <DIR>', 'run the SystemVerilog of this folder in place of the generated RTL')
    .option('--trace <FORMAT>', 'also record a waveform: vcd')
    .option('--level <LEVEL>', 'events to compare: outputs, sums or codes (default: sums)')
    .option('--dump <FILE>', 'write what the RTL computed as JSON; implies --level codes')
    .option('--program <FILE>', 'for a machine: the program, an assembly text or an image (.json)')
    .option('--stalls <S>', 'with --program: random stalls of this seed on every handshake')
    .option('--cycle-limit <N>', 'with --program: cycles after which it is cut off (default: 10,000,000)')
    .action((config: string, options: CosimCliOptions) =>
      choose(async (context) => (await import('./commands/cosim.js')).cosim(context, config, options)),
    );

  withConfig(program.command('analyze'))
    .description('look at column sums, saturation, converts, energy and accuracy of a workload on crossbars')
    .requiredOption('--workload <NAME>', 'a network of `crossweave list`; for puma-mvmu, a workload too')
    .option('--vectors <N>', 'inputs to run (default: 100 of a network)')
    .option('--seed <S>', 'seed of a synthetic layer, or of random values, 0 .. 4294967295')
    .action((config: string, options: AnalyzeCliOptions) =>
      choose(async (context) => (await import('./commands/analyze.js')).analyze(context, config, options)),
    );

  forMachine(program.command('assemble'))
    .description('translate a program for a machine into an image, with its data')
    .argument('<program>', 'an assembly text, see docs/puma-assembly.md')
    .requiredOption('-o, --out <FILE>', 'file of the image')
    .action((text: string, options: AssembleCliOptions) =>
      choose(async (context) => (await import('./commands/assemble.js')).assemble(context, text, options)),
    );

  forMachine(program.command('disassemble'))
    .description('print the image of a program as assembly')
    .argument('<image>', 'a file of `crossweave assemble`')
    .option('-o, --out <FILE>', 'file of the text (default: standard output)')
    .action((image: string, options: DisassembleCliOptions) =>
      choose(async (context) =>
        (await import('./commands/disassemble.js')).disassemble(context, image, options),
      ),
    );

  program
    .command('run')
    .description('run a program for a machine on the golden simulator: result, cycles, energy, profile')
    .argument('<config>', 'a machine: a JSON file, or a preset of `crossweave list`')
    .requiredOption('--program <FILE>', 'an assembly text, or an image (.json)')
    .option('--cycle-limit <N>', 'cycles after which the program is cut off (default: 10,000,000)')
    .option('--set <PATH=VALUE>', 'change a key of the configuration; may be repeated', collect)
    .option('--json', 'print one JSON object')
    .action((config: string, options: RunCliOptions) =>
      choose(async (context) => (await import('./commands/run.js')).run(context, config, options)),
    );

  program
    .command('diff')
    .description("compare the traces of two runs, or one run's golden and RTL traces")
    .argument('<run>', "a run's folder, such as out/puma_mvmu/runs/0123456789ab")
    .argument('[other]', 'a second run')
    .option('--json', 'print one JSON object')
    .action((run: string, other: string | undefined) =>
      choose(async (context) => (await import('./commands/diff.js')).diff(context, run, other)),
    );

  program
    .command('lint-source')
    .description('find what JavaScript hides about signals in sources that use the hardware language')
    .argument('[files...]', 'TypeScript files, or one tsconfig (default: tsconfig.json)')
    .option('--json', 'print one JSON object')
    .action((files: string[]) =>
      choose(async (context) => (await import('./commands/lint-source.js')).lintSource(context, files)),
    );

  program
    .command('doctor')
    .description('show the tools found, their versions, what is missing and how to get it')
    .option('--json', 'print one JSON object')
    .action(() => choose(async (context) => (await import('./commands/doctor.js')).doctor(context)));

  program
    .command('explain')
    .description('tell more about an error code')
    .argument('<code>', 'such as CW-C002')
    .option('--json', 'print one JSON object')
    .action((code: string) => choose(async () => (await import('./commands/explain.js')).explain(code)));

  return program;
}

/** Options of every command that takes a configuration. */
export interface ConfigOptions {
  readonly out?: string;
  readonly set?: readonly string[];
  readonly json?: boolean;
}

export interface GenerateCliOptions extends ConfigOptions {
  readonly locators?: boolean;
}

export interface CosimCliOptions extends ConfigOptions {
  readonly engine?: string;
  readonly workload?: string;
  readonly vectors?: string;
  readonly seed?: string;
  readonly rtl?: string;
  readonly trace?: string;
  readonly level?: string;
  readonly dump?: string;
  readonly program?: string;
  readonly stalls?: string;
  readonly cycleLimit?: string;
}

export interface AnalyzeCliOptions extends ConfigOptions {
  readonly workload: string;
  readonly vectors?: string;
  readonly seed?: string;
}

export interface RunCliOptions {
  readonly program: string;
  readonly cycleLimit?: string;
  readonly set?: readonly string[];
  readonly json?: boolean;
}

/** Options of every command that takes a program for a machine. */
interface MachineOptions {
  readonly config: string;
  readonly set?: readonly string[];
  readonly json?: boolean;
}

export interface AssembleCliOptions extends MachineOptions {
  readonly out: string;
}

export interface DisassembleCliOptions extends MachineOptions {
  readonly out?: string;
}

const collect = (setting: string, earlier: readonly string[] = []) => [...earlier, setting];

function forMachine(command: Command): Command {
  return command
    .requiredOption('--config <CONFIG>', 'configuration of the machine: a JSON file, or a preset')
    .option('--set <PATH=VALUE>', 'change a key of the configuration; may be repeated', collect)
    .option('--json', 'print one JSON object');
}

function withConfig(command: Command): Command {
  return command
    .argument('<config>', 'a JSON file, or a preset of `crossweave list`')
    .option('--out <DIR>', "the design's folder (default: out/<name>)")
    .option('--set <PATH=VALUE>', 'change a key of the configuration; may be repeated', collect)
    .option('--json', 'print one JSON object');
}
