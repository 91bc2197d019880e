// Trains the network of the workload `digits` and writes systems/workloads/digits/{network,images}.json.
// Same data, same bytes: every random choice comes from one seeded generator.
// Usage: node scripts/train-digits.mjs [--out DIR]
// Data: digits/digits.csv.gz below CROSSWEAVE_DATA or ../shared/data.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generator, shuffled } from './seeded-random.mjs';
import { readDigitSamples } from './training-images.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const seed = 2024;
const pixels = 64;
const pixelMaximum = 16;
const hidden = 48;
const classes = 10;
const heldOutOfClass = 40;
const calibrationOfClass = 10;
const epochs = 120;
const batch = 32;
const learningRate = 0.003;
const weightDecay = 2e-3;
const decimals = 4;

const random = generator(seed);

main();

function main() {
  const { train, heldOut } = split(readDigitSamples().map(({ pixels, label }) => ({ image: pixels, label })));
  const layers = [newLayer(pixels, hidden), newLayer(hidden, classes)];
  descend(layers, train);
  for (const layer of layers) {
    layer.weights = layer.weights.map(rounded);
    layer.bias = layer.bias.map(rounded);
  }
  console.log(`accuracy: ${accuracy(layers, train)} trained, ${accuracy(layers, heldOut)} held out`);

  const out = process.argv[2] === '--out' ? process.argv[3] : join(root, 'systems', 'workloads', 'digits');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'network.json'), networkText(layers));
  const calibration = ofEachClass(train, calibrationOfClass);
  writeFileSync(join(out, 'images.json'), imagesText({ heldOut, calibration }));
}

/** The same number of images of every class is held out; none of them is seen in training. */
function split(samples) {
  const mixed = shuffled(samples, random);
  const heldOut = ofEachClass(mixed, heldOutOfClass);
  const chosen = new Set(heldOut);
  return { heldOut, train: mixed.filter((sample) => !chosen.has(sample)) };
}

function ofEachClass(samples, count) {
  const taken = new Array(classes).fill(0);
  return samples.filter(({ label }) => taken[label]++ < count);
}

/** He initialisation, with a uniform distribution. */
function newLayer(inputs, outputs) {
  const bound = Math.sqrt(6 / inputs);
  return {
    inputs,
    outputs,
    weights: Array.from({ length: inputs * outputs }, () => (2 * random() - 1) * bound),
    bias: new Array(outputs).fill(0),
  };
}

/** Adam with decoupled weight decay on the cross entropy of the softmax, and a rate that falls to zero. */
function descend(layers, samples) {
  const state = layers.map((layer) => ({
    weights: moments(layer.weights.length),
    bias: moments(layer.bias.length),
  }));
  const steps = epochs * Math.ceil(samples.length / batch);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(samples, random);
    for (let from = 0; from < order.length; from += batch) {
      const gradients = batchGradients(layers, order.slice(from, from + batch));
      const rate = learningRate * (1 - step / steps);
      step++;
      layers.forEach((layer, l) => {
        adam(layer.weights, gradients[l].weights, state[l].weights, rate, step, weightDecay);
        adam(layer.bias, gradients[l].bias, state[l].bias, rate, step, 0);
      });
    }
  }
}

function moments(length) {
  return { first: new Float64Array(length), second: new Float64Array(length) };
}

function adam(values, gradient, { first, second }, rate, step, decay) {
  for (let i = 0; i < values.length; i++) {
    first[i] = 0.9 * first[i] + 0.1 * gradient[i];
    second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
    const direction = first[i] / (1 - 0.9 ** step) / (Math.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8);
    values[i] -= rate * (direction + decay * values[i] * 10);
  }
}

function batchGradients(layers, samples) {
  const gradients = layers.map((layer) => ({
    weights: new Float64Array(layer.weights.length),
    bias: new Float64Array(layer.bias.length),
  }));
  for (const { image, label } of samples) {
    const activations = forward(layers, image);
    const scores = activations.at(-1);
    const top = Math.max(...scores);
    const exponentials = scores.map((score) => Math.exp(score - top));
    const total = exponentials.reduce((a, b) => a + b, 0);
    let delta = exponentials.map((e, j) => (e / total - (j === label ? 1 : 0)) / samples.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      delta = backward(layers[l], gradients[l], activations[l], delta);
    }
  }
  return gradients;
}

/** Adds the gradients of one sample and returns the error before the layer's inputs (which came through a ReLU). */
function backward(layer, gradient, inputs, delta) {
  const before = new Array(layer.inputs).fill(0);
  for (let j = 0; j < layer.outputs; j++) {
    gradient.bias[j] += delta[j];
    for (let i = 0; i < layer.inputs; i++) {
      gradient.weights[j * layer.inputs + i] += delta[j] * inputs[i];
      if (inputs[i] > 0) before[i] += delta[j] * layer.weights[j * layer.inputs + i];
    }
  }
  return before;
}

/** Inputs of every layer, and last the scores. */
function forward(layers, image) {
  const activations = [image.map((pixel) => pixel / pixelMaximum)];
  layers.forEach((layer, l) => {
    const inputs = activations[l];
    const sums = layer.bias.map((bias, j) => {
      let sum = bias;
      for (let i = 0; i < layer.inputs; i++) sum += layer.weights[j * layer.inputs + i] * inputs[i];
      return sum;
    });
    activations.push(l === layers.length - 1 ? sums : sums.map((sum) => Math.max(0, sum)));
  });
  return activations;
}

function accuracy(layers, samples) {
  const right = samples.filter(({ image, label }) => {
    const scores = forward(layers, image).at(-1);
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / samples.length;
}

function rounded(value) {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/** One line for each output, so that a change of the network can be read. */
function networkText(layers) {
  const texts = layers.map((layer, l) => {
    const rows = layer.bias.map((_, j) =>
      JSON.stringify(layer.weights.slice(j * layer.inputs, (j + 1) * layer.inputs)),
    );
    const activation = l === layers.length - 1 ? 'none' : 'relu';
    return `    { "activation": "${activation}",\n      "bias": ${JSON.stringify(layer.bias)},\n      "weights": [\n        ${rows.join(',\n        ')}\n      ] }`;
  });
  return `{\n  "inputMaximum": ${pixelMaximum},\n  "layers": [\n${texts.join(',\n')}\n  ]\n}\n`;
}

/** An image is its label, a colon, and its pixels row by row, each one digit to base 36. */
function imagesText(sets) {
  const lines = Object.entries(sets).map(([name, samples]) => {
    const images = samples.map(
      ({ image, label }) => `"${label}:${image.map((p) => p.toString(36)).join('')}"`,
    );
    return `  "${name}": [\n    ${images.join(',\n    ')}\n  ]`;
  });
  return `{\n  "width": 8,\n  "height": 8,\n${lines.join(',\n')}\n}\n`;
}
