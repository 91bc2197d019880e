import { describe, expect, it } from 'vitest';
import { imaLayers } from '../../../compiler/raella/ima-image.js';
import { loadConfig } from '../../../config/index.js';
import type { RaellaImaConfig } from '../../../config/raella-machine.js';
import { GoldenIma } from '../../../sim-models/raella/ima/golden-ima.js';
import { createWorkload } from '../../../systems/workloads/index.js';
import { RandomSource } from '../../../systems/workloads/random-source.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { explainDivergence } from '../../../verilator-harness/explain-divergence.js';
import { prepareBench } from '../../support/run-cosim.js';

const long = process.env.CROSSWEAVE_LONG === '1';

function small(...settings: string[]): RaellaImaConfig {
  const { config } = loadConfig('raella-ima-small', settings);
  if (config.system !== 'raella-ima') throw new Error('no IMA');
  return config;
}

describe('an IMA, golden model and RTL in lock-step', () => {
  it.each([
    ['slices of 4, 2 and 2 bits', []],
    ['signed inputs', ['layer.signedInputs=true']],
    ['no speculation, slices of 1 bit', ['layer.speculate=false', 'layer.slicing=[1,1,1,1,1,1,1,1]']],
    ['one crossbar, odd sizes', ['crossbars=1', 'rows=5', 'columns=7', 'adcs=3', 'layer.slicing=[3,3,2]']],
    ['three crossbars with noise', ['crossbars=3', 'nonideal.read=0.4', 'nonideal.adc=0.3']],
  ])('agrees in all events: %s', async (_, settings) => {
    const config = small(...settings);
    const bench = await prepareBench(config);
    const workload = createWorkload('random', config, { vectors: long ? 200 : 12, seed: 3 });
    const phase = workload.phase(0, [])!;
    const { diff, result } = await bench.compare(new BuiltinEngine(), phase);
    if (diff.first) expect.fail(explainDivergence(diff.first));
    expect(result.end).toEqual({ reason: 'finished' });
    const { code, sum, out } = diff.compared.byKind;
    expect([sum! / config.crossbars, code! > 0]).toEqual([out, true]);
  });

  it('takes centres of its own for every block of rows', async () => {
    const config = small();
    const bench = await prepareBench(config);
    const random = new RandomSource(4);
    const filters = Math.floor(config.columns / 3);
    const centres = new Uint8Array(config.crossbars * filters).map(() => random.integer(0, 255));
    const phase = { ...createWorkload('random', config, { vectors: 6 }).phase(0, [])!, centres };
    const { diff } = await bench.compare(new BuiltinEngine(), phase);
    if (diff.first) expect.fail(explainDivergence(diff.first));
  });
});

describe('the golden IMA', () => {
  it('is the matrix product where nothing saturates', () => {
    const config = small('adcBits=12', 'rows=9', 'layer.slicing=[2,2,2,2]', 'layer.speculate=false');
    const rows = config.rows * config.crossbars;
    const filters = Math.floor(config.columns / 4);
    const random = new RandomSource(8);
    const weights = new Int32Array(rows * filters).map(() => random.integer(-12, 12));
    const inputs = new Int32Array(3 * rows).map(() => random.integer(0, 255));
    const layers = imaLayers(config, weights);
    const ima = new GoldenIma(config);
    const sums = new Float64Array(3 * filters);
    for (const [x, layer] of layers.entries()) {
      ima.load(x, layer);
      const own = Int32Array.from({ length: 3 * config.rows }, (_, at) => {
        const v = Math.floor(at / config.rows);
        return inputs[v * rows + x * config.rows + (at % config.rows)]!;
      });
      ima.run(x, own, { level: 'outputs' }).outputs.forEach((y, at) => {
        sums[at]! += y;
      });
    }
    const product = Array.from({ length: 3 * filters }, (_, at) => {
      let sum = 0;
      for (let i = 0; i < rows; i++)
        sum += inputs[Math.floor(at / filters) * rows + i]! * weights[i * filters + (at % filters)]!;
      return sum;
    });
    expect([...sums]).toEqual(product);
  });

  it('counts its runs on when a crossbar is loaded anew, so that noise does not repeat', () => {
    const config = small('nonideal.adc=2', 'nonideal.seed=5');
    const [layer] = imaLayers(
      config,
      new Int32Array(config.rows * config.crossbars * 8).map((_, at) => (at % 9) - 4),
    );
    const inputs = new Int32Array(4 * config.rows).map((_, at) => at % 7);
    const whole = new GoldenIma(config);
    whole.load(1, layer!);
    const expected = whole.run(1, inputs, { level: 'outputs' }).outputs;
    const again = new GoldenIma(config);
    const half = inputs.length / 2;
    const got = [0, half].flatMap((from) => {
      again.load(1, layer!);
      return [...again.run(1, inputs.subarray(from, from + half), { level: 'outputs' }).outputs];
    });
    expect(got).toEqual([...expected]);
    const other = new GoldenIma(config);
    other.load(0, layer!);
    expect([...other.run(0, inputs, { level: 'outputs' }).outputs]).not.toEqual([...expected]);
    expect(() => other.run(1, inputs, { level: 'outputs' })).toThrow('crossbar 1 is not loaded');
  });
});
