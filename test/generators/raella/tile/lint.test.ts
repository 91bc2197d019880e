import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crossbarOf } from '../../../../config/raella/geometry.js';
import type { RaellaImaConfig, RaellaTileConfig } from '../../../../config/raella-machine.js';
import { renderCrossbarMacro } from '../../../../generators/common/crossbar-macro.js';
import { generateIma } from '../../../../generators/raella/ima/index.js';
import { generateTile } from '../../../../generators/raella/tile/index.js';
import { printDesign } from '../../../../hdl-dsl/print/print-design.js';
import { toolOutput, writeFiles } from '../../../support/lint-tools.js';
import { hasTool } from '../../../support/tools.js';

const layer = { slicing: [4, 2, 2], speculate: true, signedInputs: false };
const small = {
  rows: 12,
  columns: 20,
  cellBits: 4,
  dacBits: 4,
  adcs: 3,
  adcBits: 7,
  speculation: [4, 2, 2],
  crossbars: 3,
};
const least = { ...small, rows: 4, columns: 4, adcs: 1, adcBits: 3, crossbars: 1, cellBits: 1, dacBits: 2 };
const paper = { ...small, rows: 512, columns: 512, adcs: 4, crossbars: 4 };
const tile = { imas: 2, activationBytes: 1024, channels: 24 };
const designs: readonly { config: RaellaImaConfig | RaellaTileConfig; stalls?: boolean }[] = [
  { config: { system: 'raella-ima', name: 'ima', ...small, layer } },
  { config: { system: 'raella-ima', name: 'ima_least', ...least, speculation: [2, 2, 2, 2], layer } },
  { config: { system: 'raella-ima', name: 'ima_paper', ...paper, layer } },
  { config: { system: 'raella-tile', name: 'stalled', ...small, ...tile }, stalls: true },
  {
    config: {
      system: 'raella-tile',
      name: 'least',
      ...least,
      speculation: [1, 1, 1, 1, 1, 1, 1, 1],
      imas: 1,
      activationBytes: 256,
      channels: 1,
    },
  },
  {
    config: {
      system: 'raella-tile',
      name: 'paper',
      ...paper,
      imas: 8,
      activationBytes: 65536,
      channels: 8192,
    },
  },
  {
    config: {
      system: 'raella-tile',
      name: 'many',
      ...small,
      imas: 3,
      crossbars: 8,
      activationBytes: 65536,
      channels: 8192,
    },
  },
];

let folder = '';
const filesOf = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-raella-tile-'));
  const header = { command: 'crossweave generate config.json' };
  for (const { config, stalls = false } of designs) {
    const { top } = config.system === 'raella-tile' ? generateTile(config, { stalls }) : generateIma(config);
    const { stub } = renderCrossbarMacro(crossbarOf(config), { ...header, numbered: true });
    filesOf.set(config.name, writeFiles(join(folder, config.name), [...printDesign(top, header), stub]));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(designs.map(({ config }) => config.name))('RTL of %s', (name) => {
  const files = () => filesOf.get(name) ?? [];

  it.runIf(hasTool('verilator'))('has no lint', () => {
    expect(toolOutput('verilator', ['--lint-only', '-Wall', '--top-module', name, ...files()])).toBe(
      'exit 0',
    );
  });
});

describe.each(['ima', 'stalled'])('RTL of %s', (name) => {
  const files = () => filesOf.get(name) ?? [];

  it.runIf(hasTool('verilator'))('has no lint with its assertions', () => {
    // The assertions read the asynchronous reset synchronously, which is what this one warning is about.
    const flags = ['--lint-only', '-Wall', '-Wno-SYNCASYNCNET', '--assert', '-DCROSSWEAVE_ASSERT'];
    expect(toolOutput('verilator', [...flags, '--top-module', name, ...files()])).toBe('exit 0');
  });

  it.runIf(hasTool('iverilog'))('compiles in Icarus', () => {
    // Icarus says "sorry" where it ignores a qualifier or widens a sensitivity list.
    const args = ['-g2012', '-s', name, '-o', '/dev/null', ...files()];
    expect(toolOutput('iverilog', args, /sorry:/)).toBe('exit 0');
  });

  it.runIf(hasTool('yosys'))('reads into Yosys', () => {
    const script = `read_verilog -sv ${files().join(' ')}; hierarchy -check -top ${name}`;
    expect(toolOutput('yosys', ['-q', '-p', script], /Replacing memory/)).toBe('exit 0');
  });
});

describe('RTL of a tile', () => {
  it('has one module for all IMAs and one for all crossbars, at paper size too', () => {
    const names = (filesOf.get('paper') ?? []).map((file) => file.split('/').at(-1) ?? '');
    for (const module of ['paper_ima', 'paper_crossbar'])
      expect(names.filter((name) => name === `${module}.sv`)).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
  });
});
