import { readFileSync } from 'node:fs';
import { codeFile } from '../../base/package-root.js';
import type { DenseLayer } from '../../compiler/network.js';
import type { FloatLayer, FloatNetwork } from '../../compiler/raella/float-network.js';

/** A file of `trained/`, as scripts/train-networks.mjs writes it. */
interface NetworkFile {
  readonly inputMaximum: number;
  readonly layers: readonly FileLayer[];
}

type FileLayer =
  | (FileImage & { readonly kind: 'max-pool'; readonly pool: number })
  | (FileImage &
      FileWeights & { readonly kind: 'convolution'; readonly kernel: number; readonly padding: number })
  | (FileWeights & { readonly kind: 'dense' });

interface FileImage {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

interface FileWeights {
  readonly activation: 'relu' | 'none';
  readonly outputs: readonly {
    readonly bias: number;
    readonly scale: number;
    /** Signed bytes in base 64; a weight is scale times its byte. */
    readonly codes: string;
  }[];
}

/** Reads a trained network of the project. */
export function readNetworkFile(name: string): FloatNetwork {
  const text = readFileSync(codeFile(`systems/networks/trained/${name}.json`), 'utf8');
  const { inputMaximum, layers } = JSON.parse(text) as NetworkFile;
  return { inputMaximum, layers: layers.map(layerOf) };
}

function layerOf(layer: FileLayer): FloatLayer {
  if (layer.kind === 'dense') return { kind: 'dense', weights: weightsOf(layer) };
  const { channels, height, width } = layer;
  if (layer.kind === 'max-pool') return { kind: 'max-pool', channels, height, width, size: layer.pool };
  const { kernel, padding } = layer;
  const convolution = {
    ...{ channels, height, width, kernelHeight: kernel, kernelWidth: kernel, stride: 1, padding },
  };
  return { kind: 'convolution', convolution, weights: weightsOf(layer) };
}

function weightsOf({ activation, outputs }: FileWeights): DenseLayer {
  return {
    activation,
    bias: outputs.map(({ bias }) => bias),
    weights: outputs.map(({ scale, codes }) =>
      Array.from(new Int8Array(Buffer.from(codes, 'base64')), (code) => code * scale),
    ),
  };
}
