import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { printDesign, printedPorts } from '../../../../hdl-dsl/print/index.js';
import { ModuleNames } from '../../../../hdl-dsl/print/module-names.js';
import { Random } from './random.js';

/** One design of a batch with its inputs, cycle by cycle, by printed pin name. */
export interface BatchDesign {
  readonly top: Module;
  readonly stimulus: readonly ReadonlyMap<string, bigint>[];
}

/** Random inputs for every cycle; some cycles change few pins. */
export function randomStimulus(top: Module, cycles: number, seed: number): ReadonlyMap<string, bigint>[] {
  const random = new Random(seed);
  const inputs = printedPorts(top).filter((p) => p.direction === 'input');
  let before = new Map<string, bigint>();
  return Array.from({ length: cycles }, () => {
    const calm = random.chance(0.3);
    before = new Map(
      inputs.map((p) => [
        p.name,
        calm && random.chance(0.7) ? (before.get(p.name) ?? 0n) : random.bits(p.width),
      ]),
    );
    return before;
  });
}

/** Several designs in one test-bench, so that a simulator is built once for all. */
export class Batch {
  readonly #folder: string;
  readonly #designs: readonly BatchDesign[];
  readonly #cycles: number;

  /** Writes the printed designs, the stimulus and the test-bench to `folder`. */
  constructor(folder: string, designs: readonly BatchDesign[]) {
    this.#folder = folder;
    this.#designs = designs;
    this.#cycles = designs[0]?.stimulus.length ?? 0;
    mkdirSync(join(folder, 'rtl'), { recursive: true });
    for (const { top, stimulus } of designs) {
      for (const file of printDesign(top, { command: 'make' }))
        writeFileSync(join(folder, 'rtl', file.path), file.text);
      const inputs = printedPorts(top).filter((p) => p.direction === 'input');
      const words = stimulus.map((pins) =>
        inputs.reduce((word, p) => (word << BigInt(p.width)) | (pins.get(p.name) ?? 0n), 0n).toString(16),
      );
      writeFileSync(join(folder, `${top.name}.hex`), `${words.join('\n')}\n`);
    }
    writeFileSync(join(folder, 'tb.sv'), this.#testbench(true));
    writeFileSync(join(folder, 'tb_plain.sv'), this.#testbench(false));
  }

  /** Lint of every design by itself: messages, none if clean. */
  lint(): string[] {
    return this.#designs.flatMap(({ top }) => {
      const run = tryRun(this.#folder, 'verilator', [
        '--lint-only',
        '-Wall',
        '--top-module',
        top.name,
        ...this.#files(top.name),
      ]);
      return run.ok && run.text.trim() === '' ? [] : [`${top.name}: ${run.text}`];
    });
  }

  /** Outputs of every design in every cycle, as text lines, by Verilator. */
  verilator(): string[] {
    const flags = [
      '--binary',
      '--timing',
      '-Wno-fatal',
      '-Wno-lint',
      '--x-initial',
      '0',
      '--assert',
      '+define+CROSSWEAVE_ASSERT',
      '--top-module',
      'tb',
      ...['OPT_FAST', 'OPT_SLOW', 'OPT_GLOBAL'].flatMap((name) => ['-MAKEFLAGS', `${name}=-O0`]),
      '-o',
      'sim',
      '--Mdir',
      'obj',
    ];
    run(this.#folder, 'verilator', [...flags, 'tb_plain.sv', ...this.#files()]);
    return lines(run(this.#folder, './obj/sim', []));
  }

  /** The same by Icarus Verilog. */
  icarus(): string[] {
    run(this.#folder, 'iverilog', ['-g2012', '-s', 'tb', '-o', 'tb.vvp', 'tb.sv', ...this.#files()]);
    return lines(run(this.#folder, 'vvp', ['-n', 'tb.vvp']));
  }

  /** The same by Icarus Verilog on what Yosys understood, which tests Yosys's reading. */
  yosys(): string[] {
    const netlists = this.#designs.map(({ top }) => {
      const name = top.name;
      const script = `read_verilog -sv ${this.#files(name).join(' ')}; hierarchy -check -top ${name}; proc; flatten; memory_collect; write_verilog -noattr net_${name}.v`;
      run(this.#folder, 'yosys', ['-q', '-p', script]);
      const file = join(this.#folder, `net_${name}.v`);
      const netlist = readFileSync(file, 'utf8')
        .replace(/^ {2}reg (?:\[\d+:0\] )?(\S+) +\[(\d+):0\];$/gm, clearedArray)
        .replace(/^ {2}reg (?:\[\d+:0\] )?(\S+) ?;$/gm, clearedRegister);
      writeFileSync(file, netlist);
      return `net_${name}.v`;
    });
    run(this.#folder, 'iverilog', ['-g2012', '-s', 'tb', '-o', 'net.vvp', 'tb_plain.sv', ...netlists]);
    return lines(run(this.#folder, 'vvp', ['-n', 'net.vvp']));
  }

  /** The lines that an evaluation of the outputs gives: `peek` is asked in every cycle after `poke`, before `clock`. */
  static lines(design: BatchDesign, engine: Engine): string[] {
    const outputs = printedPorts(design.top).filter((p) => p.direction === 'output');
    return design.stimulus.map((pins, cycle) => {
      engine.drive(pins);
      const values = outputs.map((p) => engine.output(p.name).toString(16));
      engine.clock();
      return `${design.top.name} ${cycle} ${values.join(' ')}`;
    });
  }

  #files(top?: string): string[] {
    return readdirSync(join(this.#folder, 'rtl'))
      .filter((f) => top === undefined || f === `${top}.sv` || f.startsWith(`${top}_`))
      .sort((a, b) => Number(b === `${top}.sv`) - Number(a === `${top}.sv`))
      .map((f) => `rtl/${f}`);
  }

  #testbench(clearState: boolean): string {
    const parts = this.#designs.map(({ top }, i) => {
      const ports = printedPorts(top);
      const inputs = ports.filter((p) => p.direction === 'input');
      const outputs = ports.filter((p) => p.direction === 'output');
      const width = inputs.reduce((sum, p) => sum + p.width, 0);
      const pins = ports.map((p) => `.${p.name}(${p.name.replace(/^/, `s${i}_`)})`);
      const format = ['%0d', ...outputs.map(() => '%h')].join(' ');
      return {
        declare: [
          ...ports.map((p) => `  logic [${p.width - 1}:0] s${i}_${p.name};`),
          `  logic [${width - 1}:0] stim${i} [${this.#cycles}];`,
          `  ${top.name} u${i} (${[...(top.clocks.length > 0 ? ['.clk_i(clk)', '.rst_ni(rst_n)'] : []), ...pins].join(', ')});`,
        ],
        load: [`    $readmemh("${top.name}.hex", stim${i});`, ...(clearState ? clearing(top, `u${i}`) : [])],
        drive: [`      {${inputs.map((p) => `s${i}_${p.name}`).join(', ')}} = stim${i}[cycle];`],
        show: [
          `      $display("${top.name} ${format}", cycle, ${outputs.map((p) => `s${i}_${p.name}`).join(', ')});`,
        ],
      };
    });
    return `module tb;
  logic clk = 0;
  logic rst_n = 1;
  integer cycle;
${parts.flatMap((p) => p.declare).join('\n')}
  initial begin
${parts.flatMap((p) => p.load).join('\n')}
    cycle = 0;
    #1 rst_n = 0;
    #1 rst_n = 1;
    for (cycle = 0; cycle < ${this.#cycles}; cycle = cycle + 1) begin
${parts.flatMap((p) => p.drive).join('\n')}
      #4;
${parts.flatMap((p) => p.show).join('\n')}
      #1 clk = 1;
      #5 clk = 0;
    end
    $finish;
  end
endmodule
`;
  }
}

export interface Engine {
  drive(pins: ReadonlyMap<string, bigint>): void;
  output(name: string): bigint;
  clock(): void;
}

// State without reset starts as 0 in our simulators, as unknown in Icarus.
function clearing(module: Module, path: string): string[] {
  const names = new ModuleNames(module);
  return [
    ...module.registers.filter((r) => r.reset === undefined).map((r) => `    ${path}.${names.read(r)} = 0;`),
    ...module.memories.flatMap((m) => {
      const name = `${path}.${names.memory(m)}`;
      return m.packed
        ? [`    ${name} = 0;`]
        : Array.from({ length: m.depth }, (_, i) => `    ${name}[${i}] = 0;`);
    }),
    ...module.instances.flatMap(({ name, of }) =>
      of.kind === 'module' ? clearing(of, `${path}.${names.instance(name)}`) : [],
    ),
  ];
}

function clearedArray(declaration: string, name: string, last: string): string {
  const words = Array.from({ length: Number(last) + 1 }, (_, i) => `${name} [${i}] = 0;`);
  return `${declaration}\n  initial begin ${words.join(' ')} end`;
}

const clearedRegister = (declaration: string, name: string): string =>
  `${declaration}\n  initial ${name} = 0;`;

/** Lines `design cycle values`; Verilator pads constants to other widths, so leading zeros go. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^\w+ +\d+ [0-9a-fxz ]+$/i.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/ +/g, ' ')
        .replace(/ 0+(?=[0-9a-fxz])/gi, ' '),
    );

function run(cwd: string, command: string, args: readonly string[]): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  });
}

function tryRun(cwd: string, command: string, args: readonly string[]): { ok: boolean; text: string } {
  try {
    return { ok: true, text: run(cwd, command, args) };
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return { ok: false, text: stderr ?? String(error) };
  }
}
