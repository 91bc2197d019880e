import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { errorBudget } from './choose-slicing.js';
import { GoldenLayer } from './golden-layer.js';
import { type IntegerLayer, runIntegerLayer } from './integer-layer.js';
import { layerCentres } from './layer-centres.js';
import { type Slicing, slicingsUpTo } from './slicing.js';

/** The slicing search of `chooseSlicing` on crossbars with non-idealities: each trial runs the golden crossbars, without
 *  speculation. Where no slicing is below the budget, the one of the lowest error wins, not the finest: more slices draw
 *  more noise. Source: thesis on RAELLA, 7.3: the search knows the noise.
 *
 *  @param inputs [vectors][rows] */
export function chooseNoisySlicing(
  layer: IntegerLayer,
  inputs: Int32Array,
  config: RaellaCrossbarConfig,
): Slicing {
  const expected = runIntegerLayer(layer, inputs);
  let best: { readonly slicing: Slicing; readonly error: number } | undefined;
  let count = 0;
  for (const slicing of slicingsUpTo(config.cellBits)) {
    if (slicing.length > config.columns) continue;
    if (slicing.length > count && best !== undefined && best.error < errorBudget) break;
    count = slicing.length;
    const centres = layerCentres(layer, config.rows, slicing, 'center-offset');
    const got = new GoldenLayer(layer, { slicing, centres }, config, false).run(inputs);
    const error = meanError(expected, got, layer.zeroCode);
    if (best === undefined || error < best.error) best = { slicing, error };
  }
  return best!.slicing;
}

/** Mean of |expected - got| over outputs whose expected value is not zero; 0 if there is none. */
function meanError(expected: Uint8Array, got: Uint8Array, zeroCode: number): number {
  let [sum, counted] = [0, 0];
  for (let at = 0; at < expected.length; at++) {
    if (expected[at] === zeroCode) continue;
    sum += Math.abs(expected[at]! - got[at]!);
    counted++;
  }
  return counted > 0 ? sum / counted : 0;
}
