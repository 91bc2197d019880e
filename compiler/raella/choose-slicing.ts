import { CrossweaveError } from '../../base/crossweave-error.js';
import type { IntegerLayer } from './integer-layer.js';
import { narrowCrossbar } from './map-layer.js';
import { type Slicing, slicingsUpTo } from './slicing.js';
import { type SearchCrossbar, type SlicingTrial, trySlicings } from './try-slicings.js';

/** The slicing of last layers, and of those that no other keeps under the budget. */
const finest: Slicing = [1, 1, 1, 1, 1, 1, 1, 1];

/** Mean error of outputs, in codes: one in eleven outputs off by one. Source: thesis on RAELLA, 4.2.1. */
export const errorBudget = 0.09;

/** Finds the slicing of a layer: of the first slice count that has one whose error is below the budget the slicing of
 *  the lowest error, then the first; if there is none, eight slices of one bit. The last layer always has those.
 *
 *  Source: docs/raella.md, "Adaptive slicing".
 *  @param inputs [vectors][rows], ten vectors from the data to come
 *  @throws {CrossweaveError} CW-W204 fewer columns than slices, and those of `trySlicings` */
export function chooseSlicing(
  layer: IntegerLayer,
  inputs: Int32Array,
  crossbar: SearchCrossbar,
  options: { readonly last: boolean; readonly budget?: number },
): SlicingTrial {
  if (!options.last) {
    const all = slicingsUpTo(crossbar.cellBits).filter((slicing) => slicing.length <= crossbar.columns);
    for (let count = 2; count <= 8; count++) {
      const slicings = all.filter((slicing) => slicing.length === count);
      const best = trySlicings(layer, inputs, crossbar, slicings).reduce<SlicingTrial | undefined>(
        (found, trial) => (found && found.error <= trial.error ? found : trial),
        undefined,
      );
      if (best && best.error < (options.budget ?? errorBudget)) return best;
    }
  }
  if (crossbar.columns < finest.length)
    throw new CrossweaveError(narrowCrossbar(finest.length, crossbar.columns));
  return trySlicings(layer, inputs, crossbar, [finest])[0]!;
}
