import { describe, expect, it } from 'vitest';
import { prepareNetwork } from '../../../compiler/raella/prepare-network.js';
import { inputCodes } from '../../../compiler/raella/quantise-network.js';
import { loadConfig } from '../../../config/index.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { loadNetwork } from '../../../systems/networks/index.js';
import { codesOf } from '../../../systems/networks/loaded-network.js';
import { hasMnist } from '../../../systems/networks/mnist-images.js';
import { NetworkChain } from '../../../systems/raella-tile/network-chain.js';
import { randomPhase } from '../../../systems/raella-tile/random-layers.js';
import { createTileWorkload } from '../../../systems/raella-tile/tile-workload.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { createEngine } from '../../../verilator-harness/create-engine.js';
import type { Engine } from '../../../verilator-harness/engine.js';
import { explainDivergence } from '../../../verilator-harness/explain-divergence.js';
import { tileConfig } from '../../support/tile-layers.js';
import { hasTool } from '../../support/tools.js';
import { comparePhase } from './support/compare-phase.js';
import { Coverage } from './support/coverage.js';

/** `CROSSWEAVE_LONG=1` runs many more, from seed `CROSSWEAVE_SEED` on. */
const long = process.env.CROSSWEAVE_LONG === '1';
const verilator = hasTool('verilator');
const timeout = long ? 3_600_000 : 120_000;
const seedOf = (fixed: number) => Number(process.env.CROSSWEAVE_SEED ?? fixed);

function small(...settings: string[]): RaellaTileConfig {
  const { config } = loadConfig('raella-tile-small', settings);
  if (config.system !== 'raella-tile') throw new Error('no tile');
  return config;
}

/** Random layers on both sides, all events equal. @returns what they came by */
async function runSeeds(engine: Engine, config: RaellaTileConfig, first: number, seeds: number) {
  const coverage = new Coverage();
  for (let seed = first; seed < first + seeds; seed++) {
    const phase = randomPhase(config, 7, seed, [48, 0, 160, 220][seed % 4]!);
    const { diff, result } = await comparePhase(engine, config, phase, { seed });
    if (diff.first) expect.fail(`seed ${seed}: ${explainDivergence(diff.first)}`);
    expect([seed, result.end]).toEqual([seed, { reason: 'finished' }]);
    coverage.add(config, phase);
  }
  console.log(`seeds ${first} .. ${first + seeds - 1}: ${coverage.text}`);
  return coverage;
}

describe('random layers on a tile, golden model and RTL in lock-step', () => {
  it.skipIf(!verilator)('agree in all events on Verilator, and come by everything', { timeout }, async () => {
    const coverage = await runSeeds(createEngine('verilator'), small(), seedOf(100), long ? 600 : 16);
    expect(coverage.missing(3)).toEqual([]);
  });

  it.skipIf(!verilator)('agree with noise on Verilator', { timeout }, async () => {
    const noisy = small('nonideal.read=0.3', 'nonideal.adc=0.4', 'nonideal.programming=0.05');
    await runSeeds(createEngine('verilator'), noisy, seedOf(200), long ? 40 : 2);
  });

  it.each([
    ['odd sizes, one crossbar', tileConfig({ rows: 7, columns: 13, adcs: 5, crossbars: 1, imas: 1 })],
    ['three crossbars an IMA, narrow cells', tileConfig({ crossbars: 3, imas: 2, cellBits: 2, adcBits: 3 })],
    ['narrow DACs, many speculative slices', tileConfig({ dacBits: 2, speculation: [1, 2, 2, 1, 2] })],
    ['noise', tileConfig({ nonideal: { seed: 7, programming: 0.05, read: 0.3, adc: 0.4 } })],
    [
      'stuck cells, off-currents, IR drop',
      tileConfig({
        nonideal: {
          ...{ seed: 9, programming: 0, read: 0, adc: 0 },
          ...{ stuckOff: 0.03, stuckOn: 0.02, onOffRatio: 40, irDrop: 0.05 },
        },
      }),
    ],
  ])('agree on the built-in engine: %s', async (_, config) => {
    await runSeeds(new BuiltinEngine(), config, seedOf(300), long ? 20 : 1);
  });
});

describe.skipIf(!verilator)('trained networks on a tile in lock-step', () => {
  it('run the digits layer by layer, split by outputs, on what the RTL itself gave', async () => {
    const config = small();
    const workload = createTileWorkload('digits-mlp', config, { vectors: long ? 40 : 3 });
    const outputs: Float64Array[] = [];
    // Two parts of 32 outputs for the first layer of 64, one for each of the others.
    expect(workload.phases).toBe(4);
    for (let k = 0; k < workload.phases; k++) {
      const phase = workload.phase(k, outputs)!;
      const { diff, rtl, result } = await comparePhase(createEngine('verilator'), config, phase);
      if (diff.first) expect.fail(explainDivergence(diff.first));
      expect(result.end).toEqual({ reason: 'finished' });
      outputs.push(rtl.outputs);
    }
    expect(workload.classification?.score(outputs).accuracy).toBeGreaterThan(0.9);
  });

  it.skipIf(!hasMnist())('run a whole layer of the MNIST CNN: 784 windows of 5 x 5, 8 filters', async () => {
    const config = small();
    const { integer, calibration, test } = loadNetwork('mnist-cnn');
    const network = { ...integer, layers: integer.layers.slice(0, 1) };
    const prepared = prepareNetwork(network, config, codesOf(integer, calibration), {
      strategy: 'center-offset',
    });
    const images = test()
      .raw.slice(0, 2)
      .map((image) => inputCodes(integer, image));
    const chain = new NetworkChain(config, prepared, images, { seed: 1, rate: 16 });
    const phase = chain.phase(0, [])!;
    const [layer] = phase.layers;
    const { registers, crossbars } = layer!.program;
    expect([registers.outHeight * registers.outWidth, registers.outputs, crossbars.length]).toEqual([
      784, 8, 1,
    ]);
    const { diff, result } = await comparePhase(createEngine('verilator'), config, phase);
    if (diff.first) expect.fail(explainDivergence(diff.first));
    expect(result.end).toEqual({ reason: 'finished' });
    expect(diff.compared.byKind.out).toBe(2 * 784 * 8);
    expect(diff.compared.byKind.part).toBe(2 * 784 * 8 * 4);
  });

  it.skipIf(!hasMnist())('run the whole MNIST CNN', async () => {
    const { config } = loadConfig('raella-tile-mnist');
    if (config.system !== 'raella-tile') throw new Error('no tile');
    const workload = createTileWorkload('mnist-cnn', config, { vectors: long ? 4 : 1 });
    const outputs: Float64Array[] = [];
    for (let k = 0; k < workload.phases; k++) {
      const phase = workload.phase(k, outputs)!;
      const { diff, rtl } = await comparePhase(createEngine('verilator'), config, phase);
      if (diff.first) expect.fail(explainDivergence(diff.first));
      outputs.push(rtl.outputs);
    }
    expect(workload.classification?.score(outputs).correct).toBe(workload.vectors);
  });
});
