import fc from 'fast-check';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../../config/mixed-signal-array.js';

/** Small arrays of every style; each key reaches its ends more often than a uniform draw would. */
export const randomArray: fc.Arbitrary<MixedSignalArrayConfig> = fc
  .record({
    style: fc.constantFrom(...mixedSignalStyles),
    rows: fc.oneof(fc.constantFrom(1, 2, 8), fc.integer({ min: 1, max: 20 })),
    columns: fc.oneof(fc.constantFrom(1, 4), fc.integer({ min: 1, max: 12 })),
    weightBits: fc.oneof(fc.constantFrom(1, 8), fc.integer({ min: 1, max: 8 })),
    inputBits: fc.oneof(fc.constantFrom(1, 8), fc.integer({ min: 1, max: 8 })),
    adcs: fc.integer({ min: 1, max: 12 }),
    adcBits: fc.oneof(fc.constantFrom(1, 16), fc.integer({ min: 2, max: 7 })),
    adcStep: fc.oneof(fc.constantFrom(0, 0, 20), fc.integer({ min: 1, max: 6 })),
  })
  .map((draw): MixedSignalArrayConfig => {
    const bit = draw.style === 'xnor-capacitor';
    const ramp = draw.style === 'resistive-ramp';
    return {
      system: 'mixed-signal-array',
      name: 'arr',
      ...draw,
      weightBits: bit ? 1 : Math.min(draw.weightBits, ramp ? 4 : 8),
      inputBits: bit ? 1 : draw.inputBits,
      adcs: Math.min(draw.adcs, draw.columns),
      adcBits: Math.min(draw.adcBits, ramp ? 6 : 16),
    };
  });

/** Ranges of weights and inputs; of `xnor-capacitor` only the ends are values. */
export function rangesOf({ style, weightBits, inputBits }: MixedSignalArrayConfig) {
  if (style === 'xnor-capacitor') return { weights: [-1, 1], inputs: [-1, 1] } as const;
  const half = 2 ** (weightBits - 1);
  return { weights: [-half, half - 1], inputs: [0, 2 ** inputBits - 1] } as const;
}

/** Weights, or inputs, of an array from a seed: uniform, with ends more often.
 *  @param mode `uniform`, or all at one end of the range */
export function drawValues(
  config: MixedSignalArrayConfig,
  seed: number,
  count: number,
  [min, max]: readonly [number, number],
): number[] {
  let state = seed | 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const whole = next();
  return Array.from({ length: count }, () => {
    const [draw, place] = [next(), next()];
    if (whole < 0.1) return min;
    if (whole < 0.2) return max;
    if (config.style === 'xnor-capacitor') return place < 0.5 ? min : max;
    if (draw < 0.1) return min;
    if (draw < 0.2) return max;
    return min + Math.floor(place * (max - min + 1));
  });
}
