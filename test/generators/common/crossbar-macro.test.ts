import { afterAll, describe, expect, it } from 'vitest';
import { renderCrossbarMacro } from '../../../generators/common/crossbar-macro.js';
import { hasTool } from '../../support/tools.js';
import { noise, pumaConfig, signedConfig } from './support/configs.js';
import { Scratch } from './support/scratch.js';

const header = { command: 'crossweave generate config.json' };
const noisy = noise({ seed: 123456789, programming: 0.1, read: 0.05, adc: 1 });

const configs = {
  default: pumaConfig({ name: 'a' }),
  smallest: pumaConfig({ name: 'b', rows: 1, columns: 1, cellBits: 1, adcBits: 1 }),
  largest: signedConfig({ name: 'c', rows: 512, columns: 512, adcs: 4 }),
  pairs: pumaConfig({
    name: 'd',
    rows: 300,
    columns: 77,
    adcs: 5,
    cellBits: 3,
    dacBits: 4,
    encoding: 'differential',
    adcOverflow: 'drop-low',
  }),
  noisy: pumaConfig({ name: 'e', nonideal: noisy }),
  noisySmallest: signedConfig({
    name: 'f',
    rows: 1,
    columns: 1,
    cellBits: 1,
    dacBits: 1,
    adcBits: 1,
    nonideal: noisy,
  }),
};

/** Macros of a design with several units. */
const numbered = [
  renderCrossbarMacro(pumaConfig({ name: 'g', rows: 9, columns: 5 }), { ...header, numbered: true }),
  renderCrossbarMacro(pumaConfig({ name: 'h', rows: 9, columns: 5, nonideal: noisy }), {
    ...header,
    numbered: true,
  }),
];

/** The text from the module's first line to the end of its port list, comments off. */
function portList(text: string): string {
  const start = text.search(/^module /m);
  return text.slice(start, text.indexOf(');', start)).replaceAll(/\s*\/\/.*/g, '');
}

describe('renderCrossbarMacro', () => {
  it('names its files for the design, and adds C++ only with noise', () => {
    const paths = (config: Parameters<typeof renderCrossbarMacro>[0]) => {
      const { model, stub, dpi } = renderCrossbarMacro(config, header);
      return [model, stub, ...dpi].map((f) => f.path);
    };
    expect(paths(configs.default)).toEqual(['analog/a_xbar.sv', 'analog/a_xbar_stub.sv']);
    expect(paths(configs.noisy)).toEqual([
      'analog/e_xbar.sv',
      'analog/e_xbar_stub.sv',
      'analog/e_xbar_dpi.cpp',
    ]);
  });

  it('takes sigmas of 0 for ideal', () => {
    const ideal = renderCrossbarMacro(pumaConfig(), header);
    expect(renderCrossbarMacro(pumaConfig({ nonideal: noise() }), header)).toEqual(ideal);
  });

  it('gives the stub the ports and parameters of the model', () => {
    for (const config of Object.values(configs)) {
      const { model, stub } = renderCrossbarMacro(config, header);
      expect(portList(stub.text)).toBe(portList(model.text));
      expect(portList(stub.text).match(/_n?[io]\b/g)).toHaveLength(14);
    }
  });

  it('has a pin for the number of the unit where there are several', () => {
    for (const { model, stub } of numbered) {
      expect(portList(stub.text)).toBe(portList(model.text));
      expect(portList(stub.text)).toContain('input  logic [7:0] macro_i,');
      expect(portList(stub.text).match(/_n?[io]\b/g)).toHaveLength(15);
    }
  });

  it('writes the same text twice, with a header and without dates or machine paths', () => {
    for (const config of Object.values(configs)) {
      const { model, stub, dpi } = renderCrossbarMacro(config, header);
      const again = renderCrossbarMacro(config, header);
      expect({ model, stub, dpi }).toEqual(again);
      for (const { text } of [model, stub, ...dpi]) {
        expect(text.split('\n')[0]).toMatch(/^\/\/ \w+: /);
        expect(text.split('\n')[1]).toMatch(
          /^\/\/ Made from templates\/analog\/\S+ by `crossweave generate config\.json`\. DO NOT EDIT\.$/,
        );
        expect(text).not.toMatch(/\/tmp|\/home|\/work|\d{4}-\d{2}-\d{2}|\r|[ \t]\n/);
      }
    }
  });

  it('renders sigmas as the integers of the noise arithmetic', () => {
    const [dpi] = renderCrossbarMacro(
      pumaConfig({ adcBits: 6, adcOverflow: 'drop-low', nonideal: noisy }),
      header,
    ).dpi;
    // 0.1 -> 6554 / 65536, times 3 levels; 0.05 -> 3277; one step of 8 levels.
    expect(dpi?.text).toContain('kProgrammingSigma = 1229;');
    expect(dpi?.text).toContain('kReadSigma = 3277;');
    expect(dpi?.text).toContain('kAdcSigma = 32768;');
    expect(dpi?.text).toContain('kSeed = 123456789u;');
  });
});

describe('the files of the macro are accepted as they are', () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());
  const all = [...Object.values(configs).map((config) => renderCrossbarMacro(config, header)), ...numbered];
  scratch.write(all.flatMap(({ model, stub, dpi }) => [model, stub, ...dpi]));
  const stubs = all.map((macro) => macro.stub.path);
  const models = all.map((macro) => macro.model.path);
  const ideal = all.filter((macro) => macro.dpi.length === 0).map((macro) => macro.model.path);

  it.skipIf(!hasTool('verilator'))('by Verilator -Wall without a warning', () => {
    for (const path of [...stubs, ...models])
      expect(scratch.run('verilator', ['--lint-only', '-Wall', path]), path).toEqual({
        status: 0,
        output: '',
      });
  });

  it.skipIf(!hasTool('iverilog'))('by Icarus, ideal models and stubs', () => {
    for (const path of [...stubs, ...ideal])
      expect(scratch.run('iverilog', ['-g2012', '-t', 'null', path]), path).toEqual({
        status: 0,
        output: '',
      });
  });

  it.skipIf(!hasTool('yosys'))('by Yosys, stubs, as black boxes with their parameters', () => {
    const user = `module top (input logic clk_i, output logic [6:0] code_o);
      c_xbar #(.Slice(3), .SliceBits(4)) u_xbar_0 (.clk_i(clk_i), .code_o(code_o[6:0]));
    endmodule\n`;
    scratch.write([{ path: 'top.sv', text: user }]);
    const script = [
      `read_verilog -sv ${stubs.join(' ')} top.sv`,
      'hierarchy -check -top top',
      'proc',
      'opt -full',
      'select -assert-count 1 top/t:c_xbar',
      'select -assert-count 0 =c_xbar/t:*',
    ].join('; ');
    expect(scratch.run('yosys', ['-q', '-p', script])).toMatchObject({ status: 0 });
  });

  it.skipIf(!hasTool('g++'))('by g++ -Wall -Wextra without a warning', () => {
    for (const path of all.flatMap((macro) => macro.dpi.map((f) => f.path)))
      expect(
        scratch.run('g++', ['-std=c++17', '-O2', '-Wall', '-Wextra', '-Werror', '-c', path, '-o', 'dpi.o']),
        path,
      ).toEqual({ status: 0, output: '' });
  });
});
