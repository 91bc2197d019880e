/** Row groups: `groupBits` word lines share one look-up. A bit plane of the inputs, cut into groups, becomes for each
 *  group the byte offset of the table row that holds the partial column sums of just those word lines. */
export const ROW_BYTES: usize = 64;

/** inputs i32[vectors][rows] -> offsets u32[vectors][passes][planes][groups].
 *  narrowing 0: two's complement bits, one pass; 1: unsigned, one pass; 2: two passes, max(x, 0) then max(-x, 0).
 *  Reads up to 7 words past the last input: the caller pads. */
export function planeOffsets(
  inputs: usize,
  vectors: i32,
  rows: i32,
  planes: i32,
  groupBits: i32,
  narrowing: i32,
  offsets: usize,
): void {
  const groups = (rows + groupBits - 1) / groupBits;
  const passes = narrowing == 2 ? 2 : 1;
  const tableBytes = (<usize>1 << groupBits) * ROW_BYTES;
  for (let vector = 0; vector < vectors; vector++) {
    for (let pass = 0; pass < passes; pass++) {
      for (let group = 0; group < groups; group++) {
        const first = group * groupBits;
        const at = inputs + ((<usize>(vector * rows + first)) << 2);
        let low = v128.load(at);
        let high = v128.load(at, 16);
        if (pass == 1) {
          low = i32x4.neg(low);
          high = i32x4.neg(high);
        }
        // Saturation is max(x, 0) for the unsigned form, and touches nothing else in range.
        let x = narrowing == 0 ? i16x8.narrow_i32x4_s(low, high) : i16x8.narrow_i32x4_u(low, high);
        const count = min(groupBits, rows - first);
        const mask = (1 << count) - 1;
        const base = <usize>group * tableBytes;
        let out = offsets + (<usize>((vector * passes + pass) * planes * groups + group) << 2);
        for (let plane = 0; plane < planes; plane++) {
          const bits = i16x8.bitmask(i16x8.shl(x, 15 - plane)) & mask;
          store<u32>(out, <u32>(base + <usize>bits * ROW_BYTES));
          out += <usize>groups << 2;
        }
      }
    }
  }
}

/** Sums of the row-drive codes, f64[vectors][passes][steps]: what flipped columns and per-plane rounding need. */
export function driveSums(
  inputs: usize,
  vectors: i32,
  rows: i32,
  inputBits: i32,
  dacBits: i32,
  narrowing: i32,
  sums: usize,
): void {
  const passes = narrowing == 2 ? 2 : 1;
  const steps = (inputBits + dacBits - 1) / dacBits;
  const inputMask = (1 << inputBits) - 1;
  const mask = (1 << dacBits) - 1;
  for (let vector = 0; vector < vectors; vector++) {
    for (let pass = 0; pass < passes; pass++) {
      for (let step = 0; step < steps; step++) {
        let sum = 0;
        for (let row = 0; row < rows; row++) {
          let x = load<i32>(inputs + (<usize>(vector * rows + row) << 2));
          if (narrowing == 2) x = max(pass ? -x : x, 0);
          sum += ((x & inputMask) >> (step * dacBits)) & mask;
        }
        store<f64>(sums, sum);
        sums += 8;
      }
    }
  }
}
