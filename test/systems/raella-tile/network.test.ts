import { describe, expect, it } from 'vitest';
import { CrossbarNetwork } from '../../../compiler/raella/crossbar-network.js';
import { prepareNetwork } from '../../../compiler/raella/prepare-network.js';
import { inputCodes } from '../../../compiler/raella/quantise-network.js';
import { loadConfig } from '../../../config/index.js';
import { crossbarOf } from '../../../config/raella/geometry.js';
import { loadNetwork } from '../../../systems/networks/index.js';
import { codesOf } from '../../../systems/networks/loaded-network.js';
import { hasMnist } from '../../../systems/networks/mnist-images.js';
import { goldenPhase } from '../../../systems/raella-tile/golden-phase.js';
import { NetworkChain } from '../../../systems/raella-tile/network-chain.js';
import { createTileWorkload } from '../../../systems/raella-tile/tile-workload.js';
import { caught } from '../../support/caught.js';

function tile(preset: string, ...settings: string[]) {
  const { config } = loadConfig(preset, settings);
  if (config.system !== 'raella-tile') throw new Error('no tile');
  return config;
}

/** Outputs of every layer, by the golden tile and by the golden network, for some test images. */
function bothWays(name: string, config: ReturnType<typeof tile>, count: number) {
  const { integer, calibration, test } = loadNetwork(name);
  const prepared = prepareNetwork(integer, config, codesOf(integer, calibration), {
    strategy: 'center-offset',
  });
  const images = test()
    .raw.slice(0, count)
    .map((image) => inputCodes(integer, image));
  const chain = new NetworkChain(config, prepared, images, { seed: 0, rate: 0 });
  const outputs: Float64Array[] = [];
  for (let k = 0; k < chain.phases; k++)
    outputs.push(goldenPhase(config, chain.phase(k, outputs)!, 'outputs').outputs);
  const joined = Uint8Array.from(images.flatMap((image) => [...image]));
  const network = new CrossbarNetwork(prepared, crossbarOf(config), true).run(joined);
  return { chain, outputs, network, layers: integer.layers.length };
}

describe('a network on the golden tile', () => {
  it('gives what the golden network gives, layer by layer: digits, split by outputs', () => {
    const { chain, outputs, network, layers } = bothWays('digits-mlp', tile('raella-tile-small'), 12);
    expect([chain.phases, layers]).toEqual([4, 3]);
    for (let layer = 0; layer < layers; layer++) {
      const own = chain.outputsOf(layer, outputs).flatMap((image) => [...image]);
      expect([layer, ...own]).toEqual([layer, ...network[layer + 1]!]);
    }
  });

  it.skipIf(!hasMnist())('gives what the golden network gives: the CNN with its pools', () => {
    const { chain, outputs, network, layers } = bothWays('mnist-cnn', tile('raella-tile-mnist'), 3);
    for (let layer = 0; layer < layers; layer++) {
      const own = chain.outputsOf(layer, outputs).flatMap((image) => [...image]);
      expect([layer, ...own]).toEqual([layer, ...network[layer + 1]!]);
    }
  });
});

describe('a workload that a tile cannot run', () => {
  it.skipIf(!hasMnist())('CW-W211: dot products of more blocks than there are crossbars', async () => {
    const { diagnostics } = await caught(() =>
      createTileWorkload('mnist-mlp', tile('raella-tile-small'), {}),
    );
    expect(diagnostics[0]).toMatchObject({
      code: 'CW-W211',
      message: 'the layer needs more crossbars than the tile has',
      expected: 'at most 2 x 2 = 4 crossbars',
    });
    expect(diagnostics[0]!.actual).toMatch(
      /^ceil\(784 \/ 32\) x ceil\(80 \/ \d+\) = 25 x \d+ = \d+ crossbars$/,
    );
  });

  it('CW-W106: an unknown name; CW-W108: images or layers that there are not', async () => {
    const unknown = await caught(() => createTileWorkload('digits', tile('raella-tile-small'), {}));
    expect(unknown.diagnostics).toEqual([
      {
        code: 'CW-W106',
        severity: 'error',
        message: 'there is no workload "digits"',
        expected: 'random, digits-mlp, mnist-mlp, mnist-cnn',
        actual: '"digits"',
        hint: 'did you mean "digits-mlp"?',
      },
    ]);
    const many = await caught(() =>
      createTileWorkload('digits-mlp', tile('raella-tile-small'), { vectors: 1e6 }),
    );
    expect(many.diagnostics).toMatchObject([{ code: 'CW-W108', hint: 'that many test images are there' }]);
    const layers = await caught(() =>
      createTileWorkload('random', tile('raella-tile-small'), { vectors: 0 }),
    );
    expect(layers.diagnostics).toMatchObject([
      {
        code: 'CW-W108',
        expected: '1 .. 1000',
        hint: 'a vector is a layer here, and programs the tile anew',
      },
    ]);
  });
});
