import type { FloatNetwork } from '../../compiler/raella/float-network.js';
import { quantiseNetwork } from '../../compiler/raella/quantise-network.js';
import { RandomSource } from '../workloads/random-source.js';
import type { LoadedNetwork, NetworkInputs } from './loaded-network.js';

/** One layer with random weights. */
export interface SyntheticLayer {
  readonly rows: number;
  readonly outputs: number;
  /** Zero-mean with variance 2; `skewed` is Laplace about a mean of each filter's own, normal with deviation 1.5. */
  readonly weights: 'laplace' | 'gaussian' | 'skewed';
  readonly seed: number;
}

/** Standard deviations of the inputs in their range. With fewer, psums of 512 rows leave their 16 bits. */
const inputDeviations = 16;
const calibrationVectors = 32;
const testVectors = 64;

/** A network of one dense layer with ReLU: weights at random, inputs max(0, normal), outputs that fill their codes. */
export function syntheticNetwork(name: string, layer: SyntheticLayer, crossbarRows: number): LoadedNetwork {
  const { rows, outputs, seed } = layer;
  const random = new Distributions(seed);
  const weights = Array.from({ length: outputs }, () => filterOf(layer, random));
  const bias = new Array<number>(outputs).fill(0);
  const float: FloatNetwork = {
    inputMaximum: inputDeviations,
    layers: [{ kind: 'dense', weights: { weights, bias, activation: 'relu' } }],
  };
  const inputs = (count: number): NetworkInputs => ({
    raw: Array.from({ length: count }, () =>
      Float64Array.from({ length: rows }, () => Math.max(0, random.normal())),
    ),
  });
  const calibration = inputs(calibrationVectors);
  const test = inputs(testVectors);
  return {
    float,
    integer: quantiseNetwork(name, float, calibration.raw, crossbarRows),
    calibration,
    test: () => test,
  };
}

function filterOf({ rows, weights }: SyntheticLayer, random: Distributions): number[] {
  const mean = weights === 'skewed' ? 1.5 * random.normal() : 0;
  return Array.from({ length: rows }, () =>
    weights === 'gaussian' ? Math.SQRT2 * random.normal() : mean + random.laplace(),
  );
}

class Distributions {
  readonly #source: RandomSource;

  constructor(seed: number) {
    this.#source = new RandomSource(seed);
  }

  /** Mean 0, variance 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(this.#uniform())) * Math.cos(2 * Math.PI * this.#uniform());
  }

  /** Mean 0, variance 2. */
  laplace(): number {
    return Math.log(this.#uniform()) * (this.#uniform() < 0.5 ? -1 : 1);
  }

  /** In (0, 1). */
  #uniform(): number {
    return (this.#source.next() + 0.5) / 2 ** 32;
  }
}
