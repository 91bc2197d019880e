import { CrossbarNetwork } from '../compiler/raella/crossbar-network.js';
import { prepareNetwork } from '../compiler/raella/prepare-network.js';
import { runNetwork } from '../compiler/raella/run-integer-network.js';
import type { RaellaCrossbarConfig } from '../config/raella-crossbar.js';
import { loadNetwork } from '../systems/networks/index.js';
import { codesOf } from '../systems/networks/loaded-network.js';
import { measureAccuracy } from '../systems/networks/measure-accuracy.js';
import type { Measurement } from './measurement.js';

const config: RaellaCrossbarConfig = {
  system: 'raella-crossbar',
  name: 'bench_crossbar',
  rows: 512,
  columns: 512,
  cellBits: 4,
  dacBits: 4,
  adcs: 4,
  adcBits: 7,
  speculation: [4, 2, 2],
};

/** Images that the two accuracies may lie apart: 0.15 points of 10,000. */
const apart = 15;

/** The CNN over the 10,000 test images of MNIST through the golden crossbars, one thread: patches, every code of
 *  speculation and recovery, psums, centre terms, quantiser, pools. Reference: the same network in plain integers, in the
 *  same run. Slicings and centres are chosen before. */
export async function bench(): Promise<Measurement[]> {
  const { integer, calibration, test } = loadNetwork('mnist-cnn');
  const inputs = test();
  const count = inputs.raw.length;
  const prepared = prepareNetwork(integer, config, codesOf(integer, calibration), {
    strategy: 'center-offset',
  });
  const crossbars = new CrossbarNetwork(prepared, config, true);
  const start = performance.now();
  const right = measureAccuracy(integer, inputs, count, (codes) => crossbars.run(codes).at(-1)!);
  const middle = performance.now();
  const exact = measureAccuracy(integer, inputs, count, (codes) => runNetwork(integer.layers, codes).at(-1)!);
  const end = performance.now();
  if (count !== 10_000 || Math.abs(right - exact) > apart || exact < 9850)
    throw new Error(`${right} of ${count} right in crossbars, ${exact} in integers`);
  const vectors = [...crossbars.counts().values()].map((layer) => layer.vectors);
  if (vectors.join() !== [784 * count, 100 * count, count].join())
    throw new Error(`${vectors.join()} vectors are not those of the images`);
  const value = (middle - start) / 1000;
  const reference = (end - middle) / 1000;
  return [{ name: 'raella-mnist', value, unit: 's', reference, ratio: value / reference }];
}
