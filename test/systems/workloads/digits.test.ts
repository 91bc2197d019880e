import { describe, expect, it } from 'vitest';
import { inputRange, weightRange } from '../../../compiler/element-range.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { digitsAvailable, digitsWorkload } from '../../../systems/workloads/digits.js';
import { digitsData } from '../../../systems/workloads/digits-data.js';
import type { Score, Workload } from '../../../systems/workloads/workload.js';
import { exactOutputs, mvmuConfig } from '../../support/exact-mvmu.js';

/** Walks the chain with exact arithmetic and checks that every phase fits the configuration. */
function runExactly(workload: Workload, config: PumaMvmuConfig): { score: Score; outputs: Float64Array[] } {
  const outputs: Float64Array[] = [];
  for (let k = 0; ; k++) {
    const phase = workload.phase(k, outputs);
    if (!phase) break;
    expect(phase.weights.length).toBe(config.rows * config.columns);
    expect(phase.inputs.length).toBe(workload.vectors * config.rows);
    for (const [values, range] of [
      [phase.weights, weightRange(config)],
      [phase.inputs, inputRange(config)],
    ] as const) {
      expect(values.every((value) => value >= range.min && value <= range.max)).toBe(true);
    }
    outputs.push(exactOutputs(config, phase));
  }
  expect(outputs.length).toBe(workload.phases);
  return { score: workload.classification!.score(outputs), outputs };
}

const demo = mvmuConfig({ rows: 65, columns: 48 });

describe('workload digits', () => {
  it('holds out as many images of every class, at least 360', () => {
    const counts = new Array<number>(10).fill(0);
    for (const { label } of digitsData().heldOut) counts[label]!++;
    expect(new Set(counts).size).toBe(1);
    expect(digitsAvailable()).toBeGreaterThanOrEqual(360);
  });

  it('keeps held-out and calibration images apart', () => {
    const heldOut = new Set(digitsData().heldOut.map(({ pixels }) => pixels.join()));
    expect(heldOut.size).toBe(digitsAvailable());
    expect(digitsData().calibration.length).toBeGreaterThan(50);
    expect(digitsData().calibration.some(({ pixels }) => heldOut.has(pixels.join()))).toBe(false);
  });

  it('has pixels of the whole range 0..16', () => {
    const pixels = digitsData().heldOut.flatMap((image) => [...image.pixels]);
    expect(Math.min(...pixels)).toBe(0);
    expect(Math.max(...pixels)).toBe(16);
    expect(pixels.length).toBe(64 * digitsAvailable());
  });

  it('is at least 96 % right in floating point, and at 16 bits loses at most half a percent', () => {
    const workload = digitsWorkload(demo, digitsAvailable());
    const { score } = runExactly(workload, demo);
    expect(workload.classification!.float.accuracy).toBeGreaterThanOrEqual(0.96);
    expect(score.accuracy).toBeGreaterThanOrEqual(workload.classification!.float.accuracy - 0.005);
    expect(score.correct).toBe(Math.round(score.accuracy * digitsAvailable()));
  });

  it('gives scores close to those in floating point', () => {
    const workload = digitsWorkload(demo, 50);
    const { score } = runExactly(workload, demo);
    const float = workload.classification!.float.scores;
    const worst = Math.max(...score.scores.map((value, k) => Math.abs(value - float[k]!)));
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(0.05);
  });

  it('takes one phase a layer where the array is large enough', () => {
    expect(digitsWorkload(demo, 3).phases).toBe(2);
    expect(digitsWorkload(mvmuConfig(), 3).phases).toBe(2);
  });

  it('tiles a layer that is too large, and is still right', () => {
    const config = mvmuConfig({ rows: 20, columns: 7 });
    const workload = digitsWorkload(config, 100);
    // 65 x 48 in ceil(65/20) * ceil(48/7) tiles, 49 x 10 in ceil(49/20) * ceil(10/7).
    expect(workload.phases).toBe(4 * 7 + 3 * 2);
    expect(runExactly(workload, config).score.accuracy).toBeGreaterThanOrEqual(0.96);
  });

  it.each<[string, Partial<PumaMvmuConfig>, number]>([
    ['differential cells', { encoding: 'differential' }, 0.96],
    ['unsigned inputs', { signedInputs: false }, 0.96],
    [
      '8-bit weights and inputs',
      { weightBits: 8, inputBits: 8, output: { ...demo.output, fraction: 6 } },
      0.96,
    ],
    [
      '4-bit weights and inputs',
      { weightBits: 4, inputBits: 4, output: { ...demo.output, fraction: 2 } },
      0.8,
    ],
    ['wide outputs', { output: { bits: 48, fraction: 0, rounding: 'half-even', overflow: 'wrap' } }, 0.96],
    [
      'narrow outputs',
      { output: { bits: 8, fraction: 20, rounding: 'half-even', overflow: 'saturate' } },
      0.9,
    ],
    ['the smallest widths', { weightBits: 2, inputBits: 1, signedInputs: false }, 0],
    ['outputs too coarse for anything', { output: { ...demo.output, fraction: 47 } }, 0],
    ['outputs of two bits', { output: { ...demo.output, bits: 2, fraction: 0 } }, 0],
  ])('runs with %s', (_, changes, least) => {
    const config = { ...demo, ...changes };
    const { score } = runExactly(digitsWorkload(config, 200), config);
    expect(score.accuracy).toBeGreaterThanOrEqual(least);
  });

  it('runs on an array of one row and one column', () => {
    const config = mvmuConfig({ rows: 1, columns: 1 });
    const workload = digitsWorkload(config, 4);
    expect(workload.phases).toBe(65 * 48 + 49 * 10);
    expect(runExactly(workload, config).score.predictions.length).toBe(4);
  });

  it('computes the inputs of the second layer from the outputs it is given', () => {
    const workload = digitsWorkload(demo, 2);
    const { outputs } = runExactly(workload, demo);
    const honest = workload.phase(1, outputs)!.inputs;
    const altered = workload.phase(1, [outputs[0]!.map((value) => value + 1000)])!.inputs;
    expect(altered).not.toEqual(honest);
    expect(workload.phase(1, [outputs[0]!.map(() => -1)])!.inputs.filter((x) => x !== 0).length).toBe(2);
  });
});
