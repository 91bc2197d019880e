import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Module } from '../../../hdl-dsl/ir/index.js';
import { printDesign } from '../../../hdl-dsl/print/index.js';
import { hasTool } from '../../support/tools.js';
import { referenceTrace } from './support/engines.js';
import { chainOfOverrides, examples } from './support/examples.js';
import * as ir from './support/ir.js';
import { randomExperiment } from './support/stimulus.js';
import { ToolRuns } from './support/tool-runs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-tools-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cellArrayStub = `/* verilator lint_off UNUSEDSIGNAL */
module cell_array #(parameter int Slice = 0, parameter int SliceBits = 1) (
  input logic clk_i, input logic rst_ni, input logic [1:0] column_i, output logic [5:0] code_o, output logic done_o);
  assign code_o = 6'(Slice + SliceBits);
  assign done_o = 1'b0;
endmodule
`;

function write(module: Module): string[] {
  writeFileSync(join(folder, 'cell_array.sv'), cellArrayStub);
  const files = printDesign(module, { command: 'make' });
  for (const file of files) writeFileSync(join(folder, file.path), file.text);
  return [...files.map((file) => file.path), ...(module.name === 'hierarchy' ? ['cell_array.sv'] : [])];
}

/** Output of a command, both streams; a failing command gives its output too. */
function outputOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync('sh', ['-c', `${[command, ...args].map((a) => `'${a}'`).join(' ')} 2>&1`], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
  } catch (error) {
    const { stdout, message } = error as { stdout?: string; message: string };
    return `failed: ${stdout || message}`;
  }
}

describe.each(Object.entries(examples))('%s', (_, make) => {
  test.skipIf(!hasTool('verilator'))('has no lint in Verilator, with and without assertions', () => {
    const files = write(make());
    const lint = ['--lint-only', '-Wall', '--top-module', make().name];
    expect(outputOf('verilator', [...lint, ...files])).toBe('');
    expect(outputOf('verilator', [...lint, '--assert', '+define+CROSSWEAVE_ASSERT', ...files])).toBe('');
  });

  test.skipIf(!hasTool('iverilog'))('is accepted by Icarus', () => {
    const said = outputOf('iverilog', ['-g2012', '-s', make().name, '-o', 'x.vvp', ...write(make())]);
    // "sorry" tells of looser sensitivity and of `unique`, not of a refusal.
    expect(said.split('\n').filter((line) => line !== '' && !line.includes('sorry'))).toEqual([]);
  });

  test.skipIf(!hasTool('yosys'))('is accepted by Yosys', () => {
    const script = `read_verilog -sv ${write(make()).join(' ')}; hierarchy -check -top ${make().name}; proc`;
    expect(outputOf('yosys', ['-q', '-p', script])).not.toMatch(/error/i);
  });
});

test.skipIf(!hasTool('iverilog'))(
  'blocks that override one another settle in Icarus',
  () => {
    const experiment = randomExperiment(chainOfOverrides(), 30, 7);
    const expected = referenceTrace(experiment);
    expect(new Set(expected).size).toBeGreaterThan(3);
    expect(new ToolRuns(join(folder, 'chain'), [experiment]).icarus()).toEqual([expected]);
  },
  30_000,
);

test.skipIf(!hasTool('verilator') || !hasTool('g++'))(
  'a failed assertion names its rule and its place',
  () => {
    const x = ir.input('x', ir.uint(4));
    const y = ir.output('y', ir.uint(4));
    const q = ir.register('q', ir.uint(4), 0n);
    const child = ir.module('guarded', {
      ports: [x, y],
      registers: [q],
      body: [ir.assign(q, ir.read(x)), ir.assign(y, ir.read(q))],
      assertions: [
        ir.assertion(
          'NeverThree',
          ir.binary('ne', ir.read(q), ir.lit(ir.uint(4), 3)),
          'three is 100% "wrong"',
        ),
      ],
    });
    const outer = { x: ir.input('x', ir.uint(4)), y: ir.output('y', ir.uint(4)) };
    const inner = ir.instance('inner', child);
    const top = ir.module('outside', {
      ports: [outer.x, outer.y],
      instances: [inner],
      body: [
        ir.assign(ir.portOf(inner, 'x'), ir.read(outer.x)),
        ir.assign(outer.y, ir.read(ir.portOf(inner, 'y'))),
      ],
    });
    const bench = `module tb;
  logic clk = 0, rst_n = 1;
  logic [3:0] x = 3, y;
  outside u_outside (.clk_i(clk), .rst_ni(rst_n), .x_i(x), .y_o(y));
  initial begin
    #1 rst_n = 0; #1 rst_n = 1;
    repeat (2) begin #5 clk = 1; #5 clk = 0; end
    $finish;
  end
endmodule
`;
    writeFileSync(join(folder, 'tb.sv'), bench);
    const flags = [
      '--binary',
      '--timing',
      '--assert',
      '+define+CROSSWEAVE_ASSERT',
      '-Wno-fatal',
      '-Wno-lint',
    ];
    outputOf('verilator', [
      ...flags,
      '--top-module',
      'tb',
      '-CFLAGS',
      '-O0',
      '-o',
      'sim',
      'tb.sv',
      ...write(top),
    ]);
    const said = outputOf('./obj_dir/sim', []);
    expect(said).toContain('NeverThree: three is 100% "wrong"');
    expect(said).toContain('tb.u_outside.u_inner.NeverThree');
  },
);
