import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Module } from '../hdl-dsl/index.js';
import { clockPins } from '../hdl-dsl/names/clock-pins.js';
import { type PrintedPort, printDesign, printedPorts } from '../hdl-dsl/print/index.js';
import type { Measurement } from './measurement.js';

const run = promisify(execFile);

/** Cells after Yosys `synth` and `abc` of a printed design and of SystemVerilog written by hand with the same pins.
 *
 *  @param byHand its text; the module has the design's name with `_by_hand` behind it */
export async function compareArea(name: string, top: Module, byHand: string): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-area-'));
  try {
    const files = printDesign(top, { command: 'npm run bench' });
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    writeFileSync(join(folder, 'by_hand.sv'), byHand);
    const ours = files.map(({ path }) => path);
    await checkSameFunction(folder, top, ours);
    const [value, reference] = await Promise.all([
      cellsOf(folder, ours, top.name),
      cellsOf(folder, ['by_hand.sv'], `${top.name}_by_hand`),
    ]);
    return { name, value, unit: 'cells', reference, ratio: value / reference };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function cellsOf(folder: string, files: readonly string[], top: string): Promise<number> {
  const report = join(folder, `${top}.txt`);
  const steps = [
    `read_verilog -sv ${files.join(' ')}`,
    `synth -noabc -flatten -top ${top}`,
    'abc',
    'opt_clean',
    `tee -q -o ${report} stat`,
  ];
  await run('yosys', ['-q', '-p', steps.join('; ')], { cwd: folder, maxBuffer: 1 << 26 });
  const cells = /Number of cells: +(\d+)/.exec(readFileSync(report, 'utf8'))?.[1];
  if (cells === undefined) throw new Error(`Yosys tells no number of cells of ${top}`);
  return Number(cells);
}

/** Both sides must do the same: random inputs, every output in every cycle, in Icarus Verilog. */
async function checkSameFunction(folder: string, top: Module, ours: readonly string[]): Promise<void> {
  const ports = printedPorts(top);
  const [inputs, outputs] = (['input', 'output'] as const).map((d) => ports.filter((p) => p.direction === d));
  const pins = top.clocks.flatMap((domain) => Object.values(clockPins(domain)));
  const bits = ({ width }: PrintedPort): string => `logic [${width - 1}:0]`;
  const instance = (suffix: string): string => {
    const connected = [
      ...pins.map((pin, i) => `.${pin}(${i % 2 === 0 ? 'clk' : 'rst_n'})`),
      ...(inputs ?? []).map((p) => `.${p.name}(${p.name})`),
      ...(outputs ?? []).map((p) => `.${p.name}(${p.name}${suffix})`),
    ];
    return `  ${top.name}${suffix} u${suffix} (${connected.join(', ')});`;
  };
  const words = (p: PrintedPort): string =>
    Array.from({ length: Math.ceil(p.width / 32) }, () => '$urandom').join(', ');
  const bench = `module tb;
  logic clk = 0, rst_n = 1;
  integer seen = 0;
${(inputs ?? []).map((p) => `  ${bits(p)} ${p.name};`).join('\n')}
${(outputs ?? []).map((p) => `  ${bits(p)} ${p.name}, ${p.name}_by_hand;`).join('\n')}
${instance('')}
${instance('_by_hand')}
  initial begin
    #1 rst_n = 0; #1 rst_n = 1;
    repeat (400) begin
${(inputs ?? []).map((p) => `      ${p.name} = {${words(p)}};`).join('\n')}
      #1;
${(outputs ?? []).map((p) => `      if (${p.name} !== ${p.name}_by_hand) $display("different");`).join('\n')}
${(outputs ?? []).map((p) => `      if (^${p.name} !== 1'bx && ${p.name} != 0) seen = seen + 1;`).join('\n')}
      #1 clk = 1; #1 clk = 0;
    end
    $display("seen %0d", seen);
    $finish;
  end
endmodule
`;
  writeFileSync(join(folder, 'tb.sv'), bench);
  await run('iverilog', ['-g2012', '-s', 'tb', '-o', 'tb.vvp', 'tb.sv', 'by_hand.sv', ...ours], {
    cwd: folder,
  });
  const { stdout } = await run('vvp', ['-n', 'tb.vvp'], { cwd: folder, maxBuffer: 1 << 26 });
  const seen = Number(/seen (\d+)/.exec(stdout)?.[1]);
  if (stdout.includes('different') || !(seen > 100))
    throw new Error(`${top.name} and its equal by hand differ`);
}
