/** Bits of an input's magnitude. */
export const magnitudeBits = 8;

/** A step that the hardware can take: bits `low` .. `low + width - 1` of every input at once. */
export interface InputSlot {
  readonly speculative: boolean;
  readonly low: number;
  readonly width: number;
}

/** The slots of a pass in order: each speculative slice, and behind it its bits, high bit first. With speculation all of
 *  them are steps, without it the single bits. Source: docs/raella.md, "Steps".
 *  @param speculation widths of the speculative slices, high bits first */
export function inputSlots(speculation: readonly number[]): readonly InputSlot[] {
  let top = magnitudeBits;
  return speculation.flatMap((width) => {
    top -= width;
    const low = top;
    const bits = Array.from({ length: width }, (_, k) => low + width - 1 - k);
    return [
      { speculative: true, low, width },
      ...bits.map((bit) => ({ speculative: false, low: bit, width: 1 })),
    ];
  });
}
