import { Q12 } from './fixed-point.js';

/** An ADC: code = clamp(floor(sum / 2^shift), lowest, highest). Step 2^shift levels. */
export interface Converter {
  readonly shift: number;
  /** 2^shift, levels. */
  readonly step: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @param largestSum the largest magnitude of a column sum this configuration can have, levels */
export function converterFor(
  adcBits: number,
  overflow: 'saturate' | 'drop-low',
  signed: boolean,
  largestSum: number,
): Converter {
  const sumBits = 32 - Math.clz32(largestSum) + (signed ? 1 : 0);
  const shift = overflow === 'drop-low' ? Math.max(0, sumBits - adcBits) : 0;
  return {
    shift,
    step: 2 ** shift,
    lowest: signed ? -(2 ** (adcBits - 1)) : 0,
    highest: signed ? 2 ** (adcBits - 1) - 1 : 2 ** adcBits - 1,
  };
}

/** Code of an exact sum: floor to a step, then saturate. Source: spec/mvmu.md, "ADC".
 *  @param sum levels  @returns code, steps */
export function convert(converter: Converter, sum: number): number {
  return clamp(converter, Math.floor(sum / converter.step));
}

/** Code of a sum with any non-ideality: floor(sum / 2^shift + 1/2), then saturate.
 *  @param sum Q12 levels  @returns code, steps */
export function convertRounded(converter: Converter, sum: number): number {
  // A power of two scales without error and sums stay below 2^40, so adding 1/2 is exact.
  return clamp(converter, Math.floor(sum / (Q12 * converter.step) + 0.5));
}

/** Whether every sum between the bounds is converted without loss. Bounds in levels, given the stored cells. */
export function isLossless(converter: Converter, least: number, largest: number): boolean {
  return converter.shift === 0 && least >= converter.lowest && largest <= converter.highest;
}

function clamp(converter: Converter, code: number): number {
  return Math.min(Math.max(code, converter.lowest), converter.highest);
}
