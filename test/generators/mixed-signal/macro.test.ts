import { afterAll, describe, expect, it } from 'vitest';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../../config/mixed-signal-array.js';
import { renderMixedSignalMacro } from '../../../generators/mixed-signal/macro.js';
import { everyLayerOn, mixed, noise } from '../../conformance/configuration-of.js';
import { hasTool } from '../../support/tools.js';
import { Scratch } from '../common/support/scratch.js';

const header = { command: 'crossweave generate config.json' };
const capacitorsOn = {
  stuckOff: 0.1,
  stuckOn: 0.9,
  capacitorMismatch: 0.5,
  read: 1,
  adc: 16,
  comparator: 16,
};

/** Each style at its smallest, its widest, and with non-idealities. */
const configs = mixedSignalStyles.flatMap((style, k): MixedSignalArrayConfig[] => {
  const ramp = style === 'resistive-ramp';
  const bits = style === 'xnor-capacitor' ? 1 : ramp ? 4 : 8;
  const one = { weightBits: 1, inputBits: 1, rows: 1, columns: 1, adcs: 1, adcBits: 1, adcStep: 0 };
  const widest = {
    ...{ rows: 1152, columns: 256, adcs: 256, weightBits: bits, inputBits: bits, adcStep: 20 },
    adcBits: ramp ? 6 : 16,
  };
  const nonideal = noise(ramp ? { ...everyLayerOn, offCurrent: 'reference' } : capacitorsOn);
  return [
    mixed(`one_${k}`, style, one),
    mixed(`widest_${k}`, style, widest),
    mixed(`layers_${k}`, style, { nonideal }),
    mixed(`widest_layers_${k}`, style, { ...widest, nonideal }),
  ];
});

/** The text from the module's first line to the end of its port list, comments off. */
function portList(text: string): string {
  const start = text.search(/^module /m);
  return text.slice(start, text.indexOf(');', start)).replaceAll(/\s*\/\/.*/g, '');
}

describe('renderMixedSignalMacro', () => {
  it('gives the stub the ports of the model, and no parameters', () => {
    for (const config of configs) {
      const { model, stub } = renderMixedSignalMacro(config, header);
      expect(portList(stub.text)).toBe(portList(model.text));
      expect(portList(stub.text)).not.toContain('parameter');
      expect(portList(stub.text).match(/_n?[io]\b/g)).toHaveLength(
        config.style === 'resistive-ramp' ? 15 : 14,
      );
    }
  });

  it('adds C++ only with non-idealities', () => {
    const [ideal] = configs;
    expect(renderMixedSignalMacro(ideal!, header).dpi).toEqual([]);
    expect(renderMixedSignalMacro({ ...ideal!, nonideal: noise({}) }, header).dpi).toEqual([]);
    const [dpi] = renderMixedSignalMacro({ ...ideal!, nonideal: noise({ read: 0.1 }) }, header).dpi;
    expect(dpi!.path).toBe('analog/one_0_xbar_dpi.cpp');
  });

  it('takes the narrowest types that hold levels and sums', () => {
    const typesOf = (config: MixedSignalArrayConfig) => {
      const [dpi] = renderMixedSignalMacro(config, header).dpi;
      return Array.from(dpi!.text.matchAll(/^using \w+ = (\w+);$/gm), ([, type]) => type);
    };
    const spread = noise({ capacitorMismatch: 0.1 });
    const capacitors = (weightBits: number, rows: number, inputBits: number) =>
      mixed('m', 'multibit-capacitor', { rows, weightBits, inputBits, nonideal: spread });
    expect(typesOf(mixed('m', 'xnor-capacitor', { nonideal: spread }))).toEqual(['int16_t', 'int32_t']);
    // 8192 * 7 = 57344; 8192 * 15 = 122880
    expect(typesOf(capacitors(3, 9, 4))).toEqual(['uint16_t', 'int32_t']);
    expect(typesOf(capacitors(4, 9, 4))).toEqual(['int32_t', 'int32_t']);
    // 255 * 255 * 8192 = 532684800 a word line: four times that is below 2^31, five times not.
    expect(typesOf(capacitors(8, 4, 8))).toEqual(['int32_t', 'int32_t']);
    expect(typesOf(capacitors(8, 5, 8))).toEqual(['int32_t', 'int64_t']);
    const devices = (programming: number, onOffRatio: number) =>
      mixed('m', 'resistive-ramp', { weightBits: 4, nonideal: noise({ programming, onOffRatio }) });
    // 4096 * 15 = 61440 and 0.06 of it more are within 65535, a tenth is not.
    expect(typesOf(devices(0, 1 + 1 / 0.06))).toEqual(['uint16_t', 'int32_t']);
    expect(typesOf(devices(0, 11))).toEqual(['int32_t', 'int32_t']);
    expect(typesOf(devices(0.1, 1e6))).toEqual(['int32_t', 'int32_t']);
  });
});

describe('the files of the macros are accepted as they are', () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());
  const all = configs.map((config) => renderMixedSignalMacro(config, header));
  scratch.write(all.flatMap(({ model, stub, dpi }) => [model, stub, ...dpi]));
  const stubs = all.map((macro) => macro.stub.path);
  const ideal = all.filter((macro) => macro.dpi.length === 0).map((macro) => macro.model.path);
  const silent = { status: 0, output: '' };

  it.skipIf(!hasTool('verilator'))('by Verilator -Wall without a warning', () => {
    for (const path of [...stubs, ...all.map((macro) => macro.model.path)])
      expect(scratch.run('verilator', ['--lint-only', '-Wall', path]), path).toEqual(silent);
  });

  it.skipIf(!hasTool('iverilog'))('by Icarus, ideal models and stubs', () => {
    for (const path of [...stubs, ...ideal])
      expect(scratch.run('iverilog', ['-g2012', '-t', 'null', path]), path).toEqual(silent);
  });

  it.skipIf(!hasTool('yosys'))('by Yosys, stubs, as black boxes', () => {
    expect(scratch.run('yosys', ['-q', '-p', `read_verilog -sv ${stubs.join(' ')}`])).toEqual(silent);
  });

  it.skipIf(!hasTool('g++'))('by g++ -Wall -Wextra without a warning', () => {
    for (const path of all.flatMap((macro) => macro.dpi.map((f) => f.path))) {
      const flags = ['-std=c++17', '-O1', '-Wall', '-Wextra', '-Werror', '-c', path, '-o', 'dpi.o'];
      expect(scratch.run('g++', flags), path).toEqual(silent);
    }
  });
});
