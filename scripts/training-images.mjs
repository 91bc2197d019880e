// The images that the training scripts learn from: mnist/ and digits/digits.csv.gz below CROSSWEAVE_DATA or
// ../shared/data.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, gunzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataFolder = process.env.CROSSWEAVE_DATA ?? join(root, '..', 'shared', 'data');
const classes = 10;
const calibrationOfClass = 10;

export const sources = {
  mnist: {
    read: readMnist,
    inputMaximum: 255,
    text: 'MNIST, 60,000 training images of 28 x 28; CC BY-SA 3.0 (Y. LeCun, C. Cortes)',
  },
  digits: {
    read: readDigits,
    inputMaximum: 16,
    text: 'Optical Recognition of Handwritten Digits (E. Alpaydin, C. Kaynak) without the 400 images of systems/workloads/digits; CC BY 4.0',
  },
};

/** The digits in the order of the file: 64 pixels row by row, 0 .. 16, and the label. */
export function readDigitSamples() {
  const lines = gunzipSync(readFileSync(join(dataFolder, 'digits', 'digits.csv.gz'))).toString('utf8');
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const numbers = line.split(',').map(Number);
      return { pixels: numbers.slice(0, 64), label: numbers[64] };
    });
}

export function readMnist() {
  const set = (name) => {
    const file = (kind) => gunzipSync(readFileSync(join(dataFolder, 'mnist', `${name}-${kind}-ubyte.gz`)));
    const images = Float32Array.from(file('images-idx3').subarray(16), (pixel) => pixel / 255);
    const labels = Uint8Array.from(file('labels-idx1').subarray(8));
    return { images, labels, count: labels.length, size: 28 };
  };
  return { size: 28, train: set('train'), heldOut: set('t10k') };
}

/** Held out are the images that the workload `digits` shows. */
function readDigits() {
  const images = JSON.parse(
    readFileSync(join(root, 'systems', 'workloads', 'digits', 'images.json'), 'utf8'),
  );
  const heldOut = new Set(images.heldOut);
  const samples = readDigitSamples().map(({ pixels, label }) => {
    return { pixels, label, held: heldOut.has(`${label}:${pixels.map((p) => p.toString(36)).join('')}`) };
  });
  const set = (held) => {
    const chosen = samples.filter((sample) => sample.held === held);
    return {
      images: Float32Array.from(chosen.flatMap(({ pixels }) => pixels.map((pixel) => pixel / 16))),
      labels: Uint8Array.from(chosen, ({ label }) => label),
      count: chosen.length,
      size: 8,
    };
  };
  return { size: 8, train: set(false), heldOut: set(true) };
}

/** The first images of each class, a line each: label, colon, and the pixels row by row, deflated and in base 64. */
export function calibrationText({ images, labels, size }) {
  const taken = new Array(classes).fill(0);
  const lines = [];
  for (const [i, label] of labels.entries()) {
    if (taken[label]++ >= calibrationOfClass) continue;
    const pixels = Uint8Array.from(images.subarray(i * size * size, (i + 1) * size * size), (p) =>
      Math.round(p * 255),
    );
    lines.push(`    "${label}:${deflateSync(pixels, { level: 9 }).toString('base64')}"`);
  }
  const { text } = sources.mnist;
  return `{\n  "source": ${JSON.stringify(text)},\n  "images": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
