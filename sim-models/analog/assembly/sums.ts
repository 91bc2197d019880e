/** Exact column sums by 32-bit lanes, 16 columns at a time: whole weights (collapsed chains) or Q12 cells (noise).
 *  The largest magnitudes are 512 * 15 * 65535 and 1.5 * 31 * 4096 * 512 * 15, both below 2^31.
 *  offsets u32[samples][inputBits][groups]; sums f64[samples][steps][columns]. */
export function sums32(
  table: usize,
  offsets: usize,
  samples: i32,
  inputBits: i32,
  dacBits: i32,
  groups: i32,
  sums: usize,
  columns: i32,
  first: i32,
  scratch: usize,
): void {
  const valid = min(16, columns - first);
  let at = sums + (<usize>first << 3);
  for (let sample = 0; sample < samples; sample++) {
    for (let plane = 0; plane < inputBits; plane += dacBits) {
      let s0 = i64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      const count = min(dacBits, inputBits - plane);
      for (let bit = 0; bit < count; bit++) {
        let a0 = i64x2.splat(0);
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        const end = offsets + (<usize>groups << 2);
        while (offsets < end) {
          const row = table + <usize>load<u32>(offsets);
          offsets += 4;
          a0 = i32x4.add(a0, v128.load(row));
          a1 = i32x4.add(a1, v128.load(row, 16));
          a2 = i32x4.add(a2, v128.load(row, 32));
          a3 = i32x4.add(a3, v128.load(row, 48));
        }
        s0 = i32x4.add(s0, i32x4.shl(a0, bit));
        s1 = i32x4.add(s1, i32x4.shl(a1, bit));
        s2 = i32x4.add(s2, i32x4.shl(a2, bit));
        s3 = i32x4.add(s3, i32x4.shl(a3, bit));
      }
      const to = valid == 16 ? at : scratch;
      widen(to, s0);
      widen(to + 32, s1);
      widen(to + 64, s2);
      widen(to + 96, s3);
      if (valid != 16) memory.copy(at, scratch, <usize>valid << 3);
      at += <usize>columns << 3;
    }
  }
}

/** sum[j] = drive * driveWeights[j] + sum over s of weights[j][s] * code[j][s], weights with sign (flip) and shift in.
 *  All in 32 bits: products may wrap, the sum of an ideal chain is below 2^31 (docs/golden-model.md), so it comes right.
 *  codes i32[samples][columns][slices]; weights i32[columns][slices]; drive f64[samples], driveWeights i32[columns];
 *  sums f64[samples][columns]. */
export function sumsFromCodes(
  codes: usize,
  samples: i32,
  columns: i32,
  slices: i32,
  weights: usize,
  drive: usize,
  driveWeights: usize,
  sums: usize,
): void {
  const bytes = <usize>slices << 2;
  for (let sample = 0; sample < samples; sample++) {
    const x = <i32>load<f64>(drive + (<usize>sample << 3));
    let w = weights;
    for (let column = 0; column < columns; column++) {
      let sum = x * load<i32>(driveWeights + (<usize>column << 2));
      if ((slices & 3) == 0) {
        let acc = i32x4.mul(v128.load(codes), v128.load(w));
        for (let s: usize = 16; s < bytes; s += 16) {
          acc = i32x4.add(acc, i32x4.mul(v128.load(codes + s), v128.load(w + s)));
        }
        acc = i32x4.add(acc, v128.shuffle<i32>(acc, acc, 2, 3, 0, 1));
        sum += i32x4.extract_lane(acc, 0) + i32x4.extract_lane(acc, 1);
      } else {
        for (let s: usize = 0; s < bytes; s += 4) sum += load<i32>(codes + s) * load<i32>(w + s);
      }
      codes += bytes;
      w += bytes;
      store<f64>(sums, sum);
      sums += 8;
    }
  }
}

// @ts-ignore: decorator
@inline
function widen(to: usize, sum: v128): void {
  v128.store(to, f64x2.convert_low_i32x4_s(sum));
  v128.store(to, f64x2.convert_low_i32x4_s(v128.shuffle<i32>(sum, sum, 2, 3, 2, 3)), 16);
}
