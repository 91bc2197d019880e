/** A lane holds a sum of up to 2047 bits of either sign; four lanes fit the 53 bits that a number holds exactly. */
const laneBits = 12;
const lane = 2 ** laneBits;
const half = lane / 2;
/** Makes every lane of a sum positive, so that none borrows from the next. */
const bias = half * (1 + lane + lane ** 2 + lane ** 3);

/** Sums of D(b, b, w - phi) over some rows of a filter, for the eight bits b at once: two additions a row. */
export class OffsetBitSums {
  /** [511], bits 0..3 of the offset x at x + 255, one a lane, with the sign of x. */
  readonly #low = lanesOf(0);
  /** The same for bits 4..7. */
  readonly #high = lanesOf(4);
  readonly #sums = new Int32Array(8);

  /** @param codes [crossbar rows], weight codes  @param rows the rows to sum, at most 2047
   *  @returns [8], by bit; overwritten by the next call */
  of(codes: Uint8Array, centre: number, rows: Uint16Array): Int32Array {
    const [low, high] = [this.#low, this.#high];
    const shift = 255 - centre;
    let lowSum = bias;
    let highSum = bias;
    for (let i = 0; i < rows.length; i++) {
      const at = codes[rows[i]!]! + shift;
      lowSum += low[at]!;
      highSum += high[at]!;
    }
    this.#unpack(lowSum, 0);
    this.#unpack(highSum, 4);
    return this.#sums;
  }

  #unpack(lanes: number, first: number): void {
    const upper = Math.floor(lanes / lane ** 2);
    const lower = lanes - upper * lane ** 2;
    const sums = this.#sums;
    sums[first] = (lower & (lane - 1)) - half;
    sums[first + 1] = (lower >>> laneBits) - half;
    sums[first + 2] = (upper & (lane - 1)) - half;
    sums[first + 3] = (upper >>> laneBits) - half;
  }
}

function lanesOf(firstBit: number): Float64Array {
  return Float64Array.from({ length: 511 }, (_, at) => {
    const magnitude = Math.abs(at - 255) >> firstBit;
    let lanes = 0;
    for (let bit = 3; bit >= 0; bit--) lanes = lanes * lane + ((magnitude >> bit) & 1);
    return at < 255 ? -lanes : lanes;
  });
}
