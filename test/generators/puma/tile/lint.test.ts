import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/index.js';
import { machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { renderCrossbarMacro } from '../../../../generators/common/crossbar-macro.js';
import { generateMachine } from '../../../../generators/puma/machine.js';
import { printDesign } from '../../../../hdl-dsl/print/print-design.js';
import { toolOutput, writeFiles } from '../../../support/lint-tools.js';
import { hasTool } from '../../../support/tools.js';

const machine = (source: unknown) => loadConfig(source).config as PumaMachineConfig;
const tiny = {
  system: 'puma-tile',
  cores: 1,
  dimension: 4,
  mvmus: 1,
  lanes: 1,
  registers: 16,
  instructions: 16,
  mvmu: { weightBits: 2, adcBits: 4 },
};
const machines: readonly { readonly config: PumaMachineConfig; readonly stalls?: boolean }[] = [
  { config: machine('puma-tile') },
  { config: machine({ ...machine('puma-tile-small'), name: 'stalled' }), stalls: true },
  { config: machine('puma-core-small') },
  {
    config: machine({
      ...tiny,
      name: 'least',
      memory: { words: 32, countBits: 1 },
      tile: { instructions: 16, fifos: 1, fifoDepth: 1 },
    }),
  },
  {
    config: machine({
      ...tiny,
      name: 'most',
      memory: { words: 65536, countBits: 16, busBits: 1024 },
      tile: { instructions: 65536, fifos: 64, fifoDepth: 64 },
    }),
  },
];

let folder = '';
const filesOf = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-tile-'));
  const header = { command: 'crossweave generate config.json' };
  for (const { config, stalls = false } of machines) {
    const { stub } = renderCrossbarMacro(machineMvmuConfig(config), { ...header, numbered: true });
    const files = [...printDesign(generateMachine(config, { stalls }).top, header), stub];
    filesOf.set(config.name, writeFiles(join(folder, config.name), files));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(machines.map(({ config }) => config.name))('RTL of the machine %s', (name) => {
  const files = () => filesOf.get(name) ?? [];

  it.runIf(hasTool('verilator'))('has no lint', () => {
    expect(toolOutput('verilator', ['--lint-only', '-Wall', '--top-module', name, ...files()])).toBe(
      'exit 0',
    );
  });
});

describe('RTL of a machine', () => {
  const files = () => filesOf.get('stalled') ?? [];

  it.runIf(hasTool('verilator'))('has no lint with its assertions', () => {
    // The assertions read the asynchronous reset synchronously, which is what this one warning is about.
    const flags = ['--lint-only', '-Wall', '-Wno-SYNCASYNCNET', '--assert', '-DCROSSWEAVE_ASSERT'];
    expect(toolOutput('verilator', [...flags, '--top-module', 'stalled', ...files()])).toBe('exit 0');
  });

  it.runIf(hasTool('iverilog'))('compiles in Icarus', () => {
    // Icarus says "sorry" where it ignores a qualifier or widens a sensitivity list.
    const args = ['-g2012', '-s', 'stalled', '-o', '/dev/null', ...files()];
    expect(toolOutput('iverilog', args, /sorry:/)).toBe('exit 0');
  });

  it.runIf(hasTool('yosys'))('reads into Yosys', () => {
    const script = `read_verilog -sv ${files().join(' ')}; hierarchy -check -top stalled`;
    expect(toolOutput('yosys', ['-q', '-p', script], /Replacing memory/)).toBe('exit 0');
  });

  it('has one module for all cores, at paper size too', () => {
    const { top } = generateMachine(machine('puma-tile'));
    const cores = top.instances.flatMap(({ of }) => (of.name === 'puma_tile_core' ? [of] : []));
    expect(cores).toHaveLength(8);
    expect(new Set(cores).size).toBe(1);
    const paths = (filesOf.get('puma_tile') ?? []).filter((file) => file.endsWith('puma_tile_core.sv'));
    expect(paths).toHaveLength(1);
  });
});
