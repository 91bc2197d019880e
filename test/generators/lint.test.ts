import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generateMixedSignalArray } from '../../generators/mixed-signal/index.js';
import { renderMixedSignalMacro } from '../../generators/mixed-signal/macro.js';
import { generatePumaMvmu } from '../../generators/puma/mvmu/index.js';
import { generateRaellaCrossbar } from '../../generators/raella/crossbar/index.js';
import { generateSignedArray } from '../../generators/signed-array/index.js';
import { printDesign } from '../../hdl-dsl/print/print-design.js';
import { toolOutput, writeFiles } from '../support/lint-tools.js';
import { hasTool } from '../support/tools.js';
import { lintUnits } from './mixed-signal/lint-units.js';
import { crossbarUnits } from './raella/crossbar/lint-units.js';

const base: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'mvmu',
  rows: 128,
  columns: 128,
  weightBits: 16,
  cellBits: 2,
  inputBits: 16,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 9,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
};
const one = {
  rows: 1,
  columns: 1,
  weightBits: 2,
  cellBits: 1,
  inputBits: 1,
  signedInputs: false,
  adcBits: 1,
};
const perPlane = { bits: 12, fraction: 30, rounding: 'per-plane', overflow: 'wrap' } as const;

type Config = PumaMvmuConfig | SignedArrayConfig | MixedSignalArrayConfig | RaellaCrossbarConfig;

const units: readonly Config[] = [
  base,
  { ...base, name: 'parallel', adcs: 128 },
  { ...base, name: 'one', ...one },
  {
    ...base,
    name: 'odd',
    rows: 5,
    columns: 7,
    weightBits: 7,
    cellBits: 3,
    inputBits: 7,
    dacBits: 3,
    adcs: 3,
  },
  {
    ...base,
    name: 'flip',
    rows: 5,
    columns: 7,
    adcs: 2,
    encoding: 'offset-flip',
    output: { ...base.output, bits: 48 },
  },
  {
    ...base,
    name: 'flip_two',
    rows: 9,
    columns: 4,
    adcs: 4,
    dacBits: 4,
    encoding: 'offset-flip',
    adcOverflow: 'drop-low',
  },
  {
    ...base,
    name: 'pair',
    rows: 9,
    columns: 10,
    dacBits: 4,
    adcs: 4,
    adcBits: 5,
    adcOverflow: 'drop-low',
    encoding: 'differential',
  },
  {
    ...base,
    name: 'pair_one',
    rows: 1,
    columns: 9,
    weightBits: 2,
    cellBits: 1,
    inputBits: 2,
    adcs: 9,
    adcBits: 1,
    encoding: 'differential',
  },
  { ...base, name: 'plane', rows: 16, columns: 16, adcs: 16, output: perPlane },
  {
    ...base,
    name: 'plane_flip',
    rows: 17,
    columns: 3,
    adcs: 2,
    signedInputs: false,
    dacBits: 3,
    encoding: 'offset-flip',
    output: perPlane,
  },
  {
    ...base,
    name: 'plane_pair',
    rows: 3,
    columns: 5,
    inputBits: 2,
    encoding: 'differential',
    output: perPlane,
  },
  {
    ...base,
    name: 'one_step',
    rows: 3,
    columns: 6,
    inputBits: 4,
    dacBits: 4,
    adcs: 4,
    signedInputs: false,
    encoding: 'offset-flip',
  },
  {
    ...base,
    name: 'two_steps',
    rows: 2,
    columns: 2,
    weightBits: 2,
    inputBits: 2,
    dacBits: 2,
    adcs: 2,
    adcBits: 16,
  },
  {
    ...base,
    name: 'wide',
    rows: 512,
    columns: 9,
    cellBits: 5,
    adcs: 5,
    adcBits: 16,
    adcOverflow: 'drop-low',
  },
  {
    system: 'signed-array',
    name: 'arr',
    rows: 512,
    columns: 512,
    cellBits: 4,
    dacBits: 4,
    adcs: 4,
    adcBits: 7,
  },
  {
    system: 'signed-array',
    name: 'arr_one',
    rows: 1,
    columns: 1,
    cellBits: 1,
    dacBits: 1,
    adcs: 1,
    adcBits: 1,
  },
  {
    system: 'signed-array',
    name: 'arr_odd',
    rows: 5,
    columns: 11,
    cellBits: 3,
    dacBits: 3,
    adcs: 3,
    adcBits: 16,
  },
  ...lintUnits,
  ...crossbarUnits,
];

const header = { command: 'crossweave generate config.json' };

/** Top module and stub of a unit. */
function generated(config: Config) {
  if (config.system === 'mixed-signal-array')
    return { ...generateMixedSignalArray(config), ...renderMixedSignalMacro(config, header) };
  const { top } = unitOf(config);
  return { top, ...renderCrossbarMacro(config, header) };
}

function unitOf(config: Exclude<Config, MixedSignalArrayConfig>) {
  switch (config.system) {
    case 'puma-mvmu':
      return generatePumaMvmu(config);
    case 'signed-array':
      return generateSignedArray(config);
    case 'raella-crossbar':
      return generateRaellaCrossbar(config, { speculate: true, signedInputs: false });
  }
}

let folder = '';
const filesOf = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-lint-'));
  for (const config of units) {
    const { top, stub } = generated(config);
    const files = [...printDesign(top, header), stub];
    filesOf.set(config.name, writeFiles(join(folder, config.name), files));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(units.map((config) => config.name))('RTL of %s', (name) => {
  const files = () => filesOf.get(name) ?? [];

  it.runIf(hasTool('verilator'))('has no lint', () => {
    expect(toolOutput('verilator', ['--lint-only', '-Wall', '--top-module', name, ...files()])).toBe(
      'exit 0',
    );
  });

  it.runIf(hasTool('verilator'))('has no lint with its assertions', () => {
    // The assertions read the asynchronous reset synchronously, which is what this one warning is about.
    const flags = ['--lint-only', '-Wall', '-Wno-SYNCASYNCNET', '--assert', '-DCROSSWEAVE_ASSERT'];
    expect(toolOutput('verilator', [...flags, '--top-module', name, ...files()])).toBe('exit 0');
  });

  it.runIf(hasTool('iverilog'))('compiles in Icarus', () => {
    // Icarus says "sorry" where it ignores a qualifier or widens a sensitivity list.
    expect(toolOutput('iverilog', ['-g2012', '-s', name, '-o', '/dev/null', ...files()], /sorry:/)).toBe(
      'exit 0',
    );
  });

  it.runIf(hasTool('yosys'))('reads into Yosys', () => {
    const script = `read_verilog -sv ${files().join(' ')}; hierarchy -check -top ${name}`;
    expect(toolOutput('yosys', ['-q', '-p', script], /Replacing memory/)).toBe('exit 0');
  });
});
