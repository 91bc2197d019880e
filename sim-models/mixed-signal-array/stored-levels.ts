import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { mixedSignalGeometry } from './geometry.js';

/** Levels of the cells that hold the weights: the bit of -1 or +1; bit m of w in column j B_w + m; else w + 2^(B_w - 1).
 *  Source: docs/mixed-signal-arrays.md, "Arithmetic". @param weights [rows][columns]  @returns [rows][lanes] */
export function storedLevels(config: MixedSignalArrayConfig, weights: Int32Array): Int32Array {
  const { perOutput, weightOffset } = mixedSignalGeometry(config);
  switch (config.style) {
    case 'xnor-capacitor':
      return weights.map((weight) => (weight + 1) / 2);
    case 'bit-serial-sram':
      return Int32Array.from({ length: weights.length * perOutput }, (_, at) => {
        const bit = at % perOutput;
        return (weights[(at - bit) / perOutput]! >> bit) & 1;
      });
    default:
      return weights.map((weight) => weight + weightOffset);
  }
}
