// Trains the networks of systems/networks/ and writes their weights, one file a network with how it was made, and the
// images of MNIST that set their ranges.
// Usage: node scripts/train-networks.mjs [--out DIR] [name ...]
// Data: mnist/ and digits/digits.csv.gz below CROSSWEAVE_DATA or ../shared/data. One core, some minutes a network.
// Every random choice comes from one seeded generator, and the library runs on one thread: same data and machine, same
// weights. Other machines may round sums of products otherwise.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { generator, shuffled } from './seeded-random.mjs';
import { calibrationText, readMnist, sources } from './training-images.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const classes = 10;

/** Layers: `outputs` alone is dense, `kernel` and `padding` make a convolution, `pool` a maximum over squares; all but
 *  the last with ReLU. The weights of a filter of a `skew` layer begin about that mean, positive or negative, instead
 *  of 0. */
const networks = {
  'mnist-cnn': {
    data: 'mnist',
    seed: 1,
    epochs: 6,
    batch: 64,
    rate: 2e-3,
    decay: 1e-4,
    layers: [
      { outputs: 8, kernel: 5, padding: 2 },
      { pool: 2 },
      { outputs: 16, kernel: 5, padding: 0 },
      { pool: 2 },
      { outputs: 10 },
    ],
  },
  'mnist-mlp': {
    data: 'mnist',
    seed: 2,
    epochs: 12,
    batch: 64,
    rate: 2e-3,
    decay: 1e-4,
    layers: [{ outputs: 80 }, { outputs: 10 }],
  },
  'mnist-mlp-skewed': {
    data: 'mnist',
    seed: 3,
    epochs: 6,
    batch: 128,
    rate: 2e-3,
    decay: 0,
    layers: [{ outputs: 80, skew: 0.1 }, { outputs: 10 }],
  },
  'digits-mlp': {
    data: 'digits',
    seed: 4,
    epochs: 150,
    batch: 32,
    rate: 3e-3,
    decay: 1e-3,
    layers: [{ outputs: 64 }, { outputs: 32 }, { outputs: 10 }],
  },
};

await main();

async function main() {
  const words = process.argv.slice(2);
  const at = words.indexOf('--out');
  const out = at < 0 ? join(root, 'systems', 'networks', 'trained') : words.splice(at, 2)[1];
  const unknown = words.filter((name) => !(name in networks));
  if (unknown.length > 0) throw new Error(`no such network: ${unknown.join(', ')}`);
  setThreadsCount(1);
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'));
  await tf.setBackend('wasm');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'mnist-calibration.json'), calibrationText(readMnist().train));
  for (const name of words.length > 0 ? words : Object.keys(networks)) {
    const start = Date.now();
    const trained = train(networks[name]);
    console.log(`${name}: ${JSON.stringify(trained.accuracy)} after ${(Date.now() - start) / 1000} s`);
    writeFileSync(join(out, `${name}.json`), fileText(name, networks[name], trained));
  }
}

function train(network) {
  const random = generator(network.seed);
  const data = sources[network.data].read();
  const shapes = shapesOf(network.layers, data.size);
  const parameters = shapes.map((shape) => shape.rows && newParameters(shape, random));
  const adam = tf.train.adam(network.rate);
  const perEpoch = Math.ceil(data.train.count / network.batch);
  let step = 0;
  for (let epoch = 0; epoch < network.epochs; epoch++) {
    const order = shuffled(Array(data.train.count).keys(), random);
    let total = 0;
    for (let from = 0; from < order.length; from += network.batch) {
      // Up over the first hundred steps, then down to nothing.
      adam.learningRate =
        network.rate * Math.min(1, (step + 1) / 100) * (1 - step / (network.epochs * perEpoch));
      step++;
      total += tf.tidy(() => {
        const { x, y } = batchOf(data.train, order.slice(from, from + network.batch));
        const { cost, gradients } = descent(shapes, parameters, x, y, network.decay);
        adam.applyGradients(gradients);
        return cost;
      });
    }
    console.log(`  epoch ${epoch + 1}: loss ${(total / perEpoch).toFixed(4)}`);
  }
  const trained = parameters.map((p) => p && rounded(p));
  for (const [l, p] of trained.entries()) {
    if (!p) continue;
    parameters[l].weights.assign(tf.transpose(tf.tensor2d(p.real, [p.scales.length, p.rows])));
  }
  const accuracy = {
    training: accuracyOn(shapes, parameters, data.train),
    heldOut: accuracyOn(shapes, parameters, data.heldOut),
  };
  return { shapes, trained, accuracy };
}

/** Channels, height and width before each layer, and rows of its dot products. */
function shapesOf(layers, size) {
  let shape = { channels: 1, height: size, width: size };
  return layers.map((layer, l) => {
    const before = { ...shape, ...layer, last: l === layers.length - 1 };
    if (layer.pool) {
      const { height, width } = shape;
      shape = { ...shape, height: Math.floor(height / layer.pool), width: Math.floor(width / layer.pool) };
      return before;
    }
    if (layer.kernel) {
      const less = 2 * layer.padding - layer.kernel + 1;
      const { channels, height, width } = shape;
      shape = { channels: layer.outputs, height: height + less, width: width + less };
      return { ...before, rows: channels * layer.kernel ** 2 };
    }
    const rows = shape.channels * shape.height * shape.width;
    shape = { channels: layer.outputs, height: 1, width: 1 };
    return { ...before, rows };
  });
}

/** He initialisation, with a uniform distribution; about a mean of each output's own where there is a skew. */
function newParameters({ rows, outputs, skew = 0 }, random) {
  const bound = Math.sqrt(6 / rows);
  const means = Array.from({ length: outputs }, () => (skew > 0 && random() < 0.5 ? -skew : skew));
  const values = Float32Array.from(
    { length: rows * outputs },
    (_, at) => means[at % outputs] + (2 * random() - 1) * bound,
  );
  return {
    weights: tf.variable(tf.tensor2d(values, [rows, outputs])),
    bias: tf.variable(tf.zeros([outputs])),
  };
}

/** Cross entropy of the softmax, and its gradients with those of decay * the squared weights.
 *  The chain rule is written out, as the library's own gradients of convolution and pooling do not run on this backend. */
function descent(shapes, parameters, x, y, decay) {
  const activations = forward(shapes, parameters, x);
  const logits = tf.reshape(activations.at(-1), y.shape);
  const cost = tf.mean(tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(logits)), 1))).dataSync()[0];
  const gradients = {};
  let delta = tf.div(tf.sub(tf.softmax(logits), y), y.shape[0]);
  for (let l = shapes.length - 1; l >= 0; l--) {
    const [shape, input, output] = [shapes[l], activations[l], activations[l + 1]];
    delta = tf.reshape(delta, output.shape);
    if (shape.pool) {
      const resized = (values) => tf.image.resizeNearestNeighbor(values, [shape.height, shape.width]);
      delta = tf.where(tf.equal(input, resized(output)), resized(delta), 0);
      continue;
    }
    if (!shape.last) delta = tf.mul(delta, tf.step(output));
    const { weights, bias } = parameters[l];
    const ofWeights = shape.kernel
      ? filterGradient(input, delta, shape)
      : tf.matMul(tf.reshape(input, [-1, shape.rows]), tf.reshape(delta, [-1, shape.outputs]), true, false);
    gradients[weights.name] = tf.add(tf.reshape(ofWeights, weights.shape), tf.mul(weights, 2 * decay));
    gradients[bias.name] = tf.sum(tf.reshape(delta, [-1, shape.outputs]), 0);
    if (l > 0)
      delta = shape.kernel
        ? inputGradient(delta, weights, shape)
        : tf.matMul(tf.reshape(delta, [-1, shape.outputs]), weights, false, true);
  }
  return { cost, gradients };
}

/** What goes into each layer, [images, height, width, channels], and last the scores. */
function forward(shapes, parameters, x) {
  const activations = [x];
  for (const [l, shape] of shapes.entries()) {
    const input = activations[l];
    if (shape.pool) {
      activations.push(tf.maxPool(input, shape.pool, shape.pool, 'valid'));
      continue;
    }
    const { weights, bias } = parameters[l];
    const sums = shape.kernel
      ? tf.conv2d(padded(input, shape.padding), asFilter(weights, shape), 1, 'valid')
      : tf.reshape(tf.matMul(tf.reshape(input, [-1, shape.rows]), weights), [-1, 1, 1, shape.outputs]);
    const biased = tf.add(sums, bias);
    activations.push(shape.last ? biased : tf.relu(biased));
  }
  return activations;
}

/** [kernel, kernel, channels, outputs] */
function asFilter(weights, { kernel, channels, outputs }) {
  return tf.reshape(weights, [kernel, kernel, channels, outputs]);
}

function padded(x, padding) {
  const around = [padding, padding];
  return padding > 0 ? tf.pad(x, [[0, 0], around, around, [0, 0]]) : x;
}

/** The gradient of a filter is a convolution over the images as channels. */
function filterGradient(input, delta, { padding }) {
  const images = tf.transpose(padded(input, padding), [3, 1, 2, 0]);
  return tf.transpose(tf.conv2d(images, tf.transpose(delta, [1, 2, 0, 3]), 1, 'valid'), [1, 2, 0, 3]);
}

/** The gradient of the input is a convolution with the filter turned round. */
function inputGradient(delta, weights, shape) {
  const turned = tf.transpose(tf.reverse(asFilter(weights, shape), [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padded(delta, shape.kernel - 1 - shape.padding), turned, 1, 'valid');
}

function batchOf({ images, labels, size }, chosen) {
  const pixels = size * size;
  const x = new Float32Array(chosen.length * pixels);
  const y = new Float32Array(chosen.length * classes);
  for (const [i, image] of chosen.entries()) {
    x.set(images.subarray(image * pixels, (image + 1) * pixels), i * pixels);
    y[i * classes + labels[image]] = 1;
  }
  return { x: tf.tensor4d(x, [chosen.length, size, size, 1]), y: tf.tensor2d(y, [chosen.length, classes]) };
}

function accuracyOn(shapes, parameters, set) {
  let right = 0;
  for (let from = 0; from < set.count; from += 500) {
    const chosen = Array.from({ length: Math.min(500, set.count - from) }, (_, i) => from + i);
    const best = tf.tidy(() =>
      tf
        .argMax(tf.reshape(forward(shapes, parameters, batchOf(set, chosen).x).at(-1), [-1, classes]), 1)
        .dataSync(),
    );
    for (const [i, image] of chosen.entries()) if (best[i] === set.labels[image]) right++;
  }
  return right / set.count;
}

/** Weights of an output in 8 bits: scale * (-127 .. 127), the scale and bias with five digits. */
function rounded({ weights, bias }) {
  const [rows, outputs] = weights.shape;
  const values = weights.dataSync();
  const scales = [];
  const codes = new Int8Array(outputs * rows);
  const real = new Float32Array(outputs * rows);
  for (let o = 0; o < outputs; o++) {
    let largest = 0;
    for (let row = 0; row < rows; row++) largest = Math.max(largest, Math.abs(values[row * outputs + o]));
    const scale = Number((largest / 127).toPrecision(6)) || 1;
    for (let row = 0; row < rows; row++) {
      const code = Math.min(127, Math.max(-127, Math.round(values[row * outputs + o] / scale)));
      codes[o * rows + row] = code;
      real[o * rows + row] = code * scale;
    }
    scales.push(scale);
  }
  const biases = [...bias.dataSync()].map((b) => Number(b.toPrecision(6)));
  bias.assign(tf.tensor1d(biases));
  return { rows, scales, biases, codes, real };
}

/** One line for each output: bias, scale, and the codes in base 64. */
function fileText(name, network, { shapes, trained, accuracy }) {
  const layers = shapes.map((shape, l) => {
    const { channels, height, width, kernel, padding, pool, last } = shape;
    const input = `"channels": ${channels}, "height": ${height}, "width": ${width}`;
    if (pool) return `    { "kind": "max-pool", ${input}, "pool": ${pool} }`;
    const { rows, scales, biases, codes } = trained[l];
    const outputs = scales.map((scale, o) => {
      const text = Buffer.from(codes.buffer, o * rows, rows).toString('base64');
      return `        { "bias": ${biases[o]}, "scale": ${scale}, "codes": "${text}" }`;
    });
    const form = kernel
      ? `"kind": "convolution", ${input}, "kernel": ${kernel}, "padding": ${padding}`
      : `"kind": "dense", "inputs": ${rows}`;
    return `    { ${form}, "activation": "${last ? 'none' : 'relu'}",\n      "outputs": [\n${outputs.join(',\n')}\n      ] }`;
  });
  const made = {
    script: `scripts/train-networks.mjs ${name}`,
    library: `@tensorflow/tfjs-core ${tf.version_core}, backend wasm`,
    data: sources[network.data].text,
    seed: network.seed,
    epochs: network.epochs,
    accuracy,
  };
  return `{\n  "made": ${JSON.stringify(made)},\n  "inputMaximum": ${sources[network.data].inputMaximum},\n  "layers": [\n${layers.join(',\n')}\n  ]\n}\n`;
}
