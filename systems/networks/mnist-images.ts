import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { packageRoot } from '../../base/package-root.js';
import type { NetworkInputs } from './loaded-network.js';

const pixels = 28 * 28;
/** Magic number, count, height and width of an idx file of images. */
const imageHeader = 16;
/** Magic number and count. */
const labelHeader = 8;

/** Whether the MNIST test set lies in the data folder. */
export function hasMnist(): boolean {
  return existsSync(join(dataFolder(), 'mnist', imagesFile));
}

/** The 10,000 test images of MNIST.
 *  @throws {CrossweaveError} CW-W109 when they are not in the data folder */
export function mnistTestImages(): NetworkInputs {
  if (!hasMnist()) throw missingData();
  const images = new Uint8Array(unzipped(imagesFile)).subarray(imageHeader);
  const labels = new Uint8Array(unzipped('t10k-labels-idx1-ubyte.gz')).subarray(labelHeader);
  const raw = Array.from(labels, (_, i) => images.subarray(i * pixels, (i + 1) * pixels));
  return { raw, labels };
}

const imagesFile = 't10k-images-idx3-ubyte.gz';

function unzipped(file: string): Buffer {
  return gunzipSync(readFileSync(join(dataFolder(), 'mnist', file)));
}

function dataFolder(): string {
  const named = process.env.CROSSWEAVE_DATA;
  return named !== undefined && named !== '' ? named : join(packageRoot, '..', 'shared', 'data');
}

function missingData(): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-W109',
    severity: 'error',
    message: 'the MNIST test images are not there',
    expected: `mnist/${imagesFile} and mnist/t10k-labels-idx1-ubyte.gz in the data folder`,
    actual: 'no such file',
    hint: 'name the data folder in CROSSWEAVE_DATA; "digits-mlp" brings its images along',
  });
}
