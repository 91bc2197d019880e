import { type FloatLayer, type FloatNetwork, forwardFloat, type MaxPool } from './float-network.js';
import type { IntegerNetwork, NetworkLayer } from './network-layers.js';
import { leastInputScale } from './psum-range.js';
import { type Coding, codingOf, quantiseLayer } from './quantise-layer.js';

/** Quantises a network: activations are coded over the range that they have on some inputs. For crossbars they are coded
 *  in coarser steps where a layer's psums would otherwise leave their 16 bits. All layers but the last must have a ReLU.
 *
 *  Source: docs/raella-compiler.md, "Quantiser of networks".
 *  @param calibration raw inputs from the data to come  @param crossbarRows word lines of a crossbar;
 *  absent: psums have no limit
 *  @throws {CrossweaveError} as `quantiseLayer` */
export function quantiseNetwork(
  name: string,
  network: FloatNetwork,
  calibration: readonly ArrayLike<number>[],
  crossbarRows?: number,
): IntegerNetwork {
  const steps = calibration.map((input) => forwardFloat(network, input));
  const codings = network.layers.map((_, l) =>
    codingOfInputs(network.layers, l, crossbarRows, (at) => steps.map((step) => step[at]!)),
  );
  const last = network.layers.findLastIndex((layer) => layer.kind !== 'max-pool');
  const scores = rangeOf(steps.map((step) => step.at(-1)!));
  const layers = network.layers.map((layer, l): NetworkLayer => {
    const label = `${layer.kind}-${l + 1}`;
    // A maximum of codes is the code of the maximum.
    if (layer.kind === 'max-pool') return { ...layer, name: label };
    const input = codings[l]!;
    const output = codings[l + 1] ?? codingOf(scores.least, scores.largest);
    const parts = {
      ...{ name: label, input, output, last: l === last && layer.weights.activation === 'none' },
      layer: quantiseLayer(layer.weights, input, output),
    };
    return layer.kind === 'dense'
      ? { kind: 'dense', ...parts }
      : { kind: 'convolution', ...parts, convolution: layer.convolution };
  });
  const input = codings[0]!;
  return { name, input: { ...input, scale: input.scale * network.inputMaximum }, layers };
}

/** The coding in front of a layer; through a pool it is that of the next layer with weights. */
function codingOfInputs(
  layers: readonly FloatLayer[],
  l: number,
  crossbarRows: number | undefined,
  activations: (layer: number) => readonly Float64Array[],
): Coding {
  const coding = codingOf(0, rangeOf(activations(l)).largest);
  if (crossbarRows === undefined) return coding;
  const at = layers.findIndex((layer, k) => k >= l && layer.kind !== 'max-pool');
  const layer = layers[at] as Exclude<FloatLayer, MaxPool>;
  // The weight codes hardly depend on the codings.
  const codes = quantiseLayer(layer.weights, coding, codingOf(0, 1));
  const convolution = layer.kind === 'convolution' ? layer.convolution : undefined;
  const least = leastInputScale(codes, convolution, crossbarRows, activations(at));
  return { ...coding, scale: Math.max(coding.scale, least) };
}

function rangeOf(activations: readonly Float64Array[]): { readonly least: number; readonly largest: number } {
  let [least, largest] = [0, 0];
  for (const values of activations) {
    for (const value of values) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
  }
  return { least, largest };
}

/** Raw inputs as codes. @param raw whole images  @returns as many codes */
export function inputCodes({ input }: IntegerNetwork, raw: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(raw, (value) =>
    Math.min(255, Math.max(0, Math.round(value / input.scale) + input.zeroCode)),
  );
}
