/** For every bit b and centre phi, the sum over weight codes c of D(b, b, c - phi), from their histogram.
 *  Sums of wider slices follow from these, as D(h, l, x) = sum over b in l..h of 2^(b-l) D(b, b, x).
 *
 *  Bit b of a distance is set in the odd ones of blocks of 2^b codes. So with P the running count of codes, the
 *  codes at or above phi whose distance has bit b set are
 *  up(phi) = P(phi + 2^b .. phi + 2^(b+1) - 1) + up(phi + 2^(b+1)), one step a centre whatever the number of weights.
 *
 *  @param histogram [256], how many weights have each code; at most 2^31 - 1 weights
 *  @returns [8][256] */
export function bitSums(histogram: Int32Array): Int32Array {
  const below = new Int32Array(257);
  for (let code = 0; code < 256; code++) below[code + 1] = below[code]! + histogram[code]!;
  /** Weights with codes first .. last - 1. */
  const count = (first: number, last: number) => below[Math.min(last, 256)]! - below[Math.max(first, 0)]!;
  const sums = new Int32Array(8 * 256);
  const set = new Int32Array(256);
  for (let bit = 0; bit < 8; bit++) {
    const block = 1 << bit;
    for (let phi = 255; phi >= 0; phi--) {
      const more = phi + 2 * block;
      set[phi] = phi + block > 255 ? 0 : count(phi + block, more) + (more > 255 ? 0 : set[more]!);
      sums[bit * 256 + phi] = set[phi]!;
    }
    for (let phi = 0; phi < 256; phi++) {
      const less = phi - 2 * block;
      set[phi] = phi < block ? 0 : count(less + 1, phi - block + 1) + (less < 0 ? 0 : set[less]!);
      sums[bit * 256 + phi]! -= set[phi]!;
    }
  }
  return sums;
}

/** How many weights have each code. @returns [256] */
export function histogramOf(codes: Uint8Array): Int32Array {
  const histogram = new Int32Array(256);
  for (let row = 0; row < codes.length; row++) histogram[codes[row]!]!++;
  return histogram;
}
