import { describe, expect, it } from 'vitest';
import { loadConfig, presetNames } from '../../config/index.js';
import { Mvmu } from '../../generators/puma/mvmu/mvmu.js';
import { SignedArray } from '../../generators/signed-array/signed-array.js';
import { checkDesign, elaborate } from '../../hdl-dsl/index.js';

describe('the hardware of every preset', () => {
  it.each(presetNames())('%s passes all checks without a warning', (name) => {
    const { config } = loadConfig(name);
    const top = config.system === 'signed-array' ? elaborate(SignedArray, config) : elaborate(Mvmu, config);
    expect(checkDesign(top)).toEqual([]);
  });
});
