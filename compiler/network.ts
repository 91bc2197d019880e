/** A fully connected layer: y = activation(W x + b). */
export interface DenseLayer {
  /** outputs x inputs. */
  readonly weights: readonly (readonly number[])[];
  /** One an output. */
  readonly bias: readonly number[];
  readonly activation: 'relu' | 'none';
}

/** A chain of fully connected layers over real numbers. */
export interface Network {
  /** Raw inputs are 0 .. inputMaximum; the first layer sees them divided by it. */
  readonly inputMaximum: number;
  readonly layers: readonly DenseLayer[];
}

/** Runs a network in floating point.
 *
 *  @param input raw, 0 .. inputMaximum
 *  @returns inputs of every layer, after the activation of the one before, and last the network's outputs */
export function forward(network: Network, input: ArrayLike<number>): number[][] {
  const steps = [Array.from(input, (value) => value / network.inputMaximum)];
  for (const layer of network.layers) {
    const inputs = steps.at(-1) ?? [];
    steps.push(
      layer.weights.map((row, j) => {
        const sum = row.reduce((total, weight, i) => total + weight * (inputs[i] ?? 0), layer.bias[j] ?? 0);
        return layer.activation === 'relu' ? Math.max(0, sum) : sum;
      }),
    );
  }
  return steps;
}

/** Index of the largest value; the first of equal ones. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
