import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { mixedSignalGeometry } from './geometry.js';

/** y of one vector from its codes. Source: docs/mixed-signal-arrays.md, "Arithmetic"; exact below 2^52.
 *  @param codes [steps][lanes]  @param inputSum X  @param outputs [columns], filled */
export function accumulate(
  config: MixedSignalArrayConfig,
  codes: Int32Array,
  inputSum: number,
  outputs: Float64Array,
): void {
  const { rows, columns, adcBits } = config;
  const { steps, perOutput, lanes, converter, middle, weightOffset } = mixedSignalGeometry(config);
  for (let column = 0; column < columns; column++) {
    if (config.style === 'xnor-capacitor') {
      const code = codes[column]!;
      outputs[column] = adcBits === 1 ? 2 * code + 1 : 2 * (converter.step * code + middle) - rows;
      continue;
    }
    let y = -weightOffset * inputSum;
    for (let step = 0; step < steps; step++) {
      for (let bit = 0; bit < perOutput; bit++) {
        const code = codes[step * lanes + column * perOutput + bit]!;
        const negative = config.style === 'bit-serial-sram' && bit === perOutput - 1;
        y += (negative ? -code : code) * 2 ** (step + bit) * converter.step;
      }
    }
    // No negative zero.
    outputs[column] = y + 0;
  }
}
