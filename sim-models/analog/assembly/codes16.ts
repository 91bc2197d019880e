/** ADC codes by 16-bit lanes, 32 slice columns at a time: any drive width, signed cells, any ideal converter.
 *  One bit plane's sum is at most 512 * 31 in magnitude, so 16 bits hold it; planes are joined in 32.
 *  code = clamp(floor(sum / 2^shift), lowest, highest).
 *  offsets u32[samples][inputBits][groups]; codes i32[samples][steps][lanes]. */
export function codes16(
  table: usize,
  offsets: usize,
  samples: i32,
  inputBits: i32,
  dacBits: i32,
  groups: i32,
  shift: i32,
  lowest: i32,
  highest: i32,
  codes: usize,
  lanes: i32,
  first: i32,
  scratch: usize,
): void {
  const low = i32x4.splat(lowest);
  const high = i32x4.splat(highest);
  const valid = min(32, lanes - first);
  let at = codes + (<usize>first << 2);
  for (let sample = 0; sample < samples; sample++) {
    for (let plane = 0; plane < inputBits; plane += dacBits) {
      let s0 = i64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let s7 = s0;
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
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        s0 = i32x4.add(s0, i32x4.shl(i32x4.extend_low_i16x8_s(a0), bit));
        s1 = i32x4.add(s1, i32x4.shl(i32x4.extend_high_i16x8_s(a0), bit));
        s2 = i32x4.add(s2, i32x4.shl(i32x4.extend_low_i16x8_s(a1), bit));
        s3 = i32x4.add(s3, i32x4.shl(i32x4.extend_high_i16x8_s(a1), bit));
        s4 = i32x4.add(s4, i32x4.shl(i32x4.extend_low_i16x8_s(a2), bit));
        s5 = i32x4.add(s5, i32x4.shl(i32x4.extend_high_i16x8_s(a2), bit));
        s6 = i32x4.add(s6, i32x4.shl(i32x4.extend_low_i16x8_s(a3), bit));
        s7 = i32x4.add(s7, i32x4.shl(i32x4.extend_high_i16x8_s(a3), bit));
      }
      const to = valid == 32 ? at : scratch;
      v128.store(to, quantise(s0, shift, low, high));
      v128.store(to, quantise(s1, shift, low, high), 16);
      v128.store(to, quantise(s2, shift, low, high), 32);
      v128.store(to, quantise(s3, shift, low, high), 48);
      v128.store(to, quantise(s4, shift, low, high), 64);
      v128.store(to, quantise(s5, shift, low, high), 80);
      v128.store(to, quantise(s6, shift, low, high), 96);
      v128.store(to, quantise(s7, shift, low, high), 112);
      if (valid != 32) memory.copy(at, scratch, <usize>valid << 2);
      at += <usize>lanes << 2;
    }
  }
}

// @ts-ignore: decorator
@inline
function quantise(sum: v128, shift: i32, low: v128, high: v128): v128 {
  return i32x4.min_s(i32x4.max_s(i32x4.shr_s(sum, shift), low), high);
}
