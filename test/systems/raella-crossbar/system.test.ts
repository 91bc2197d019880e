import { describe, expect, it } from 'vitest';
import { matrixLayer } from '../../../compiler/raella/crossbar-image.js';
import { parseConfig } from '../../../config/index.js';
import type { RaellaArrayConfig } from '../../../config/raella-crossbar.js';
import { GoldenRaellaCrossbar } from '../../../sim-models/raella/index.js';
import { buildDesign, simDesign } from '../../../systems/design.js';
import { raellaCrossbar } from '../../../systems/raella-crossbar/index.js';
import { createWorkload } from '../../../systems/workloads/index.js';
import { parseWorkload } from '../../../systems/workloads/workload-file.js';
import { caught } from '../../support/caught.js';

const configOf = (keys: object = {}) =>
  parseConfig({
    system: 'raella-crossbar',
    name: 'unit',
    rows: 32,
    columns: 48,
    ...keys,
  }) as RaellaArrayConfig;

describe('the system raella-crossbar', () => {
  it('has one hardware for all layers', () => {
    const sourcesOf = (config: RaellaArrayConfig) =>
      simDesign(raellaCrossbar, config, buildDesign(raellaCrossbar, config)).sources;
    const other = { slicing: [1, 2, 1, 4], speculate: false, signedInputs: true };
    expect(sourcesOf(configOf({ layer: other }))).toEqual(sourcesOf(configOf()));
  });

  it('has random workloads in which speculation holds and fails, recovery saturates, and psums overflow', () => {
    const config = configOf();
    const { weights, inputs } = createWorkload('random', config, { vectors: 16 }).phase(0, [])!;
    expect(weights).toHaveLength(32 * 16);
    const { statistics, overflows } = new GoldenRaellaCrossbar(config, matrixLayer(config, weights)).run(
      inputs,
      {
        level: 'outputs',
      },
    );
    const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
    const speculated = 3 * 16 * 48;
    expect(total(statistics.failures)).toBeGreaterThan(speculated / 50);
    expect(total(statistics.failures)).toBeLessThan(speculated / 2);
    expect(total(statistics.saturations)).toBeGreaterThan(3);
    expect(overflows.filter((count) => count > 0).length).toBeGreaterThan(5);
  });

  it('is the product of its weights where nothing is clipped', () => {
    const config = configOf({ rows: 4, adcBits: 12 });
    const { weights, inputs } = createWorkload('random', config, { vectors: 40 }).phase(0, [])!;
    const run = new GoldenRaellaCrossbar(config, matrixLayer(config, weights)).run(inputs, {
      level: 'outputs',
    });
    let compared = 0;
    for (const [at, y] of run.outputs.entries()) {
      if (run.overflows[at] !== 0) continue;
      const row = inputs.subarray(Math.floor(at / 16) * 4);
      const product = [0, 1, 2, 3].reduce((sum, i) => sum + row[i]! * weights[i * 16 + (at % 16)]!, 0);
      expect(y).toBe(product);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('takes as many outputs from a workload file as it has filters', async () => {
    const config = configOf({ rows: 4, columns: 13, layer: { slicing: [4, 4] } });
    const matrix = (rows: number, columns: number) =>
      Array.from({ length: rows }, () => new Array(columns).fill(1));
    const { phase } = parseWorkload({ weights: matrix(4, 6), inputs: matrix(2, 4) }, config);
    expect(phase(0, [])?.weights).toHaveLength(24);
    const error = await caught(() => parseWorkload({ weights: matrix(4, 13), inputs: matrix(2, 4) }, config));
    expect(error.diagnostics[0]).toMatchObject({ code: 'CW-W001', where: { path: 'weights[0]' } });
    const low = await caught(() => parseWorkload({ weights: matrix(4, 6), inputs: [[-1, 0, 0, 0]] }, config));
    expect(low.diagnostics[0]).toMatchObject({ code: 'CW-W004', expected: '0 .. 255', actual: '-1' });
  });
});
