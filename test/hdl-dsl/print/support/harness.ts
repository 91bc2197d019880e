import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { clockPins } from '../../../../hdl-dsl/names/clock-pins.js';
import { ModuleNames } from '../../../../hdl-dsl/names/module-names.js';
import { printedPorts } from '../../../../hdl-dsl/print/index.js';
import { outputsOf } from './engines.js';
import type { Experiment } from './stimulus.js';

/** Test-benches around several designs, so that a tool is built once for all. Each design sits in a wrapper with one
 *  vector of inputs, one of clocks and one of outputs. */
export class Harness {
  readonly #experiments: readonly Experiment[];
  readonly #cycles: number;
  readonly #first: number;

  /** @param first number of the first of them */
  constructor(experiments: readonly Experiment[], first = 0) {
    this.#experiments = experiments;
    this.#first = first;
    this.#cycles = experiments[0]?.cycles.length ?? 0;
  }

  /** The words of each cycle as `$readmemh` reads them: resets (low where active), inputs, clock edges. */
  words(index: number): string {
    const { top, cycles } = at(this.#experiments, index);
    const inputs = inputsOf(top);
    const rows = cycles.map(({ pins, inReset, ticks }) => {
      const bits = (of: (name: string) => boolean) =>
        top.clocks.map(({ name }) => [of(name) ? 1n : 0n, 1] as const);
      const levels = [
        ...bits((name) => !inReset.has(name)),
        ...inputs.map((p) => [pins.get(p.name) ?? 0n, p.width] as const),
      ];
      const edges = bits((name) => ticks.has(name));
      const none = [[0n, 1] as const];
      const fields = [...(levels.length > 0 ? levels : none), ...(edges.length > 0 ? edges : none)];
      return fields.reduce((word, [value, width]) => (word << BigInt(width)) | value, 0n).toString(16);
    });
    // Without a last line end some tools drop the last word.
    return `${rows.join('\n')}\n`;
  }

  /** The wrappers `h0`, `h1` ... */
  wrappers(): string {
    return this.#experiments
      .map(({ top }, index) => {
        const i = this.#first + index;
        const { levels, ticks, outputs } = widthsOf(top);
        const resets = top.clocks.map((domain) => clockPins(domain).reset);
        const clocks = top.clocks.map((domain) => clockPins(domain).clock);
        const inputs = inputsOf(top);
        const nets = [...resets.map((name) => ({ name, width: 1 })), ...inputs];
        const pins = [
          ...[...nets, ...outputsOf(top)].map(({ name }) => `.${name}(${name})`),
          ...clocks.map((name, k) => `.${name}(clk[${clocks.length - 1 - k}])`),
        ];
        return `/* verilator lint_off UNUSEDSIGNAL */
module h${i} (input logic [${levels - 1}:0] level, input logic [${ticks - 1}:0] clk, output logic [${outputs - 1}:0] out);
/* verilator lint_on UNUSEDSIGNAL */
${[...nets, ...outputsOf(top)].map(({ name, width }) => `  logic [${width - 1}:0] ${name};`).join('\n')}
${nets.length > 0 ? `  assign {${nets.map(({ name }) => name).join(', ')}} = level;` : ''}
  assign out = {${outputsOf(top)
    .map(({ name }) => name)
    .join(', ')}};
  ${top.name} dut (${pins.join(', ')});
endmodule
`;
      })
      .join('');
  }

  /** A module that runs all designs and prints a line `<number of the design> <cycle> <outputs>` for each cycle.
   *  @param clear whether state that starts as unknown in the tool is set as in our simulators */
  testbench(clear: 'all' | 'resets'): string {
    const parts = this.#experiments.map(({ top }, index) => {
      const i = this.#first + index;
      const { levels, ticks, outputs } = widthsOf(top);
      return {
        declare: `  logic [${levels + ticks - 1}:0] stim${i} [${this.#cycles}];
  logic [${levels - 1}:0] level${i};
  logic [${ticks - 1}:0] clk${i};
  logic [${outputs - 1}:0] out${i};
  h${i} u${i} (.level(level${i}), .clk(clk${i}), .out(out${i}));`,
        load: [
          `    $readmemh("${i}.hex", stim${i});`,
          `    clk${i} = '0;`,
          `    level${i} = '1;`,
          ...startOf(top, `u${i}.dut`, clear),
        ].join('\n'),
        drive: `      level${i} = stim${i}[cycle][${levels + ticks - 1}:${ticks}];`,
        show: `      $display("${i} %0d %h", cycle, out${i});`,
        rise: `      clk${i} = stim${i}[cycle][${ticks - 1}:0];`,
        fall: `      clk${i} = '0;`,
      };
    });
    const all = (part: keyof (typeof parts)[number]): string => parts.map((p) => p[part]).join('\n');
    return `module tb;
  integer cycle;
${all('declare')}
  initial begin
${all('load')}
    #1;
    for (cycle = 0; cycle < ${this.#cycles}; cycle = cycle + 1) begin
${all('drive')}
      #4;
${all('show')}
      #1;
${all('rise')}
      #5;
${all('fall')}
    end
    $finish;
  end
endmodule
`;
  }

  /** The same as a circuit with one clock: where `tick` rises a cycle begins, where it falls its clocks have their edges.
   *  The outputs are the number of the cycle and those of the designs. */
  circuit(): string {
    const bits = this.#cycles.toString(2).length;
    const parts = this.#experiments.map(({ top }, index) => {
      const i = this.#first + index;
      const { levels, ticks, outputs } = widthsOf(top);
      return {
        port: `output logic [${outputs - 1}:0] out${i}`,
        body: `  logic [${levels + ticks - 1}:0] stim${i} [${this.#cycles}];
  initial $readmemh("${i}.hex", stim${i});
  wire [${levels + ticks - 1}:0] word${i} = stim${i}[cycle];
  h${i} u${i} (.level(word${i}[${levels + ticks - 1}:${ticks}]), .clk(word${i}[${ticks - 1}:0] & {${ticks}{begun & ~tick}}), .out(out${i}));`,
      };
    });
    return `module circuit (input logic tick, output logic [${bits - 1}:0] cycle, ${parts.map((p) => p.port).join(', ')});
  logic begun;
  initial begun = 1'b0;
  initial cycle = '1;
  always @(posedge tick) begun <= 1'b1;
  always @(posedge tick) cycle <= cycle + 1'b1;
${parts.map((p) => p.body).join('\n')}
endmodule
`;
  }

  /** Commands that give registers with a synchronous reset its value to start with, as our simulators do. */
  startCommands(): string[] {
    const seen = new Set<Module>();
    const visit = (module: Module): string[] => {
      if (seen.has(module)) return [];
      seen.add(module);
      const names = new ModuleNames(module);
      const own = module.registers.flatMap((r) => {
        if (r.reset === undefined || r.clock.reset === 'async') return [];
        const { width } = r.type;
        const bits = BigInt.asUintN(width, r.reset).toString(2).padStart(width, '0');
        return [`setattr -set init ${width}'b${bits} ${module.name}/w:${names.read(r)}`];
      });
      return [...own, ...module.instances.flatMap(({ of }) => (of.kind === 'module' ? visit(of) : []))];
    };
    return this.#experiments.flatMap(({ top }) => visit(top));
  }
}

function startOf(module: Module, path: string, clear: 'all' | 'resets'): string[] {
  const names = new ModuleNames(module);
  const registers = module.registers.filter((r) =>
    r.reset === undefined ? clear === 'all' : r.clock.reset === 'sync' && (clear === 'all' || r.reset !== 0n),
  );
  const memories = clear === 'all' ? module.memories.filter((m) => m.initial === undefined) : [];
  return [
    ...registers.map((r) => {
      const { width } = r.type;
      const value = BigInt.asUintN(width, r.reset ?? 0n).toString(16);
      const target = `${path}.${names.read(r)}`;
      // Icarus wants a number for an enumeration to be cast, to a type that has no name out here.
      return clear === 'all' && r.type.kind === 'enum'
        ? `    $deposit(${target}, ${width}'h${value});`
        : `    ${target} = ${width}'h${value};`;
    }),
    ...memories.flatMap((m) => {
      const name = `${path}.${names.memory(m)}`;
      return m.packed
        ? [`    ${name} = '0;`]
        : Array.from({ length: m.depth }, (_, i) => `    ${name}[${i}] = '0;`);
    }),
    ...module.instances.flatMap(({ name, of }) =>
      of.kind === 'module' ? startOf(of, `${path}.${names.instance(name)}`, clear) : [],
    ),
  ];
}

const inputsOf = (top: Module) => printedPorts(top).filter((p) => p.direction === 'input');

/** Bits of resets and inputs together, of clock edges, of outputs; vectors of nothing have one bit. */
function widthsOf(top: Module): { levels: number; ticks: number; outputs: number } {
  const sum = (ports: readonly { width: number }[]): number => ports.reduce((all, p) => all + p.width, 0);
  return {
    levels: Math.max(1, top.clocks.length + sum(inputsOf(top))),
    ticks: Math.max(1, top.clocks.length),
    outputs: sum(outputsOf(top)),
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}
