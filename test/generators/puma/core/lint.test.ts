import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import { renderCrossbarMacro } from '../../../../generators/common/crossbar-macro.js';
import { PumaCore } from '../../../../generators/puma/core/index.js';
import { build } from '../../../../hdl-dsl/index.js';
import { printDesign } from '../../../../hdl-dsl/print/print-design.js';
import { toolOutput, writeFiles } from '../../../support/lint-tools.js';
import { hasTool } from '../../../support/tools.js';
import { smallCore } from './support/small-core.js';

const { mvmu } = smallCore();
const cores: readonly PumaCoreConfig[] = [
  smallCore(),
  smallCore({
    name: 'least',
    dimension: 4,
    mvmus: 1,
    lanes: 1,
    registers: 16,
    instructions: 16,
    vectorWidthBits: 1,
    fraction: 0,
    memory: { words: 32, countBits: 1, busBits: 256 },
  }),
  smallCore({
    name: 'most',
    dimension: 16,
    mvmus: 8,
    lanes: 16,
    registers: 1040,
    instructions: 65536,
    vectorWidthBits: 9,
    fraction: 15,
    memory: { words: 65536, countBits: 16, busBits: 1024 },
  }),
  smallCore({ name: 'odd', dimension: 6, mvmus: 3, lanes: 2, registers: 22, fraction: 7, instructions: 17 }),
  smallCore({
    name: 'flips',
    dimension: 24,
    mvmus: 1,
    lanes: 8,
    registers: 1000,
    fraction: 1,
    mvmu: { ...mvmu, encoding: 'offset-flip', adcs: 5 },
  }),
  smallCore({
    name: 'many_adcs',
    dimension: 10,
    mvmus: 2,
    lanes: 2,
    registers: 40,
    mvmu: { ...mvmu, dacBits: 3, adcBits: 11, adcs: 7 },
  }),
];

let folder = '';
const filesOf = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-core-'));
  const header = { command: 'crossweave generate config.json' };
  for (const config of cores) {
    const { stub } = renderCrossbarMacro(machineMvmuConfig(config), { ...header, numbered: true });
    const files = [...printDesign(build(PumaCore, config), header), stub];
    filesOf.set(config.name, writeFiles(join(folder, config.name), files));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(cores.map(({ name }) => name))('RTL of the core %s', (name) => {
  const files = () => filesOf.get(name) ?? [];
  const top = `${name}_core`;

  it.runIf(hasTool('verilator'))('has no lint', () => {
    expect(toolOutput('verilator', ['--lint-only', '-Wall', '--top-module', top, ...files()])).toBe('exit 0');
  });

  it.runIf(hasTool('iverilog'))('compiles in Icarus', () => {
    // Icarus says "sorry" where it ignores a qualifier or widens a sensitivity list.
    expect(toolOutput('iverilog', ['-g2012', '-s', top, '-o', '/dev/null', ...files()], /sorry:/)).toBe(
      'exit 0',
    );
  });
});

describe('RTL of a core', () => {
  it.runIf(hasTool('verilator'))('has no lint with its assertions', () => {
    // The assertions read the asynchronous reset synchronously, which is what this one warning is about.
    const flags = ['--lint-only', '-Wall', '-Wno-SYNCASYNCNET', '--assert', '-DCROSSWEAVE_ASSERT'];
    expect(
      toolOutput('verilator', [...flags, '--top-module', 'odd_core', ...(filesOf.get('odd') ?? [])]),
    ).toBe('exit 0');
  });

  it.runIf(hasTool('yosys'))('reads into Yosys', () => {
    const files = filesOf.get('odd') ?? [];
    const script = `read_verilog -sv ${files.join(' ')}; hierarchy -check -top odd_core`;
    expect(toolOutput('yosys', ['-q', '-p', script], /Replacing memory/)).toBe('exit 0');
  });
});
