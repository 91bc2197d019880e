import { CrossweaveError } from '../../base/crossweave-error.js';

/** What the quantiser knows of one output channel. */
export interface OutputChannel {
  /** FP16 pattern, 0 .. 65535; positive and finite, or zero. */
  readonly scale: number;
  /** The folded 32-bit integer B. */
  readonly bias: number;
  /** Code of zero, 0 .. 255. */
  readonly zeroPoint: number;
  /** Fused ReLU: codes from the zero point up. */
  readonly relu: boolean;
}

/** An FP16 scale as m * 2^-e. Normal: m = 1024 + mantissa, e = 25 - exponent; subnormal: m = mantissa, e = 24.
 *  Source: docs/raella.md, "Quantiser".
 *  @throws {CrossweaveError} CW-M006 on a sign, an infinity or a NaN */
export function decodeScale(scale: number): { readonly m: number; readonly e: number } {
  const exponent = scale >> 10;
  const mantissa = scale & 1023;
  if (!Number.isInteger(scale) || scale < 0 || exponent > 30) {
    throw new CrossweaveError({
      code: 'CW-M006',
      severity: 'error',
      message: 'a scale of the quantiser is not a number from 0 up',
      expected: 'an FP16 pattern 0x0000 .. 0x7bff',
      actual:
        Number.isInteger(scale) && scale >= 0 ? `0x${scale.toString(16).padStart(4, '0')}` : String(scale),
      hint: 'sign, infinity and NaN are refused',
    });
  }
  return exponent === 0 ? { m: mantissa, e: 24 } : { m: 1024 + mantissa, e: 25 - exponent };
}

/** v = trunc((acc + B) m / 2^e), towards zero; code = clamp(v + zero point, 0 or with ReLU the zero point, 255).
 *  Source: docs/raella.md, "Quantiser". @param acc sum of the crossbars' y, |acc + B| < 2^42 (then the product is exact)
 *  @returns 0 .. 255
 *  @throws {CrossweaveError} CW-M006 as `decodeScale` */
export function quantiseOutput(acc: number, { scale, bias, zeroPoint, relu }: OutputChannel): number {
  const { m, e } = decodeScale(scale);
  const v = Math.trunc(((acc + bias) * m) / 2 ** e);
  return Math.min(Math.max(v + zeroPoint, relu ? zeroPoint : 0), 255);
}
