/** Widths of the slices of an 8-bit weight, high bits first; they sum to 8. */
export type Slicing = readonly number[];

/** Bits `high` .. `low` of a weight, both included. */
export interface SliceField {
  readonly high: number;
  readonly low: number;
}

/** Every slicing with slices of at most `widest` bits, in the order in which they are tried: fewest slices first,
 *  those of one count in lexicographic order, widest first.
 *
 *  Source: docs/raella.md, "Slicings".
 *  @param widest bits of a cell, 1..4; 4 gives the 108 slicings of the thesis */
export function slicingsUpTo(widest: number): Slicing[] {
  // The sort is stable, so the order within a count is that of `compositions`.
  return compositions(8, widest).sort((a, b) => a.length - b.length);
}

function compositions(bits: number, widest: number): number[][] {
  if (bits === 0) return [[]];
  const all: number[][] = [];
  for (let width = Math.min(widest, bits); width >= 1; width--) {
    for (const rest of compositions(bits - width, widest)) all.push([width, ...rest]);
  }
  return all;
}

/** The bits that each slice of a slicing holds. */
export function sliceFields(slicing: Slicing): SliceField[] {
  let high = 7;
  return slicing.map((width) => {
    const field = { high, low: high - width + 1 };
    high -= width;
    return field;
  });
}
