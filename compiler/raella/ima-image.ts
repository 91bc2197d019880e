import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaImaConfig } from '../../config/raella-machine.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';
import { checkWeights } from '../check-elements.js';
import { arrayShape } from '../shape.js';
import { type CrossbarImage, crossbarImage, matrixLayer } from './crossbar-image.js';

/** The layers of an IMA that multiplies by one matrix: crossbar x holds rows x R .. x R + R - 1 of it, with centres of its
 *  own. Source: docs/raella-tile.md, "IMA".
 *
 *  @param weights X R x filters, row-major, -128..127  @param centres [crossbars][filters]; absent: those of eq. 4.2
 *  @throws {CrossweaveError} CW-W001 wrong number of weights, CW-W003 weights out of range */
export function imaLayers(
  config: RaellaImaConfig,
  weights: Int32Array,
  centres?: Uint8Array,
): (RaellaLayer & { readonly zeroCodes: Uint8Array })[] {
  checkWeights(config, weights);
  const { columns: filters } = arrayShape(config);
  const crossbar = { ...crossbarOf(config), layer: config.layer };
  const block = config.rows * filters;
  return Array.from({ length: config.crossbars }, (_, x) =>
    matrixLayer(
      crossbar,
      weights.subarray(x * block, (x + 1) * block),
      centres?.slice(x * filters, (x + 1) * filters),
    ),
  );
}

/** Values of the pins `layer_...` of an IMA, a word each. */
export interface ImaWords {
  /** Mask of the crossbars that take the word. */
  readonly crossbars: Uint32Array;
  readonly kinds: Uint32Array;
  readonly indices: Uint32Array;
  readonly data: Uint32Array;
}

/** Kinds of layer words. */
const kinds = { settings: 0, lowBit: 1, centre: 2, firstElement: 3, elements: 4, outputs: 5 } as const;

/** Cells and layer words of an IMA that multiplies by one matrix. Source: docs/raella-tile.md, "Pins of the IMA".
 *  @param layers of the crossbars */
export function imaImage(
  config: RaellaImaConfig,
  layers: readonly RaellaLayer[],
): { readonly cells: readonly CrossbarImage['cells'][]; readonly words: ImaWords } {
  const { rows } = config;
  const { slicing, speculate, signedInputs } = config.layer;
  const images = layers.map((layer) => crossbarImage(crossbarOf(config), layer));
  const words = layers.flatMap((layer, x) => {
    const mask = 2 ** x;
    const { kinds: own, indices, data } = images[x]!;
    const filters = layer.centres.length;
    const settings = slicing.length | (Number(speculate) << 4) | (Number(signedInputs) << 5);
    return [
      [mask, kinds.firstElement, 0, x * rows],
      [mask, kinds.elements, 0, rows],
      [mask, kinds.outputs, 0, filters << 16],
      [mask, kinds.settings, 0, settings],
      // Low bits and centres are those of a crossbar by itself.
      ...Array.from(own, (kind, k) => [mask, kind, indices[k]!, data[k]!]).filter(
        ([, kind]) => kind !== kinds.settings,
      ),
    ];
  });
  const column = (k: number) => Uint32Array.from(words, (word) => word[k]!);
  return {
    cells: images.map((image) => image.cells),
    words: { crossbars: column(0), kinds: column(1), indices: column(2), data: column(3) },
  };
}
