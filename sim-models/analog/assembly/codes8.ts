/** ADC codes for one-bit drive, unsigned cells and a saturating ADC of at most 8 bits, 64 slice columns at a time.
 *  A chain of saturating byte additions of non-negative terms ends at min(255, sum), which is the ADC's own clamp,
 *  so byte lanes are exact although the sum itself may need more bits.
 *  offsets u32[samples][groups]; codes i32[samples][lanes], this block beginning at lane `first`. */
export function codes8(
  table: usize,
  offsets: usize,
  samples: i32,
  groups: i32,
  largestCode: i32,
  codes: usize,
  lanes: i32,
  first: i32,
  scratch: usize,
): void {
  const cap = i8x16.splat(<i8>largestCode);
  const valid = min(64, lanes - first);
  let at = codes + (<usize>first << 2);
  for (let sample = 0; sample < samples; sample++) {
    let a0 = i64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    const end = offsets + (<usize>groups << 2);
    while (offsets < end) {
      const row = table + <usize>load<u32>(offsets);
      offsets += 4;
      a0 = i8x16.add_sat_u(a0, v128.load(row));
      a1 = i8x16.add_sat_u(a1, v128.load(row, 16));
      a2 = i8x16.add_sat_u(a2, v128.load(row, 32));
      a3 = i8x16.add_sat_u(a3, v128.load(row, 48));
    }
    const to = valid == 64 ? at : scratch;
    widen(to, i8x16.min_u(a0, cap));
    widen(to + 64, i8x16.min_u(a1, cap));
    widen(to + 128, i8x16.min_u(a2, cap));
    widen(to + 192, i8x16.min_u(a3, cap));
    if (valid != 64) memory.copy(at, scratch, <usize>valid << 2);
    at += <usize>lanes << 2;
  }
}

/** The same with the sums of eight 2-bit-weighted slices a column made on the way: sums f64[samples][columns]. */
export function codes8x8(
  table: usize,
  offsets: usize,
  samples: i32,
  groups: i32,
  largestCode: i32,
  codes: usize,
  lanes: i32,
  first: i32,
  sums: usize,
): void {
  const cap = i8x16.splat(<i8>largestCode);
  const weights = i16x8(1, 4, 16, 64, 256, 1024, 4096, 16384);
  let at = codes + (<usize>first << 2);
  let sumAt = sums + <usize>first;
  for (let sample = 0; sample < samples; sample++) {
    let a0 = i64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    const end = offsets + (<usize>groups << 2);
    while (offsets < end) {
      const row = table + <usize>load<u32>(offsets);
      offsets += 4;
      a0 = i8x16.add_sat_u(a0, v128.load(row));
      a1 = i8x16.add_sat_u(a1, v128.load(row, 16));
      a2 = i8x16.add_sat_u(a2, v128.load(row, 32));
      a3 = i8x16.add_sat_u(a3, v128.load(row, 48));
    }
    a0 = i8x16.min_u(a0, cap);
    a1 = i8x16.min_u(a1, cap);
    a2 = i8x16.min_u(a2, cap);
    a3 = i8x16.min_u(a3, cap);
    widen(at, a0);
    widen(at + 64, a1);
    widen(at + 128, a2);
    widen(at + 192, a3);
    fourSums(sumAt, a0, a1, weights);
    fourSums(sumAt + 32, a2, a3, weights);
    at += <usize>lanes << 2;
    sumAt += <usize>lanes;
  }
}

// @ts-ignore: decorator
@inline
function widen(to: usize, codes: v128): void {
  const low = i16x8.extend_low_i8x16_u(codes);
  const high = i16x8.extend_high_i8x16_u(codes);
  v128.store(to, i32x4.extend_low_i16x8_u(low));
  v128.store(to, i32x4.extend_high_i16x8_u(low), 16);
  v128.store(to, i32x4.extend_low_i16x8_u(high), 32);
  v128.store(to, i32x4.extend_high_i16x8_u(high), 48);
}

// @ts-ignore: decorator
@inline
function fourSums(to: usize, a: v128, b: v128, weights: v128): void {
  const d0 = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(a), weights);
  const d1 = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(a), weights);
  const d2 = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(b), weights);
  const d3 = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(b), weights);
  const u = i32x4.add(v128.shuffle<i32>(d0, d1, 0, 4, 1, 5), v128.shuffle<i32>(d0, d1, 2, 6, 3, 7));
  const w = i32x4.add(v128.shuffle<i32>(d2, d3, 0, 4, 1, 5), v128.shuffle<i32>(d2, d3, 2, 6, 3, 7));
  const sum = i32x4.add(v128.shuffle<i64>(u, w, 0, 2), v128.shuffle<i64>(u, w, 1, 3));
  v128.store(to, f64x2.convert_low_i32x4_s(sum));
  v128.store(to, f64x2.convert_low_i32x4_s(v128.shuffle<i32>(sum, sum, 2, 3, 2, 3)), 16);
}
