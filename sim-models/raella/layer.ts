/** What a crossbar is loaded with for a layer. Source: docs/raella.md, "Crossbar". */
export interface RaellaLayer {
  /** Widths of the weight slices, high bits first: 2 to 8 of them, each 1 .. cellBits, that sum to 8. */
  readonly slicing: readonly number[];
  /** [rows][filters], unsigned weight codes, zero point included */
  readonly codes: Uint8Array;
  /** [filters] */
  readonly centres: Uint8Array;
  /** [filters], the weight codes that stand for zero, taken off the centres in y; absent: 0 */
  readonly zeroCodes?: Uint8Array;
  /** [rows][filters], 0 where a filter does not use the row; absent: every filter uses every row */
  readonly used?: Uint8Array;
  readonly speculate: boolean;
  /** Whether inputs are -128 .. 127, in two passes, or 0 .. 255. */
  readonly signedInputs: boolean;
}

/** Bits of a weight code, and of the magnitude of an input. */
export const codeBits = 8;

/** Bits of a weight that one slice holds. */
export interface WeightSlice {
  readonly high: number;
  readonly low: number;
}

/** The slices of a weight, from the high bits down. */
export function weightSlices(slicing: readonly number[]): WeightSlice[] {
  let next = codeBits;
  return slicing.map((width) => {
    const high = next - 1;
    next -= width;
    return { high, low: next };
  });
}
