import { describe, expect, it } from 'vitest';
import type { CosimOptions } from '../../systems/api.js';
import { checkCosimOptions } from '../../systems/check-cosim-options.js';
import { cosim } from '../../systems/index.js';
import { caught } from '../support/caught.js';

/** What a caller without types might give. */
const untyped = (options: string): CosimOptions => JSON.parse(options);

describe('options of cosim', () => {
  it('CW-C021: each that is no word or number of its own, all at once', async () => {
    const options = untyped(
      '{ "config": "tiny", "engine": "verilate", "level": 3, "trace": "fst", "seed": 1.5 }',
    );
    const refused = (option: string, expected: string, actual: string) => ({
      code: 'CW-C021',
      severity: 'error',
      message: `the value of the option \`${option}\` is not one it takes`,
      expected,
      actual,
    });
    const error = await caught(() => cosim(options));
    expect(error.exitStatus).toBe(2);
    expect(error.diagnostics).toEqual([
      refused('engine', 'one of verilator, builtin, icarus', '"verilate"'),
      refused('level', 'one of outputs, sums, codes', '3'),
      refused('trace', 'one of vcd', '"fst"'),
      refused('seed', 'a whole number 0..4294967295', '1.5'),
    ]);
  });

  it('takes the ends of the ranges, and options left out', () => {
    checkCosimOptions({ config: 'tiny' });
    checkCosimOptions({
      config: 'tiny',
      seed: 0,
      engine: 'builtin',
      level: 'codes',
      trace: 'vcd',
    });
    checkCosimOptions({ config: 'tiny', seed: 0xffffffff, level: 'outputs' });
  });
});
