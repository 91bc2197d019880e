import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseNoisySlicing } from '../../../compiler/raella/choose-noisy-slicing.js';
import { chooseSlicing } from '../../../compiler/raella/choose-slicing.js';
import { CrossbarNetwork } from '../../../compiler/raella/crossbar-network.js';
import { type FloatNetwork, forwardFloat, maxPool } from '../../../compiler/raella/float-network.js';
import { GoldenLayer } from '../../../compiler/raella/golden-layer.js';
import { runIntegerLayer } from '../../../compiler/raella/integer-layer.js';
import { isaacNetwork } from '../../../compiler/raella/isaac-network.js';
import { inputVectors, matrixLayers, type NetworkLayer } from '../../../compiler/raella/network-layers.js';
import { prepareNetwork } from '../../../compiler/raella/prepare-network.js';
import { inputCodes, quantiseNetwork } from '../../../compiler/raella/quantise-network.js';
import { runNetwork } from '../../../compiler/raella/run-integer-network.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { GoldenRaellaCrossbar } from '../../../sim-models/raella/index.js';
import { RandomSource } from '../../../systems/workloads/random-source.js';

const paper: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'paper', rows: 512, columns: 512, cellBits: 4, dacBits: 4 },
  ...{ adcs: 4, adcBits: 7, speculation: [4, 2, 2] },
};

/** Few rows and columns, so that every layer lies in several crossbars, and converters that nothing reaches. */
const small: RaellaCrossbarConfig = { ...paper, rows: 7, columns: 9, adcBits: 12 };

const noise = (read: number) => ({ seed: 3, programming: 0, read, adc: 0 });

/** Convolution with padding and a step of 2, pool with pixels left over, dense with ReLU, dense: random weights. */
function randomNetwork(seed: number): { network: FloatNetwork; images: Float64Array[] } {
  const source = new RandomSource(seed);
  const uniform = () => source.next() / 2 ** 32;
  const weights = (outputs: number, rows: number, activation: 'relu' | 'none') => {
    const middles = Array.from({ length: outputs }, () => uniform() - 0.5);
    return {
      activation,
      bias: middles.map(() => uniform() - 0.5),
      weights: middles.map((middle) =>
        Array.from({ length: rows }, () => (middle + 2 * uniform() - 1) / rows),
      ),
    };
  };
  const convolution = {
    ...{ channels: 2, height: 9, width: 11, kernelHeight: 3, kernelWidth: 2, stride: 2, padding: 1 },
  };
  return {
    network: {
      inputMaximum: 50,
      layers: [
        { kind: 'convolution', convolution, weights: weights(3, 12, 'relu') },
        { kind: 'max-pool', channels: 3, height: 5, width: 6, size: 2 },
        { kind: 'dense', weights: weights(8, 18, 'relu') },
        { kind: 'dense', weights: weights(4, 8, 'none') },
      ],
    },
    images: Array.from({ length: 12 }, () =>
      Float64Array.from({ length: 198 }, () => (uniform() < 0.4 ? 0 : Math.round(50 * uniform()))),
    ),
  };
}

function codesOfAll(network: ReturnType<typeof quantiseNetwork>, images: Float64Array[]): Uint8Array {
  return Uint8Array.from(images.flatMap((image) => [...inputCodes(network, image)]));
}

describe('a quantised network', () => {
  it('computes what the float network does, up to its steps', () => {
    let checked = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { network, images } = randomNetwork(seed);
      const integer = quantiseNetwork('random', network, images);
      const outputs = runNetwork(integer.layers, codesOfAll(integer, images)).at(-1)!;
      const { output } = matrixLayers(integer).at(-1)!;
      for (const [i, image] of images.entries()) {
        for (const [o, real] of forwardFloat(network, image).at(-1)!.entries()) {
          const got = (outputs[i * 4 + o]! - output.zeroCode) * output.scale;
          // Of 255 steps; the layers before each have theirs.
          expect(Math.abs(got - real) / output.scale).toBeLessThan(8);
          checked++;
        }
      }
    }
    expect(checked).toBe(480);
  });

  it('names its layers and knows the last', () => {
    const { network, images } = randomNetwork(1);
    const { layers } = quantiseNetwork('random', network, images, 512);
    expect(layers.map(({ name }) => name)).toEqual(['convolution-1', 'max-pool-2', 'dense-3', 'dense-4']);
    expect(matrixLayers({ layers }).map(({ last }) => last)).toEqual([false, false, true]);
    expect(runNetwork(layers, new Uint8Array(2 * 198)).map(({ length }) => length / 2)).toEqual([
      198, 90, 18, 8, 4,
    ]);
  });

  it('for crossbars keeps the psums of the calibration in 16 bits', () => {
    const rows = 200;
    const source = new RandomSource(5);
    const weights = Array.from({ length: 4 }, () =>
      Array.from({ length: rows }, () => source.integer(-9, 9)),
    );
    const network: FloatNetwork = {
      inputMaximum: 1,
      layers: [{ kind: 'dense', weights: { weights, bias: [0, 0, 0, 0], activation: 'none' } }],
    };
    const images = Array.from({ length: 20 }, () =>
      Float64Array.from({ length: rows }, () => source.integer(0, 100) / 100),
    );
    const overflowsOf = (crossbarRows?: number) => {
      const integer = quantiseNetwork('wide', network, images, crossbarRows);
      const codes = codesOfAll(integer, images);
      const crossbars = new CrossbarNetwork(
        prepareNetwork(integer, paper, codes, { strategy: 'center-offset' }),
        paper,
        false,
      );
      crossbars.run(codes);
      return [...crossbars.counts().values()][0]!;
    };
    expect(overflowsOf().overflows).toBeGreaterThan(5);
    expect(overflowsOf(512)).toMatchObject({ overflows: 0, psums: 80 });
  });
});

describe('the input vectors of a layer', () => {
  it('are padded with the code of 0 of its inputs', () => {
    const { network, images } = randomNetwork(1);
    const [layer] = matrixLayers(quantiseNetwork('random', network, images));
    const shifted = { ...layer!, input: { scale: 1, zeroCode: 33 } };
    const vectors = inputVectors(shifted, new Uint8Array(198).fill(5));
    expect(vectors.length).toBe(30 * 12);
    // Of 3 x 2 pixels of two channels the corner sees the padding above and on the left.
    expect([...vectors.subarray(0, 12)]).toEqual([33, 33, 33, 33, 33, 33, 5, 5, 33, 33, 5, 5]);
  });
});

describe('a max-pool', () => {
  it('takes the largest of each channel and drops what is left over', () => {
    const image = [3, 9, 1, 2, 5, 5, 4, 8, 7, 1, 0, 99];
    const pooled = new Float64Array(2);
    // Two rows of three pixels of two channels.
    maxPool({ kind: 'max-pool', channels: 2, height: 2, width: 3, size: 2 }, image, pooled);
    expect([...pooled]).toEqual([7, 9]);
  });
});

describe('a network in golden crossbars', () => {
  it('is exact where nothing saturates or overflows, however it is cut', () => {
    const compared = { 'center-offset': 0, 'zero-offset': 0 };
    for (const strategy of ['center-offset', 'zero-offset'] as const) {
      for (let seed = 1; seed <= 6; seed++) {
        const { network, images } = randomNetwork(seed);
        // Ranges wider than the inputs need: fewer psums overflow.
        const louder = images.map((image) => image.map((value) => 4 * value));
        const integer = quantiseNetwork('random', network, louder, small.rows);
        const codes = codesOfAll(integer, images);
        const prepared = prepareNetwork(integer, small, codes, { strategy, slicing: [4, 2, 2] });
        // With noise too small to matter crossbars have their own columns: filters lie in several.
        const config = seed % 2 === 0 ? small : { ...small, nonideal: noise(1e-9) };
        const crossbars = new CrossbarNetwork(prepared, config, true);
        const steps = crossbars.run(codes);
        const exact = runNetwork(integer.layers, codes);
        const counts = [...crossbars.counts().values()];
        expect(counts.map(({ vectors }) => vectors)).toEqual([12 * 30, 12, 12]);
        // Row blocks of seven: 12, 18 and 8 rows.
        expect(counts.map(({ psums }) => psums)).toEqual([12 * 30 * 3 * 2, 12 * 8 * 3, 12 * 4 * 2]);
        const places = [1, 3, 4];
        for (const [l, { overflows, saturations, speculated, bitColumns }] of counts.entries()) {
          expect([saturations, speculated / bitColumns]).toEqual([0, 3 / 8]);
          if (overflows > 0) break;
          expect(steps[places[l]!]).toEqual(exact[places[l]!]);
          compared[strategy]++;
        }
      }
    }
    expect(compared['center-offset']).toBeGreaterThan(9);
    expect(compared['zero-offset']).toBeGreaterThan(9);
  });

  it('counts what the crossbars did', () => {
    const { network, images } = randomNetwork(2);
    const integer = quantiseNetwork('random', network, images, 512);
    const codes = codesOfAll(integer, images);
    const narrow = { ...paper, adcBits: 4 };
    const prepared = prepareNetwork(integer, narrow, codes, { strategy: 'center-offset', slicing: [4, 4] });
    const spoken = new CrossbarNetwork(prepared, narrow, true);
    const plain = new CrossbarNetwork(prepared, narrow, false);
    // The same input twice doubles every count and no share.
    const once = new CrossbarNetwork(prepared, narrow, true);
    once.run(codes);
    spoken.run(codes);
    spoken.run(codes);
    plain.run(codes);
    const first = (one: CrossbarNetwork) => one.counts().get('convolution-1')!;
    expect(first(spoken).converts).toBe(2 * first(once).converts);
    expect(first(spoken).convertsPerMac).toBe(first(once).convertsPerMac);
    expect(first(plain)).toMatchObject({ speculated: 0, failures: 0, speculationSuccess: 1 });
    expect(first(plain).convertsPerMac).toBeCloseTo((2 * 8) / 12, 12);
    expect(first(once).recoverySaturation).toBe(first(plain).recoverySaturation);
    expect(first(once).failures).toBeGreaterThan(50);
    expect(first(once).speculationSuccess).toBe(1 - first(once).failures / first(once).speculated);
    expect(first(once).saturations).toBeGreaterThan(0);
    expect(first(once).saturations).toBeLessThanOrEqual(first(plain).saturations);
  });

  it('lays noisy layers over crossbars as wide as they are, each with noise of its own', () => {
    const { network, images } = randomNetwork(3);
    const integer = quantiseNetwork('random', network, images, 512);
    const layer = matrixLayers(integer)[1]!.layer;
    const inputs = Int32Array.from({ length: 3 * 18 }, (_, k) => (k * 29) % 40);
    const config = { ...paper, rows: 20, columns: 12, nonideal: noise(0.3) };
    const setting = { slicing: [4, 2, 2], centres: new Uint8Array(8).fill(120) };
    const seen: number[][] = [];
    const golden = new GoldenLayer(layer, setting, config, true, {
      number: 5,
      observe: (part, run) => seen.push([part.output, part.outputs, ...run.psums]),
    });
    const codes = golden.run(inputs);
    // Whole crossbars of four filters, their unused word lines driven with 0: cutting rows changes nothing.
    const expected = [0, 1].map((k) => {
      const cells = Uint8Array.from({ length: 20 * 4 }, (_, at) => {
        const row = Math.floor(at / 4);
        return row < 18 ? layer.weights[(4 * k + (at % 4)) * 18 + row]! : 7;
      });
      const one = new GoldenRaellaCrossbar(
        config,
        {
          ...{ slicing: [4, 2, 2], codes: cells, centres: new Uint8Array(4).fill(120), speculate: true },
          ...{ signedInputs: false, used: new Uint8Array(80).fill(1, 0, 72) },
        },
        { number: 5 + k },
      );
      const driven = Int32Array.from({ length: 60 }, (_, at) =>
        at % 20 < 18 ? inputs[Math.floor(at / 20) * 18 + (at % 20)]! : 0,
      );
      return [4 * k, 4, ...one.run(driven, { level: 'outputs' }).psums];
    });
    expect(seen).toEqual(expected);
    expect(codes).not.toEqual(runIntegerLayer(layer, inputs));
  });

  it('finds slicings under noise by trying them', () => {
    const { network, images } = randomNetwork(4);
    const integer = quantiseNetwork('random', network, images, 512);
    const codes = codesOfAll(integer, images);
    const { layer } = matrixLayers(integer)[1]!;
    const inputs = Int32Array.from(runNetwork(integer.layers, codes)[2]!);
    const quiet = chooseNoisySlicing(layer, inputs, { ...paper, nonideal: noise(0) });
    expect(quiet).toEqual(chooseSlicing(layer, inputs, paper, { last: false }).slicing);
    const few = codes.subarray(0, 3 * 198);
    const slicesOf = (noisy?: RaellaCrossbarConfig) => {
      const prepared = prepareNetwork(integer, paper, few, {
        strategy: 'center-offset',
        ...(noisy && { noisy }),
      });
      return [...prepared.settings.values()].map(({ slicing }) => slicing.length);
    };
    const [plain, noisy] = [slicesOf(), slicesOf({ ...paper, nonideal: noise(0.5) })];
    expect([plain[2], noisy[2]]).toEqual([8, 8]);
    expect(noisy[0]).toBeGreaterThan(plain[0]!);
  });
});

describe('a network in crossbars of ISAAC', () => {
  it('is exact without noise, also over several crossbars', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        (rows, outputs, seed) => {
          const layer = randomDense(rows, outputs, seed);
          const source = new RandomSource(seed + 1);
          const codes = Uint8Array.from({ length: 2 * rows }, () => source.integer(0, 255));
          expect(isaacNetwork([layer])(codes).at(-1)).toEqual(runNetwork([layer], codes).at(-1));
        },
      ),
      { seed: 4, numRuns: 20 },
    );
  });

  it('draws noise where it is asked for', () => {
    const layer = randomDense(100, 40, 7);
    const codes = new Uint8Array(100).fill(255);
    const exact = runNetwork([layer], codes).at(-1)!;
    const noisy = isaacNetwork([layer], noise(0.1))(codes).at(-1)!;
    expect(isaacNetwork([layer], noise(0))(codes).at(-1)).toEqual(exact);
    expect(noisy).not.toEqual(exact);
    expect(isaacNetwork([layer], noise(0.1))(codes).at(-1)).toEqual(noisy);
  });
});

function randomDense(rows: number, outputs: number, seed: number): NetworkLayer {
  const source = new RandomSource(seed);
  const byte = () => source.integer(0, 255);
  return {
    ...{ kind: 'dense', name: 'dense-1', last: false },
    input: { scale: 1, zeroCode: 0 },
    output: { scale: 1, zeroCode: 128 },
    layer: {
      ...{ rows, outputs, relu: false, zeroPoint: 128, zeroCode: 128, signedInputs: false },
      weights: Uint8Array.from({ length: rows * outputs }, byte),
      zeroPoints: Uint8Array.from({ length: outputs }, byte),
      biases: Int32Array.from({ length: outputs }, () => source.integer(-1000, 1000)),
      // 2^-13.
      scales: new Uint16Array(outputs).fill(0x0800),
    },
  };
}
