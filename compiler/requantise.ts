/** The step between two layers, in integers alone: x = clamp(floor((y * multiplier + 2^(shift-1)) / 2^shift)). */
export interface Requantisation {
  /** At least 0. */
  readonly multiplier: bigint;
  /** Bits; with 0 nothing is rounded. */
  readonly shift: number;
  /** Smallest result: 0 after a ReLU, else the smallest input. */
  readonly minimum: number;
  /** Largest result: the largest input. */
  readonly maximum: number;
}

/** Significant bits of a multiplier: far below the step of a 16-bit input. */
const multiplierBits = 24;

/** Finds multiplier and shift for a real factor, with a relative error of at most 2^-24.
 *
 *  @param factor inputs of the next layer a unit of this layer's outputs, at least 0 */
export function requantisation(factor: number, minimum: number, maximum: number): Requantisation {
  const exponent = factor > 0 ? Math.floor(Math.log2(factor)) : 0;
  const shift = Math.max(0, multiplierBits - exponent);
  return { multiplier: BigInt(Math.round(factor * 2 ** shift)), shift, minimum, maximum };
}

/** Applies the step to one value, ties rounded up (towards plus infinity).
 *
 *  @param value an integer below 2^53 in magnitude */
export function requantise(value: number, step: Requantisation): number {
  const half = step.shift > 0 ? 1n << BigInt(step.shift - 1) : 0n;
  const scaled = (BigInt(value) * step.multiplier + half) >> BigInt(step.shift);
  const [low, high] = [BigInt(step.minimum), BigInt(step.maximum)];
  return Number(scaled < low ? low : scaled > high ? high : scaled);
}
