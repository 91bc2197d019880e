import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { codeFile } from '../../base/package-root.js';
import { quantiseNetwork } from '../../compiler/raella/quantise-network.js';
import { nearestWord } from '../../config/nearest-word.js';
import { digitsData } from '../workloads/digits-data.js';
import type { LabelledImage } from '../workloads/workload.js';
import { networkCatalogue } from './catalogue.js';
import type { LoadedNetwork, NetworkInputs } from './loaded-network.js';
import { mnistTestImages } from './mnist-images.js';
import { readNetworkFile } from './network-file.js';
import { type SyntheticLayer, syntheticNetwork } from './synthetic.js';

/** Word lines for which the networks are quantised. */
const crossbarRows = 512;

const synthetic: Readonly<Record<string, SyntheticLayer>> = {
  'laplace-512': { rows: 512, outputs: 512, weights: 'laplace', seed: 1 },
  'gaussian-512': { rows: 512, outputs: 512, weights: 'gaussian', seed: 2 },
  'skewed-512': { rows: 512, outputs: 512, weights: 'skewed', seed: 3 },
  'laplace-1152': { rows: 1152, outputs: 128, weights: 'laplace', seed: 4 },
  'skewed-2304': { rows: 2304, outputs: 256, weights: 'skewed', seed: 5 },
};

/** Loads a network by its name.
 *  @param seed of a synthetic layer, in place of its own; others have none
 *  @throws {CrossweaveError} CW-W110 for another name */
export function loadNetwork(name: string, seed?: number): LoadedNetwork {
  const layer = synthetic[name];
  if (layer) return syntheticNetwork(name, seed === undefined ? layer : { ...layer, seed }, crossbarRows);
  const known = networkCatalogue.some((network) => network.name === name);
  if (!known) throw unknownNetwork(name);
  const float = readNetworkFile(name);
  const [calibration, test] = name.startsWith('mnist')
    ? [mnistCalibration(), mnistTestImages]
    : [ofImages(digitsData().calibration), () => ofImages(digitsData().heldOut)];
  return { float, integer: quantiseNetwork(name, float, calibration.raw, crossbarRows), calibration, test };
}

/** A hundred of the training images of MNIST, ten of each class. An image is its label, a colon, and its pixels row by
 *  row, deflated and in base 64. */
function mnistCalibration(): NetworkInputs {
  const text = readFileSync(codeFile('systems/networks/trained/mnist-calibration.json'), 'utf8');
  const { images } = JSON.parse(text) as { images: readonly string[] };
  return {
    raw: images.map((image) => inflateSync(Buffer.from(image.slice(2), 'base64'))),
    labels: Uint8Array.from(images, (image) => Number(image[0])),
  };
}

function ofImages(images: readonly LabelledImage[]): NetworkInputs {
  return { raw: images.map(({ pixels }) => pixels), labels: Uint8Array.from(images, ({ label }) => label) };
}

function unknownNetwork(name: string): CrossweaveError {
  const names = networkCatalogue.map((network) => network.name);
  const nearest = nearestWord(name, names);
  return new CrossweaveError({
    code: 'CW-W110',
    severity: 'error',
    message: `there is no network ${JSON.stringify(name)}`,
    expected: names.join(', '),
    actual: JSON.stringify(name),
    ...(nearest === undefined ? {} : { hint: `did you mean "${nearest}"?` }),
  });
}
