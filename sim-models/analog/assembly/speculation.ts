/** ADC codes of signed cells driven by 8-bit magnitudes bit by bit, with or without speculation; docs/raella.md "Steps",
 *  "Conversion". The sums of the eight bit planes are made once, from the tables of `tables16`: a speculative slice of
 *  bits h..l has the sum of its planes, each shifted by its place above l.
 *  A plane's sum is at most 512 * 15 in magnitude, so 16 bits hold it; slices are joined in 32 and narrowed with
 *  saturation, which lies beyond the ADC's bounds and so changes no code. */

/** Stands for the code of a column that a recovery step did not convert. */
const NOT_CONVERTED: i16 = -32768;

/** One block of 32 columns. offsets u32[samples][8 planes, bit 0 first][groups]; widths u8[slices], high bits first, or
 *  slices 0: no speculation; codes i16[samples][steps][stride], this block beginning at column `first`;
 *  planes: 512 bytes of scratch. Adds to counts u32[3][8], by input bit: failures (at the lowest bit of their slice),
 *  saturated codes among those converted, saturated codes had every column been converted. */
export function speculativeCodes(
  table: usize,
  offsets: usize,
  samples: i32,
  groups: i32,
  widths: usize,
  slices: i32,
  lowest: i32,
  highest: i32,
  codes: usize,
  stride: i32,
  first: i32,
  planes: usize,
  counts: usize,
): void {
  const low = i16x8.splat(<i16>lowest);
  const high = i16x8.splat(<i16>highest);
  const none = i16x8.splat(NOT_CONVERTED);
  const all = i16x8.splat(-1);
  const stepBytes = <usize>stride << 1;
  let at = codes + (<usize>first << 1);
  for (let sample = 0; sample < samples; sample++) {
    for (let plane: usize = 0; plane < 8; plane++) {
      let a0 = i64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      const end = offsets + (<usize>groups << 2);
      while (offsets < end) {
        const row = table + <usize>load<u32>(offsets);
        offsets += 4;
        a0 = i16x8.add(a0, v128.load(row));
        a1 = i16x8.add(a1, v128.load(row, 16));
        a2 = i16x8.add(a2, v128.load(row, 32));
        a3 = i16x8.add(a3, v128.load(row, 48));
      }
      const to = planes + (plane << 6);
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
    }
    let f0 = all;
    let f1 = all;
    let f2 = all;
    let f3 = all;
    let top = 8;
    let slice = 0;
    while (top > 0) {
      let bottom = 0;
      if (slices > 0) {
        bottom = top - <i32>load<u8>(widths + <usize>slice);
        slice++;
        const c0 = clamp(joined(planes, bottom, top), low, high);
        const c1 = clamp(joined(planes + 16, bottom, top), low, high);
        const c2 = clamp(joined(planes + 32, bottom, top), low, high);
        const c3 = clamp(joined(planes + 48, bottom, top), low, high);
        v128.store(at, c0);
        v128.store(at, c1, 16);
        v128.store(at, c2, 32);
        v128.store(at, c3, 48);
        at += stepBytes;
        f0 = bound(c0, low, high);
        f1 = bound(c1, low, high);
        f2 = bound(c2, low, high);
        f3 = bound(c3, low, high);
        add(counts + (<usize>bottom << 2), ones(f0, f1) + ones(f2, f3));
      }
      for (let bit = top - 1; bit >= bottom; bit--) {
        const from = planes + (<usize>bit << 6);
        const c0 = clamp(v128.load(from), low, high);
        const c1 = clamp(v128.load(from, 16), low, high);
        const c2 = clamp(v128.load(from, 32), low, high);
        const c3 = clamp(v128.load(from, 48), low, high);
        v128.store(at, v128.bitselect(c0, none, f0));
        v128.store(at, v128.bitselect(c1, none, f1), 16);
        v128.store(at, v128.bitselect(c2, none, f2), 32);
        v128.store(at, v128.bitselect(c3, none, f3), 48);
        at += stepBytes;
        const b0 = bound(c0, low, high);
        const b1 = bound(c1, low, high);
        const b2 = bound(c2, low, high);
        const b3 = bound(c3, low, high);
        const count = counts + (<usize>bit << 2);
        add(count + 32, ones(v128.and(b0, f0), v128.and(b1, f1)) + ones(v128.and(b2, f2), v128.and(b3, f3)));
        add(count + 64, ones(b0, b1) + ones(b2, b3));
      }
      top = bottom;
    }
  }
}

/** Running sums of the codes, in the order of the steps and in a step of the slices: exact i32 and, by filter, how many
 *  additions left a sum outside 16 bits. A code at either bound in a speculative step adds nothing.
 *  codes i16[vectors][passes][steps][slices][filters]; stepShifts u8[steps], the lowest input bit of a step, 128 more if
 *  it is speculative; sliceShifts u8[slices]; sums, outside i32[vectors][filters]; filters a multiple of 8.
 *  The second pass counts negatively. */
export function speculativeSums(
  codes: usize,
  vectors: i32,
  passes: i32,
  steps: i32,
  slices: i32,
  filters: i32,
  stepShifts: usize,
  sliceShifts: usize,
  lowest: i32,
  highest: i32,
  sums: usize,
  outside: usize,
): void {
  const low = i16x8.splat(<i16>lowest);
  const high = i16x8.splat(<i16>highest);
  const none = i16x8.splat(NOT_CONVERTED);
  const sliceBytes = <usize>filters << 1;
  for (let vector = 0; vector < vectors; vector++) {
    for (let filter = 0; filter < filters; filter += 8) {
      let s0 = i64x2.splat(0);
      let s1 = s0;
      let o0 = s0;
      let o1 = s0;
      let at = codes + (<usize>filter << 1);
      for (let pass = 0; pass < passes; pass++) {
        for (let step = 0; step < steps; step++) {
          const shifts = <i32>load<u8>(stepShifts + <usize>step);
          for (let slice = 0; slice < slices; slice++) {
            const code = v128.load(at);
            at += sliceBytes;
            const skipped = shifts & 128 ? bound(code, low, high) : i16x8.eq(code, none);
            const term = v128.andnot(code, skipped);
            const shift = (shifts & 127) + <i32>load<u8>(sliceShifts + <usize>slice);
            const t0 = i32x4.shl(i32x4.extend_low_i16x8_s(term), shift);
            const t1 = i32x4.shl(i32x4.extend_high_i16x8_s(term), shift);
            s0 = pass ? i32x4.sub(s0, t0) : i32x4.add(s0, t0);
            s1 = pass ? i32x4.sub(s1, t1) : i32x4.add(s1, t1);
            o0 = i32x4.sub(o0, v128.andnot(beyond(s0), i32x4.extend_low_i16x8_s(skipped)));
            o1 = i32x4.sub(o1, v128.andnot(beyond(s1), i32x4.extend_high_i16x8_s(skipped)));
          }
        }
      }
      const to = <usize>filter << 2;
      v128.store(sums + to, s0);
      v128.store(sums + to, s1, 16);
      v128.store(outside + to, o0);
      v128.store(outside + to, o1, 16);
    }
    codes += <usize>(passes * steps * slices) * sliceBytes;
    sums += <usize>filters << 2;
    outside += <usize>filters << 2;
  }
}

/** 8 column sums of the input bits bottom .. top - 1. */
// @ts-ignore: decorator
@inline
function joined(planes: usize, bottom: i32, top: i32): v128 {
  let even = i64x2.splat(0);
  let odd = even;
  for (let bit = bottom; bit < top; bit++) {
    const sums = v128.load(planes + (<usize>bit << 6));
    even = i32x4.add(even, i32x4.shl(i32x4.extend_low_i16x8_s(sums), bit - bottom));
    odd = i32x4.add(odd, i32x4.shl(i32x4.extend_high_i16x8_s(sums), bit - bottom));
  }
  return i16x8.narrow_i32x4_s(even, odd);
}

// @ts-ignore: decorator
@inline
function clamp(sums: v128, low: v128, high: v128): v128 {
  return i16x8.min_s(i16x8.max_s(sums, low), high);
}

/** -1 where a code is one of the ADC's bounds. */
// @ts-ignore: decorator
@inline
function bound(codes: v128, low: v128, high: v128): v128 {
  return v128.or(i16x8.eq(codes, low), i16x8.eq(codes, high));
}

/** -1 where a sum is no 16-bit number. */
// @ts-ignore: decorator
@inline
function beyond(sums: v128): v128 {
  return i32x4.ne(sums, i32x4.shr_s(i32x4.shl(sums, 16), 16));
}

/** How many of 16 masks are set. */
// @ts-ignore: decorator
@inline
function ones(a: v128, b: v128): i32 {
  return popcnt<i32>(i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)));
}

// @ts-ignore: decorator
@inline
function add(to: usize, count: i32): void {
  store<i32>(to, load<i32>(to) + count);
}
