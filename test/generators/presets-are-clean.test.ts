import { describe, expect, it } from 'vitest';
import { isMachine, loadConfig, presetNames } from '../../config/index.js';
import { Mvmu } from '../../generators/puma/mvmu/mvmu.js';
import { SignedArray } from '../../generators/signed-array/signed-array.js';
import { checkDesign, elaborate } from '../../hdl-dsl/index.js';

describe('the hardware of every preset', () => {
  const arrays = presetNames().flatMap((name) => {
    const { config } = loadConfig(name);
    return isMachine(config) ? [] : [{ name, config }];
  });

  it.each(arrays)('$name passes all checks without a warning', ({ config }) => {
    const top = config.system === 'signed-array' ? elaborate(SignedArray, config) : elaborate(Mvmu, config);
    expect(checkDesign(top)).toEqual([]);
  });
});
