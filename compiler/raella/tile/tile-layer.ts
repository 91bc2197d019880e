import type { IntegerLayer } from '../integer-layer.js';
import type { LayerSetting } from '../prepare-network.js';

/** Windows of a layer over its input, height x width x channels, channel fastest. A dense layer has one window, its
 *  whole input. Source: docs/raella-tile.md, "Tile: one layer at a time". */
export interface LayerGeometry {
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  /** Rows above and columns left of the input; windows may leave it on the other sides too. */
  readonly padTop: number;
  readonly padLeft: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** A matrix layer to be laid out over the crossbars of a tile. */
export interface TileMatrix extends LayerSetting {
  readonly name: string;
  readonly geometry: LayerGeometry;
  /** Rows are kernel rows x kernel columns x channels. */
  readonly layer: IntegerLayer;
  /** The input's code of 0, a byte. */
  readonly padCode: number;
}

/** A max-pool layer. */
export interface TilePool {
  readonly name: string;
  readonly geometry: LayerGeometry;
  /** Activations are compared as two's complement. */
  readonly signedInputs: boolean;
}

/** Where a layer finds its input and leaves its outputs. */
export interface LayerPlacement {
  /** Address of the first activation. */
  readonly inBase: number;
  /** Address of the first output, where they go to the buffer. */
  readonly outBase: number;
  readonly toBuffer: boolean;
  readonly toRouter: boolean;
}

/** A dense layer's one window. */
export function denseGeometry(inputs: number): LayerGeometry {
  return {
    ...{ inHeight: 1, inWidth: 1, inChannels: inputs, kernelHeight: 1, kernelWidth: 1 },
    ...{ strideY: 1, strideX: 1, padTop: 0, padLeft: 0, outHeight: 1, outWidth: 1 },
  };
}

/** Windows with one stride and the same padding on all sides, as many as lie inside. */
export function squareGeometry(shape: {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
  readonly padding: number;
}): LayerGeometry {
  const { height, width, channels, kernelHeight, kernelWidth, stride, padding } = shape;
  return {
    ...{ inHeight: height, inWidth: width, inChannels: channels, kernelHeight, kernelWidth },
    ...{ strideY: stride, strideX: stride, padTop: padding, padLeft: padding },
    outHeight: Math.floor((height + 2 * padding - kernelHeight) / stride) + 1,
    outWidth: Math.floor((width + 2 * padding - kernelWidth) / stride) + 1,
  };
}
