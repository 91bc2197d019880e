import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../config/parse-config.js';
import { presetNames } from '../../../config/presets.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { systemNames } from '../../../config/systems.js';
import { digitsData } from '../../../systems/workloads/digits-data.js';
import { root } from '../../project/run.js';

function preset(name: string) {
  return parseConfig(JSON.parse(readFileSync(join(root, 'configs', `${name}.json`), 'utf8')));
}

function mvmu(name: string): PumaMvmuConfig {
  const config = preset(name);
  if (config.system !== 'puma-mvmu') throw new Error(`${name} is a ${config.system}`);
  return config;
}

describe('presets', () => {
  it('are those that the documentation names', () => {
    expect(presetNames()).toEqual([
      'digits',
      'isaac-crossbar',
      'multibit-array',
      'noisy-digits',
      'offset-flip',
      'puma-core',
      'puma-core-small',
      'puma-digits-core',
      'puma-digits-tile',
      'puma-mvmu',
      'puma-tile',
      'puma-tile-small',
      'raella-crossbar',
      'raella-crossbar-small',
      'raella-ima',
      'raella-ima-small',
      'raella-tile',
      'raella-tile-mnist',
      'raella-tile-small',
      'ramp-array',
      'signed-array',
      'sram-array',
      'tiny',
      'xnor-array',
    ]);
  });

  it.each(presetNames())('%s is a configuration, named like its file', (name) => {
    expect(preset(name).name).toBe(name.replaceAll('-', '_'));
  });

  it('the defaults of each system say nothing but system and name', () => {
    for (const name of systemNames) {
      // A mixed-signal array has a preset for each style.
      if (name === 'mixed-signal-array') continue;
      const json: unknown = JSON.parse(readFileSync(join(root, 'configs', `${name}.json`), 'utf8'));
      expect(Object.keys(json as object).filter((key) => key !== '$schema')).toEqual(['system', 'name']);
    }
  });

  it('digits holds each layer of the network, bias row included, and converts it without loss', () => {
    const config = mvmu('digits');
    for (const layer of digitsData().network.layers) {
      expect(config.rows).toBeGreaterThanOrEqual(layer.weights[0]!.length + 1);
      expect(config.columns).toBeGreaterThanOrEqual(layer.weights.length);
    }
    expect(config.rows * (2 ** config.dacBits - 1) * (2 ** config.cellBits - 1)).toBeLessThan(
      2 ** config.adcBits,
    );
  });

  it('offset-flip needs only 8 bits for the sums of 128 rows', () => {
    const { rows, cellBits, dacBits, adcBits } = mvmu('offset-flip');
    const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
    expect(largest).toBeGreaterThanOrEqual(2 ** adcBits);
    expect(largest / 2).toBeLessThan(2 ** adcBits);
  });

  it('noisy-digits has every kind of noise', () => {
    const { programming, read, adc } = mvmu('noisy-digits').nonideal!;
    expect(Math.min(programming, read, adc)).toBeGreaterThan(0);
  });
});
