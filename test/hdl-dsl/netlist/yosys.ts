import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from '../../../hdl-dsl/ir/index.js';
import { type Netlist, netlistOf, netlistText } from '../../../hdl-dsl/netlist/index.js';
import { printModules } from '../../../hdl-dsl/print/print-design.js';

/** A design printed both ways, in a folder of its own. */
export interface BothWays {
  readonly top: string;
  readonly folder: string;
  readonly sources: readonly string[];
  readonly netlist: Netlist;
}

/** @param change spoils the netlist on purpose */
export function printBothWays(
  top: Module,
  folder: string,
  change: (netlist: Netlist) => Netlist = (netlist) => netlist,
): BothWays {
  mkdirSync(folder, { recursive: true });
  const { files, names } = printModules(top, { command: 'a test' });
  for (const { path, text } of files) writeFileSync(join(folder, path), text);
  const netlist = change(netlistOf(top, names));
  writeFileSync(join(folder, 'netlist.json'), netlistText(netlist));
  return { top: top.name, folder, sources: files.map(({ path }) => join(folder, path)), netlist };
}

/** Commands that bring what was read to one flat module of flip-flops, kept under a name. */
const settle = (top: string, name: string) => [
  'memory_map',
  `flatten ${top}`,
  'async2sync',
  'dffunmap',
  'setundef -zero -init',
  'opt_clean -purge',
  `rename ${top} ${name}`,
  `design -stash ${name}`,
];

/** Proves that the netlist behaves as the SystemVerilog does, for all inputs of the first cycles from reset, every
 *  register and memory word 0 where the reset leaves it open.
 *  @throws {Error} with Yosys's words where it does not */
export function proveEqual(designs: readonly BothWays[], cycles: number): void {
  const script = designs.flatMap(({ top, folder, sources }) => [
    `read_verilog -sv ${sources.join(' ')}`,
    `hierarchy -check -top ${top}`,
    'proc',
    'memory_collect',
    ...settle(top, 'gold'),
    'design -reset',
    `read_json ${join(folder, 'netlist.json')}`,
    `hierarchy -check -top ${top}`,
    'check -assert',
    ...settle(top, 'gate'),
    'design -reset',
    'design -copy-from gold -as gold gold',
    'design -copy-from gate -as gate gate',
    'miter -equiv -flatten -make_outputs gold gate miter',
    'hierarchy -top miter',
    'opt_merge miter',
    `sat -verify -prove trigger 0 -seq ${cycles} -show-ports miter`,
    'design -reset',
  ]);
  yosys(script, designs[0]?.folder ?? '.');
}

/** What Yosys makes of the SystemVerilog, in its own JSON. */
export function yosysJson({ top, sources, folder }: BothWays): Netlist {
  const script = [
    `read_verilog -sv ${sources.join(' ')}`,
    `hierarchy -top ${top}`,
    'proc',
    'write_json yosys.json',
  ];
  yosys(script, folder);
  return JSON.parse(readFileSync(join(folder, 'yosys.json'), 'utf8')) as Netlist;
}

function yosys(script: readonly string[], folder: string): void {
  const file = join(folder, 'script.ys');
  writeFileSync(file, `${script.join('\n')}\n`);
  execFileSync('yosys', ['-q', '-s', file], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 60_000,
  });
}
