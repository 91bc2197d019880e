import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printDesign } from '../../../../hdl-dsl/print/index.js';
import type { Trace } from './engines.js';
import { Harness } from './harness.js';
import type { Experiment } from './stimulus.js';

/** Changes the text of a printed file; for tests of the comparison itself. */
export type Edit = (path: string, text: string) => string;

/** The printed text of several designs, run by the tools. All experiments are equally long. */
export class ToolRuns {
  readonly #folder: string;
  readonly #experiments: readonly Experiment[];
  readonly #harness: Harness;
  /** Names of the files of each design. */
  readonly #files: string[][] = [];
  /** A tool that takes longer is taken to hang. */
  readonly #limitMs: number;

  /** Writes the printed designs, their inputs and the test-benches to `folder`, which must be new. */
  constructor(folder: string, experiments: readonly Experiment[], edit: Edit = (_, text) => text) {
    this.#folder = folder;
    this.#experiments = experiments;
    this.#harness = new Harness(experiments);
    this.#limitMs = 300_000 + experiments.length * 2_000;
    mkdirSync(join(folder, 'rtl'), { recursive: true });
    experiments.forEach(({ top }, i) => {
      const files = printDesign(top, { command: 'make' });
      for (const { path, text } of files) writeFileSync(join(folder, 'rtl', path), edit(path, text));
      this.#files.push(files.map(({ path }) => path));
      writeFileSync(join(folder, `${i}.hex`), this.#harness.words(i));
    });
    const files = {
      'wrappers.sv': this.#harness.wrappers(),
      'tb_all.sv': this.#harness.testbench('all'),
      'tb_resets.sv': this.#harness.testbench('resets'),
      'circuit.sv': this.#harness.circuit(),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }

  /** What Verilator and its lint, with all warnings on, say of the printed files; empty if nothing.
   *  @param assertions whether it reads them */
  lint(assertions = false): string {
    const flags = [
      '--lint-only',
      '-Wall',
      '-Wno-fatal',
      '--top-module',
      'circuit',
      ...(assertions ? assertFlags : []),
    ];
    const waived = '`verilator_config\nlint_off -file "circuit.sv"\nlint_off -file "wrappers.sv"\n';
    writeFileSync(join(this.#folder, 'harness.vlt'), waived);
    return this.#run(
      'verilator',
      [...flags, 'harness.vlt', 'circuit.sv', 'wrappers.sv', ...this.#rtl()],
      true,
    );
  }

  /** @param objects a folder that keeps Verilator's own objects from one run to the next */
  verilator(objects?: string): Trace[] {
    const own = join(this.#folder, 'obj');
    mkdirSync(own, { recursive: true });
    const move = (from: string, to: string): void => {
      for (const file of readdirSync(from).filter((name) => /^verilated\w*\.o$/.test(name)))
        copyFileSync(join(from, file), join(to, file));
    };
    if (objects !== undefined) move(objects, own);
    const flags = [
      ...[
        '--binary',
        '--timing',
        '-Wno-fatal',
        '-Wno-lint',
        '-Wno-ENUMVALUE',
        '--x-initial',
        '0',
        '--top-module',
        'tb',
        '-o',
        'sim',
      ],
      ...assertFlags,
      ...['--output-split', '20000', '--Mdir', 'obj'],
      ...['OPT_FAST', 'OPT_SLOW', 'OPT_GLOBAL'].flatMap((name) => ['-MAKEFLAGS', `${name}=-O0`]),
    ];
    this.#run('verilator', [...flags, 'tb_resets.sv', 'wrappers.sv', ...this.#rtl()]);
    if (objects !== undefined) move(own, objects);
    return this.#traces(this.#run('./obj/sim', []));
  }

  icarus(): Trace[] {
    this.#run('iverilog', ['-g2012', '-s', 'tb', '-o', 'tb.vvp', 'tb_all.sv', 'wrappers.sv', ...this.#rtl()]);
    return this.#traces(this.#run('vvp', ['-n', 'tb.vvp']));
  }

  /** By the interpreter of Yosys, on what it understood; few designs at a time, since its time grows faster than they
   *  do. */
  yosys(): Trace[] {
    const starts = Array.from(
      { length: Math.ceil(this.#experiments.length / atATime) },
      (_, i) => i * atATime,
    );
    return starts.flatMap((start) => this.#yosysOn(start));
  }

  #yosysOn(start: number): Trace[] {
    const experiments = this.#experiments.slice(start, start + atATime);
    const harness = new Harness(experiments, start);
    const cycles = experiments[0]?.cycles.length ?? 0;
    const rtl = [...new Set(this.#files.slice(start, start + atATime).flat())];
    const circuit = `circuit_${start}.sv`;
    writeFileSync(join(this.#folder, circuit), harness.wrappers() + harness.circuit());
    const script = [
      `read_verilog -sv ${rtl.map((file) => `rtl/${file}`).join(' ')} ${circuit}`,
      'hierarchy -check -top circuit',
      'proc',
      // With these as memories `sim` may never end.
      `memory_map ${rtl.map((file) => basename(file, '.sv')).join(' ')}`,
      ...harness.startCommands(),
      // Only the outputs of the circuit are wanted in the waveform.
      'rename -hide */w:*',
      `sim -zinit -clock tick -n ${cycles} -vcd ${start}.vcd circuit`,
    ];
    writeFileSync(join(this.#folder, `${start}.ys`), `${script.join('\n')}\n`);
    this.#run('yosys', ['-q', '-s', `${start}.ys`]);
    return vcdTraces(
      readFileSync(join(this.#folder, `${start}.vcd`), 'utf8'),
      start,
      experiments.length,
      cycles,
    );
  }

  #rtl(): string[] {
    return readdirSync(join(this.#folder, 'rtl'))
      .sort()
      .map((file) => `rtl/${file}`);
  }

  #traces(said: string): Trace[] {
    const traces = this.#experiments.map((): (bigint | undefined)[] => []);
    for (const [, design, cycle, word = ''] of said.matchAll(/^(\d+) (\d+) ([0-9a-fxz]+)\r?$/gim)) {
      const trace = traces[Number(design)];
      if (trace !== undefined) trace[Number(cycle)] = /[xz]/i.test(word) ? undefined : BigInt(`0x${word}`);
    }
    return traces;
  }

  #run(command: string, args: readonly string[], withErrors = false): string {
    const [program, all] = withErrors
      ? ['sh', ['-c', '"$0" "$@" 2>&1', command, ...args]]
      : [command, [...args]];
    return execFileSync(program, all, {
      timeout: this.#limitMs,
      cwd: this.#folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 30,
    });
  }
}

/** Designs that Yosys gets in one run. */
const atATime = 10;

const assertFlags = ['--assert', '+define+CROSSWEAVE_ASSERT'];

/** The outputs while `tick` is high, the last that are told in each cycle. */
function vcdTraces(vcd: string, start: number, designs: number, cycles: number): Trace[] {
  const [, header = '', changes = ''] = /^([\s\S]*?)\$enddefinitions \$end([\s\S]*)$/.exec(vcd) ?? [];
  const idOf = new Map<string, string>();
  for (const [, id = '', name = ''] of header.matchAll(/\$var \w+ \d+ (\S+) (\w+)/g)) {
    if (!idOf.has(name)) idOf.set(name, id);
  }
  const values = new Map<string, string>();
  const traces = Array.from({ length: designs }, (): (bigint | undefined)[] => []);
  const numbers = traces.map((_, i) => idOf.get(`out${start + i}`) ?? '');
  const note = (): void => {
    const cycle = Number.parseInt(values.get(idOf.get('cycle') ?? '') ?? '', 2);
    if (values.get(idOf.get('tick') ?? '') !== '1' || !(cycle < cycles)) return;
    numbers.forEach((id, i) => {
      const bits = values.get(id) ?? 'x';
      const trace = traces[i];
      if (trace !== undefined) trace[cycle] = /[xz]/.test(bits) ? undefined : BigInt(`0b${bits}`);
    });
  };
  for (const line of changes.split('\n')) {
    if (line.startsWith('#')) note();
    else if (line.startsWith('b')) {
      const [bits = '', id = ''] = line.slice(1).split(' ');
      values.set(id, bits);
    } else if (/^[01xz]/.test(line)) values.set(line.slice(1).trim(), line[0] ?? 'x');
  }
  note();
  return traces;
}
