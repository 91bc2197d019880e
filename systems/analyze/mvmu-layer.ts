import { offsetTiles } from '../../compiler/raella/offset-tiles.js';
import { tileInputs } from '../../compiler/tile.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { MatrixPhase } from '../system.js';
import type { LayerWork } from './layer-work.js';

/** One tile of a layer in a unit, and the part of the unit that it takes. */
export interface UsedPhase extends MatrixPhase {
  readonly used: { readonly rows: number; readonly columns: number };
}

/** A layer in units of 8-bit offset weights, a phase for each unit. */
export function layerPhases(config: PumaMvmuConfig, { layer, inputs }: LayerWork): UsedPhase[] {
  return offsetTiles(layer, config).map((tile) => ({
    weights: tile.weights,
    inputs: tileInputs(inputs, layer.rows, tile, config),
    used: { rows: tile.rows, columns: tile.columns },
  }));
}
