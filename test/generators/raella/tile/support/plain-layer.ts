import { type LayerSettings, windowsOf } from './layer.js';
import type { CrossbarPart } from './tile-driver.js';

/** The value of an activation. */
const numberOf = (byte: number, signed: boolean): number => (signed && byte > 127 ? byte - 256 : byte);

/** Sums of a matrix layer, acc = sum of psum + (phi - zw) X over the parts, [window][output]: what a tile gives whose ADCs
 *  saturate nowhere, so that a psum is the exact sum modulo 2^16. */
export function plainSums(
  layer: LayerSettings,
  parts: readonly CrossbarPart[],
  activation: (address: number) => number,
): { readonly sum: number; readonly parts: ReadonlyMap<number, number> }[] {
  const signed = layer.signedInputs === 1;
  return windowsOf(layer).flatMap((window) => {
    const inputs = window.map(({ inside, address }) =>
      numberOf(inside ? activation(address) : (layer.padCode ?? 0), signed),
    );
    return Array.from({ length: layer.outputs ?? 0 }, (_, n) => {
      const results = new Map<number, number>();
      for (const { number, firstElement, firstOutput, offsets, centres } of parts) {
        const centre = centres[n - firstOutput];
        if (centre === undefined) continue;
        let [psum, inputSum] = [0, 0];
        for (const [i, row] of offsets.entries()) {
          const input = inputs[firstElement + i] ?? 0;
          psum += (row[n - firstOutput] ?? 0) * input;
          inputSum += input;
        }
        results.set(number, ((psum << 16) >> 16) + centre * inputSum);
      }
      return { sum: [...results.values()].reduce((a, b) => a + b, 0), parts: results };
    });
  });
}

/** Codes of a matrix layer, from its sums; scales are 2^-shift. */
export function plainCode(sum: number, bias: number, shift: number, layer: LayerSettings): number {
  const zeroPoint = layer.zeroPoint ?? 0;
  const lowest = layer.relu === 1 ? zeroPoint : 0;
  return Math.min(255, Math.max(lowest, Math.trunc((sum + bias) / 2 ** shift) + zeroPoint));
}

/** FP16 of 2^-shift. */
export const halfOf = (shift: number): number => (15 - shift) * 1024;

/** Outputs of a max-pool layer, [window][channel]. */
export function plainPool(layer: LayerSettings, activation: (address: number) => number): number[] {
  const signed = layer.signedInputs === 1;
  return windowsOf(layer).map((window) => {
    const values = window
      .filter(({ inside }) => inside)
      .map(({ address }) => numberOf(activation(address), signed));
    return Math.max(...values) & 0xff;
  });
}
