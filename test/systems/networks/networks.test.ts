import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CrossbarNetwork } from '../../../compiler/raella/crossbar-network.js';
import { forwardFloat } from '../../../compiler/raella/float-network.js';
import { matrixLayers } from '../../../compiler/raella/network-layers.js';
import { prepareNetwork } from '../../../compiler/raella/prepare-network.js';
import { runNetwork } from '../../../compiler/raella/run-integer-network.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { networkCatalogue } from '../../../systems/networks/catalogue.js';
import { loadNetwork } from '../../../systems/networks/index.js';
import { codesOf, type LoadedNetwork } from '../../../systems/networks/loaded-network.js';
import { measureAccuracy } from '../../../systems/networks/measure-accuracy.js';
import { hasMnist } from '../../../systems/networks/mnist-images.js';
import { root } from '../../project/run.js';
import { caught } from '../../support/caught.js';

const paper: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'paper', rows: 512, columns: 512, cellBits: 4, dacBits: 4 },
  ...{ adcs: 4, adcBits: 7, speculation: [4, 2, 2] },
};

const mnist = hasMnist();
if (!mnist) console.warn('skipped: no MNIST in the data folder; CROSSWEAVE_DATA says where it is');

const synthetic = ['laplace-512', 'gaussian-512', 'skewed-512', 'laplace-1152', 'skewed-2304'] as const;

const loaded = new Map<string, LoadedNetwork>();

/** To load a network quantises it anew. */
function loadOnce(name: string): LoadedNetwork {
  const network = loaded.get(name) ?? loadNetwork(name);
  loaded.set(name, network);
  return network;
}

type Strategy = 'center-offset' | 'zero-offset';

function crossbarsOf(network: LoadedNetwork, strategy: Strategy): CrossbarNetwork {
  const { integer, calibration } = network;
  return new CrossbarNetwork(
    prepareNetwork(integer, paper, codesOf(integer, calibration), { strategy }),
    paper,
    true,
  );
}

/** Images right of the first ones, in integers and in crossbars. */
function rightOf(network: LoadedNetwork, count: number, strategy: Strategy): [number, number] {
  const { integer } = network;
  const inputs = network.test();
  const crossbars = crossbarsOf(network, strategy);
  return [
    measureAccuracy(integer, inputs, count, (codes) => runNetwork(integer.layers, codes).at(-1)!),
    measureAccuracy(integer, inputs, count, (codes) => crossbars.run(codes).at(-1)!),
  ];
}

function rightInFloat(network: LoadedNetwork, count: number): number {
  const { raw, labels } = network.test();
  return raw.slice(0, count).filter((image, i) => {
    const scores = forwardFloat(network.float, image).at(-1)!;
    return scores.indexOf(Math.max(...scores)) === labels![i];
  }).length;
}

describe('the networks', () => {
  it('load by name, and fill few enough codes that psums keep their 16 bits', () => {
    for (const { name } of networkCatalogue) {
      const network = loadOnce(name);
      const { integer, calibration } = network;
      const few = codesOf(integer, calibration, 0, 5);
      const prepared = prepareNetwork(integer, paper, few, {
        strategy: 'center-offset',
        slicing: [4, 2, 2],
      });
      const crossbars = new CrossbarNetwork(prepared, paper, true);
      const steps = crossbars.run(few);
      expect(steps.length, name).toBe(network.float.layers.length + 1);
      for (const { overflows, psums } of crossbars.counts().values()) {
        expect([overflows, psums > 0], name).toEqual([0, true]);
      }
      expect(Math.max(...few), name).toBeGreaterThanOrEqual(name.startsWith('mnist-mlp') ? 5 : 20);
    }
  });

  it('are none of another name', async () => {
    expect((await caught(() => loadNetwork('mnist-cn'))).diagnostics).toEqual([
      {
        code: 'CW-W110',
        severity: 'error',
        message: 'there is no network "mnist-cn"',
        expected: networkCatalogue.map(({ name }) => name).join(', '),
        actual: '"mnist-cn"',
        hint: 'did you mean "mnist-cnn"?',
      },
    ]);
  });

  it('of one random layer are the same each time, and differ in their weights', () => {
    const layerOf = ({ integer }: LoadedNetwork) => matrixLayers(integer)[0]!.layer;
    expect(layerOf(loadNetwork('laplace-1152'))).toEqual(layerOf(loadOnce('laplace-1152')));
    const skewed = layerOf(loadOnce('skewed-2304'));
    expect([skewed.rows, skewed.outputs, skewed.relu]).toEqual([2304, 256, true]);
    // Zero points of skewed filters lie all over the codes.
    const spread = ({ zeroPoints }: { readonly zeroPoints: Uint8Array }) =>
      Math.max(...zeroPoints) - Math.min(...zeroPoints);
    expect(spread(skewed)).toBeGreaterThan(1.5 * spread(layerOf(loadOnce('laplace-1152'))));
  });
});

describe('the test images of MNIST', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('are asked for where they are not there', async () => {
    vi.stubEnv('CROSSWEAVE_DATA', join(root, 'nowhere'));
    const { test, calibration } = loadNetwork('mnist-mlp');
    expect(calibration.raw.length).toBe(100);
    expect((await caught(test)).diagnostics).toEqual([
      {
        code: 'CW-W109',
        severity: 'error',
        message: 'the MNIST test images are not there',
        expected: 'mnist/t10k-images-idx3-ubyte.gz and mnist/t10k-labels-idx1-ubyte.gz in the data folder',
        actual: 'no such file',
        hint: 'name the data folder in CROSSWEAVE_DATA; "digits-mlp" brings its images along',
      },
    ]);
  });

  it.skipIf(!mnist)('are ten thousand, none of them a calibration image', () => {
    const { test, calibration } = loadOnce('mnist-cnn');
    const { raw, labels } = test();
    expect([raw.length, labels!.length]).toEqual([10_000, 10_000]);
    expect([...labels!.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    const known = new Set(calibration.raw.map((image) => Array.from(image).join()));
    expect(known.size).toBe(100);
    expect(raw.filter((image) => known.has(Array.from(image).join())).length).toBe(0);
  });
});

describe('accuracy', () => {
  it('of the digits is what training found, and stays in crossbars', () => {
    const network = loadOnce('digits-mlp');
    const file = JSON.parse(
      readFileSync(join(root, 'systems', 'networks', 'trained', 'digits-mlp.json'), 'utf8'),
    ) as { made: { accuracy: { heldOut: number } } };
    expect(rightInFloat(network, 400)).toBe(Math.round(400 * file.made.accuracy.heldOut));
    const [integer, crossbars] = rightOf(network, 400, 'center-offset');
    expect(integer).toBeGreaterThanOrEqual(388);
    expect(Math.abs(crossbars - integer)).toBeLessThanOrEqual(3);
  });

  it.skipIf(!mnist)('of the CNN stays in crossbars', () => {
    const network = loadOnce('mnist-cnn');
    const [integer, crossbars] = rightOf(network, 150, 'center-offset');
    expect(rightInFloat(network, 150)).toBeGreaterThanOrEqual(147);
    expect(integer).toBeGreaterThanOrEqual(147);
    expect(Math.abs(crossbars - integer)).toBeLessThanOrEqual(1);
  });

  it.skipIf(!mnist)('of skewed filters is lost with Zero+Offset, not with Center+Offset', () => {
    const network = loadOnce('mnist-mlp-skewed');
    const [integer, centred] = rightOf(network, 1000, 'center-offset');
    const [, differential] = rightOf(network, 1000, 'zero-offset');
    expect(Math.abs(centred - integer)).toBeLessThanOrEqual(3);
    expect(integer - differential).toBeGreaterThan(20);
  });

  if (process.env.CROSSWEAVE_LONG === '1') {
    it.skipIf(!mnist)('over all of MNIST is within 0.15 points', { timeout: 1_200_000 }, () => {
      for (const name of ['mnist-cnn', 'mnist-mlp', 'mnist-mlp-skewed']) {
        const [integer, crossbars] = rightOf(loadOnce(name), 10_000, 'center-offset');
        expect(Math.abs(crossbars - integer), name).toBeLessThanOrEqual(15);
        if (name === 'mnist-cnn') expect(crossbars).toBeGreaterThanOrEqual(9850);
        if (name === 'mnist-mlp') expect(crossbars).toBeGreaterThanOrEqual(9700);
      }
    });
  }
});

describe('large layers', () => {
  it('get three slices; nine of ten speculations succeed, a thousandth of the recovery saturates', () => {
    for (const name of synthetic) {
      const { integer, calibration, test } = loadOnce(name);
      const prepared = prepareNetwork(integer, paper, codesOf(integer, calibration), {
        strategy: 'center-offset',
      });
      expect(
        [...prepared.settings.values()].map(({ slicing }) => slicing.join('-')),
        name,
      ).toEqual(['4-2-2']);
      const crossbars = new CrossbarNetwork(prepared, paper, true);
      crossbars.run(codesOf(integer, test()));
      const [counts] = [...crossbars.counts().values()];
      expect(counts!.speculationSuccess, name).toBeGreaterThan(0.87);
      expect(counts!.recoverySaturation, name).toBeLessThan(name === 'gaussian-512' ? 0.0015 : 0.001);
      expect(counts!.recoverySaturation, name).toBeGreaterThan(0.00005);
    }
  });
});
