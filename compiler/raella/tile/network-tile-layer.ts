import type { NetworkLayer } from '../network-layers.js';
import type { LayerSetting } from '../prepare-network.js';
import { denseGeometry, squareGeometry, type TileMatrix, type TilePool } from './tile-layer.js';

/** A layer of a network as a tile runs it. @param setting of a matrix layer */
export function tileLayerOf(
  layer: NetworkLayer,
  setting: LayerSetting | undefined,
):
  | { readonly kind: 'matrix'; readonly matrix: TileMatrix }
  | { readonly kind: 'max-pool'; readonly pool: TilePool } {
  const { name } = layer;
  if (layer.kind === 'max-pool') {
    const { channels, height, width, size } = layer;
    const square = { kernelHeight: size, kernelWidth: size, stride: size, padding: 0 };
    const geometry = squareGeometry({ channels, height, width, ...square });
    return { kind: 'max-pool', pool: { name, geometry, signedInputs: false } };
  }
  if (setting === undefined) throw new RangeError(`${name} has no setting`);
  const geometry =
    layer.kind === 'dense' ? denseGeometry(layer.layer.rows) : squareGeometry(layer.convolution);
  return {
    kind: 'matrix',
    matrix: { name, geometry, layer: layer.layer, padCode: layer.input.zeroCode, ...setting },
  };
}
