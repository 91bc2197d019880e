import type { IntegerLayer } from '../../compiler/raella/integer-layer.js';
import { denseGeometry, type LayerGeometry, type TileMatrix } from '../../compiler/raella/tile/tile-layer.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';

/** A small tile: 2 IMAs of 2 crossbars of 12 x 16 cells. */
export function tileConfig(changes: Partial<RaellaTileConfig> = {}): RaellaTileConfig {
  return {
    system: 'raella-tile',
    name: 'little_tile',
    ...{ rows: 12, columns: 16, cellBits: 4, dacBits: 4, adcs: 4, adcBits: 7, speculation: [4, 2, 2] },
    ...{ crossbars: 2, imas: 2, activationBytes: 256, channels: 16 },
    ...changes,
  };
}

/** A matrix layer with slices of 4, 2 and 2 bits, all scales 1, no bias.
 *  @param weights [outputs][rows], codes  @param changes of the layer  @param geometry absent: dense */
export function tileMatrix(
  rows: number,
  outputs: number,
  weights: readonly number[],
  changes: Partial<IntegerLayer> = {},
  geometry: LayerGeometry = denseGeometry(rows),
): TileMatrix {
  const layer: IntegerLayer = {
    ...{ rows, outputs, weights: Uint8Array.from(weights), zeroPoints: new Uint8Array(outputs) },
    ...{ biases: new Int32Array(outputs), scales: new Uint16Array(outputs).fill(0x3c00) },
    ...{ zeroPoint: 0, relu: false, zeroCode: 0, signedInputs: false },
    ...changes,
  };
  const centres = new Uint8Array(Math.ceil(rows / tileConfig().rows) * outputs).fill(100);
  return { name: 'layer', geometry, layer, padCode: 0, slicing: [4, 2, 2], centres };
}

/** Inputs at address 0, outputs to the router only. */
export const routed = { inBase: 0, outBase: 0, toBuffer: false, toRouter: true } as const;
