import type { DesignFile } from '../../../../base/design-file.js';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../../config/signed-array.js';
import { renderCrossbarMacro } from '../../../../generators/common/crossbar-macro.js';
import { Random } from './random.js';
import type { Scratch } from './scratch.js';

/** Milliseconds that a C++ build of all cases may take on a busy machine. */
export const buildTimeout = 400_000;

/** One drive of the word lines, and the address of its noise. */
export interface Sample {
  readonly codes: readonly number[];
  readonly operation: number;
  readonly pass: number;
  readonly step: number;
}

/** One macro with what it is fed. */
export interface Case {
  readonly config: PumaMvmuConfig | SignedArrayConfig;
  /** What the pin `macro_i` says; absent: there is none. */
  readonly macro?: number;
  readonly slice: number;
  readonly sliceBits: number;
  readonly signed: boolean;
  /** Cell levels, rows x columns. */
  readonly cells: readonly (readonly number[])[];
  readonly samples: readonly Sample[];
}

/** Random cells and codes between rows of extremes, so that sums reach both of their ends. */
export function randomCase(
  config: PumaMvmuConfig | SignedArrayConfig,
  seed: number,
  samples: number,
  slice = 0,
  sliceBits = config.cellBits,
): Case {
  const random = new Random(seed);
  const signed = config.system === 'signed-array' || config.encoding === 'differential';
  const largest = 2 ** sliceBits - 1;
  const smallest = signed ? -largest : 0;
  const largestCode = 2 ** config.dacBits - 1;
  const cell = (column: number) => {
    if (column % 5 === 1) return largest;
    if (column % 5 === 2) return smallest;
    return random.integer(smallest, largest);
  };
  const code = (n: number) => (n === 0 ? largestCode : n === 1 ? 0 : random.integer(0, largestCode));
  return {
    config,
    slice,
    sliceBits,
    signed,
    cells: Array.from({ length: config.rows }, () =>
      Array.from({ length: config.columns }, (_, j) => cell(j)),
    ),
    samples: Array.from({ length: samples }, (_, n) => ({
      codes: Array.from({ length: config.rows }, () => code(n)),
      operation: n * 1_000_003,
      pass: n % 2,
      step: (n * 5) % 16,
    })),
  };
}

/** Runs every case in one simulation; returns codes by case, sample and column as signed or unsigned integers. */
export function simulate(
  scratch: Scratch,
  tool: 'verilator' | 'iverilog',
  cases: readonly Case[],
): number[][][] {
  const macros = cases.map((c, k) =>
    renderCrossbarMacro(
      { ...c.config, name: `m${k}` },
      { command: 'crossweave generate config.json', numbered: c.macro !== undefined },
    ),
  );
  const sources = macros.map((macro) => macro.model);
  const dpi = macros.flatMap((macro) => macro.dpi);
  scratch.write([...sources, ...dpi, ...benchFiles(cases)]);
  const files = [...sources.map((f) => f.path), 'bench.sv'];
  if (tool === 'verilator') {
    const flags = [
      '--binary',
      '-j',
      '1',
      '-Wno-fatal',
      '-Wno-WIDTH',
      '--x-initial',
      'unique',
      '--x-assign',
      'unique',
    ];
    const cpp = dpi.map((f) => `${scratch.folder}/${f.path}`);
    expectSuccess(
      scratch.run('verilator', [
        ...flags,
        '-MAKEFLAGS',
        'OPT_FAST=-O0 OPT_GLOBAL=-O0',
        '--top-module',
        'bench',
        ...files,
        ...cpp,
      ]),
    );
    return parse(
      cases,
      expectSuccess(scratch.run('./obj_dir/Vbench', ['+verilator+rand+reset+2', '+verilator+seed+9'])),
    );
  }
  expectSuccess(scratch.run('iverilog', ['-g2012', '-s', 'bench', '-o', 'bench.vvp', ...files]));
  return parse(cases, expectSuccess(scratch.run('vvp', ['-n', 'bench.vvp'])));
}

function expectSuccess(run: { status: number; output: string }): string {
  if (run.status !== 0) throw new Error(`tool ended with ${run.status}:\n${run.output}`);
  return run.output;
}

/** Lines `<case> <sample> <first column> <code_o>`; a sample is printed once more after a reset. */
function parse(cases: readonly Case[], output: string): number[][][] {
  const codes = cases.map((c) => c.samples.map((): number[] => []));
  for (const line of output.split('\n')) {
    if (line.startsWith('PROTOCOL')) throw new Error(line);
    const [, k, n, first, word] = /^(\d+) (\d+) (\d+) ([0-9a-fx]+)$/.exec(line.trim()) ?? [];
    if (word === undefined) continue;
    const c = cases[Number(k)] as Case;
    const { adcs, adcBits, columns } = c.config;
    const bits = BigInt(`0x${word}`);
    for (let a = 0; a < adcs; a++) {
      const raw = (bits >> BigInt(a * adcBits)) & ((1n << BigInt(adcBits)) - 1n);
      const column = Number(first) + a;
      if (column >= columns) {
        if (raw !== 0n) throw new Error(`case ${k}: column ${column} past the end gave ${raw}`);
        continue;
      }
      const row = codes[Number(k)]?.[Number(n)] as number[];
      const value = Number(c.signed ? BigInt.asIntN(adcBits, raw) : raw);
      if (row[column] !== undefined && row[column] !== value)
        throw new Error(
          `case ${k} sample ${n} column ${column}: ${row[column]} before a reset, ${value} after`,
        );
      row[column] = value;
    }
  }
  return codes;
}

function benchFiles(cases: readonly Case[]): DesignFile[] {
  const files = cases.flatMap((c, k): DesignFile[] => [
    { path: `cells${k}.hex`, text: hexLines(c.cells.map((row) => cellWord(c, row))) },
    { path: `codes${k}.hex`, text: hexLines(c.samples.map((sample) => codeWord(c, sample.codes))) },
    {
      path: `address${k}.hex`,
      text: hexLines(
        c.samples.map((s) => BigInt(s.operation) | (BigInt(s.step) << 32n) | (BigInt(s.pass) << 40n)),
      ),
    },
  ]);
  const modules = cases.map(benchModule);
  const instances = cases.map((_, k) => `  logic end${k}; bench${k} u${k} (.clk, .ended(end${k}));`);
  const all = cases.map((_, k) => `end${k}`).join(' && ');
  const top = `module bench;
  logic clk = 0;
  always #5 clk = !clk;
${instances.join('\n')}
  always @(negedge clk) if (${all}) $finish;
endmodule
`;
  return [...files, { path: 'bench.sv', text: `\`timescale 1ns / 1ps\n${modules.join('\n')}\n${top}` }];
}

/** Two's complement cells where they are signed, column 0 low. */
function cellWord(c: Case, row: readonly number[]): bigint {
  const width = c.signed ? c.config.cellBits + 1 : c.config.cellBits;
  return row.reduce((word, cell, j) => word | (BigInt.asUintN(width, BigInt(cell)) << BigInt(j * width)), 0n);
}

/** Plane-major: bit p of row i at p * rows + i. */
function codeWord(c: Case, codes: readonly number[]): bigint {
  let word = 0n;
  for (let p = 0; p < c.config.dacBits; p++) {
    for (const [i, code] of codes.entries()) if ((code >> p) & 1) word |= 1n << BigInt(p * c.config.rows + i);
  }
  return word;
}

function hexLines(words: readonly bigint[]): string {
  return `${words.map((word) => word.toString(16)).join('\n')}\n`;
}

/** Programs, then samples and converts; the last conversion of a sample comes with the strobe of the next. */
function benchModule(c: Case, k: number): string {
  const { rows, columns, dacBits, adcs, adcBits } = c.config;
  const width = columns * (c.signed ? c.config.cellBits + 1 : c.config.cellBits);
  const rowBits = Math.max(1, Math.ceil(Math.log2(rows)));
  const columnBits = Math.max(1, Math.ceil(Math.log2(columns)));
  const samples = c.samples.length;
  const macro = c.macro === undefined ? '' : ` .macro_i(8'd${c.macro}),`;
  return `module bench${k} (input logic clk, output logic ended);
  logic [${width - 1}:0] cells [${rows}];
  logic [${rows * dacBits - 1}:0] codes [${samples}];
  logic [40:0] addresses [${samples}];
  logic rst_n, prog_en, sample, convert, done;
  logic [${rowBits - 1}:0] row;
  logic [${width - 1}:0] data;
  logic [${rows * dacBits - 1}:0] row_code;
  logic [40:0] address;
  logic [${columnBits - 1}:0] column;
  logic [${adcs * adcBits - 1}:0] code;
  m${k}_xbar #(.Slice(${c.slice}), .SliceBits(${c.sliceBits})) u_xbar (
    .clk_i(clk), .rst_ni(rst_n),${macro} .prog_en_i(prog_en), .prog_row_i(row), .prog_data_i(data), .row_code_i(row_code),
    .sample_i(sample), .sample_operation_i(address[31:0]), .sample_step_i(address[39:32]),
    .sample_pass_i(address[40]), .column_i(column), .convert_i(convert), .code_o(code), .done_o(done));
  task drive(input int n);
    sample = 1; row_code = codes[n]; address = addresses[n];
    @(negedge clk); 
    sample = 0; row_code = '0; address = '1;
  endtask
  task read(input int n, input int next);
    for (int j = 0; j < ${columns}; j = j + ${adcs}) begin
      column = ${columnBits}'(j); convert = 1;
      if (next >= 0 && j + ${adcs} >= ${columns}) begin sample = 1; row_code = codes[next]; address = addresses[next]; end
      @(negedge clk);
      convert = 0; sample = 0; row_code = '0; address = '1;
      if (done !== 1) $display("PROTOCOL ${k}: done_o missing");
      $display("${k} %0d %0d %h", n, j, code);
    end
    @(negedge clk);
    if (done !== 0) $display("PROTOCOL ${k}: done_o stays");
  endtask
  initial begin
    ended = 0;
    $readmemh("cells${k}.hex", cells);
    $readmemh("codes${k}.hex", codes);
    $readmemh("address${k}.hex", addresses);
    rst_n = 0; prog_en = 0; sample = 0; convert = 0; row = 0; data = 0; row_code = 0; address = 0; column = 0;
    repeat (2) @(negedge clk);
    rst_n = 1;
    for (int i = 0; i < ${rows}; i = i + 1) begin
      prog_en = 1; row = ${rowBits}'(i); data = ~cells[i];
      @(negedge clk);
      data = cells[i];
      @(negedge clk);
    end
    prog_en = 0;
    drive(0);
    for (int n = 0; n < ${samples}; n = n + 1) read(n, n + 1 < ${samples} ? n + 1 : -1);
    rst_n = 0;
    @(negedge clk);
    if (code !== 0 || done !== 0) $display("PROTOCOL ${k}: reset leaves code_o or done_o");
    rst_n = 1;
    @(negedge clk);
    drive(${samples - 1});
    read(${samples - 1}, -1);
    ended = 1;
  end
endmodule
`;
}
