/** Full-width results from partial sums: y[j] = sum over t of stepWeights[t] * sum[t][j] - offset * sum of the inputs.
 *  sums f64[vectors][steps][columns]; inputs i32[vectors][rows]; results f64[vectors][columns].
 *  Every intermediate is an integer below 2^53 in magnitude (docs/golden-model.md), so f64 is exact. */
export function outputsFromSums(
  sums: usize,
  vectors: i32,
  steps: i32,
  columns: i32,
  stepWeights: usize,
  inputs: usize,
  rows: i32,
  offset: f64,
  results: usize,
): void {
  for (let vector = 0; vector < vectors; vector++) {
    let total = 0;
    if (offset != 0) {
      for (let row = 0; row < rows; row++) total += load<i32>(inputs + (<usize>row << 2));
    }
    inputs += <usize>rows << 2;
    const start = -offset * <f64>total;
    let column = 0;
    for (; column + 8 <= columns; column += 8) {
      let a0 = f64x2.splat(start);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let at = sums + (<usize>column << 3);
      for (let step = 0; step < steps; step++) {
        const weight = v128.load64_splat(stepWeights + (<usize>step << 3));
        a0 = f64x2.add(a0, f64x2.mul(weight, v128.load(at)));
        a1 = f64x2.add(a1, f64x2.mul(weight, v128.load(at, 16)));
        a2 = f64x2.add(a2, f64x2.mul(weight, v128.load(at, 32)));
        a3 = f64x2.add(a3, f64x2.mul(weight, v128.load(at, 48)));
        at += <usize>columns << 3;
      }
      const to = results + (<usize>column << 3);
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
    }
    for (; column < columns; column++) {
      let acc = start;
      let at = sums + (<usize>column << 3);
      for (let step = 0; step < steps; step++) {
        acc += load<f64>(stepWeights + (<usize>step << 3)) * load<f64>(at);
        at += <usize>columns << 3;
      }
      store<f64>(results + (<usize>column << 3), acc);
    }
    sums += <usize>(steps * columns) << 3;
    results += <usize>columns << 3;
  }
}

/** Inputs minus `bias` as i16[vectors][stride], the places past `rows` zero. inputs i32[vectors][rows]. */
export function packInputs(
  inputs: usize,
  vectors: i32,
  rows: i32,
  stride: i32,
  bias: i32,
  packed: usize,
): void {
  for (let vector = 0; vector < vectors; vector++) {
    for (let row = 0; row < rows; row++) {
      store<i16>(packed + (<usize>row << 1), <i16>(load<i32>(inputs + (<usize>row << 2)) - bias));
    }
    for (let row = rows; row < stride; row++) store<i16>(packed + (<usize>row << 1), 0);
    inputs += <usize>rows << 2;
    packed += <usize>stride << 1;
  }
}

/** Exact integer products y = x w by 16-bit dot products, two vectors and two columns at a time.
 *  w = 256 * high + low with low in -128..127; both halves i16[columns (even)][stride], stride a multiple of 8.
 *  A product is at most 2^22, so 256 rows stay within 2^30; then the 32-bit sums go to f64.
 *  packed i16[vectors (even)][stride]; starts f64[columns]; results f64[vectors][columns]. */
export function products(
  packed: usize,
  vectors: i32,
  stride: i32,
  low: usize,
  high: usize,
  columns: i32,
  starts: usize,
  results: usize,
): void {
  const bytes = <usize>stride << 1;
  for (let vector = 0; vector < vectors; vector += 2) {
    const x0 = packed + <usize>vector * bytes;
    for (let column = 0; column < columns; column += 2) {
      const l0 = low + <usize>column * bytes;
      const h0 = high + <usize>column * bytes;
      const even = load<f64>(starts + (<usize>column << 3));
      const odd = column + 1 < columns ? load<f64>(starts + (<usize>column << 3), 8) : 0;
      let y00 = even;
      let y01 = odd;
      let y10 = even;
      let y11 = odd;
      for (let from: usize = 0; from < bytes; from += 512) {
        let a00 = i64x2.splat(0);
        let a01 = a00;
        let a10 = a00;
        let a11 = a00;
        let b00 = a00;
        let b01 = a00;
        let b10 = a00;
        let b11 = a00;
        const end = min(bytes, from + 512);
        for (let at = from; at < end; at += 16) {
          const p = v128.load(x0 + at);
          const q = v128.load(x0 + bytes + at);
          const u = v128.load(l0 + at);
          const v = v128.load(l0 + bytes + at);
          a00 = i32x4.add(a00, i32x4.dot_i16x8_s(p, u));
          a01 = i32x4.add(a01, i32x4.dot_i16x8_s(p, v));
          a10 = i32x4.add(a10, i32x4.dot_i16x8_s(q, u));
          a11 = i32x4.add(a11, i32x4.dot_i16x8_s(q, v));
          const s = v128.load(h0 + at);
          const t = v128.load(h0 + bytes + at);
          b00 = i32x4.add(b00, i32x4.dot_i16x8_s(p, s));
          b01 = i32x4.add(b01, i32x4.dot_i16x8_s(p, t));
          b10 = i32x4.add(b10, i32x4.dot_i16x8_s(q, s));
          b11 = i32x4.add(b11, i32x4.dot_i16x8_s(q, t));
        }
        y00 += <f64>total(a00) + 256 * <f64>total(b00);
        y01 += <f64>total(a01) + 256 * <f64>total(b01);
        y10 += <f64>total(a10) + 256 * <f64>total(b10);
        y11 += <f64>total(a11) + 256 * <f64>total(b11);
      }
      const to = results + (<usize>(vector * columns + column) << 3);
      const next = to + (<usize>columns << 3);
      const both = column + 1 < columns;
      store<f64>(to, y00);
      if (both) store<f64>(to, y01, 8);
      if (vector + 1 < vectors) {
        store<f64>(next, y10);
        if (both) store<f64>(next, y11, 8);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function total(v: v128): i32 {
  const half = i32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return i32x4.extract_lane(half, 0) + i32x4.extract_lane(half, 1);
}

/** Narrows f64[count] in place: shift right by `fraction` (rounding 0 truncate = floor, 1 half up, 2 half even,
 *  3 half away from zero), then to `bits` two's complement bits (saturate or wrap). Powers of two keep f64 exact. */
export function narrow(
  values: usize,
  count: i32,
  fraction: i32,
  rounding: i32,
  bits: i32,
  saturate: bool,
): void {
  const scale = f64x2.splat(power(-fraction));
  const half = f64x2.splat(0.5);
  const sign = f64x2.splat(-0.0);
  const zero = f64x2.splat(0);
  const limit = power(bits - 1);
  const lowest = f64x2.splat(-limit);
  const highest = f64x2.splat(limit - 1);
  const span = f64x2.splat(2 * limit);
  const perSpan = f64x2.splat(power(-bits));
  for (let i = 0; i < count; i += 2) {
    let x = f64x2.mul(v128.load(values), scale);
    if (rounding == 0) x = f64x2.floor(x);
    else if (rounding == 1) x = f64x2.floor(f64x2.add(x, half));
    else if (rounding == 2) x = f64x2.nearest(x);
    else x = v128.or(f64x2.floor(f64x2.add(f64x2.abs(x), half)), v128.and(x, sign));
    if (saturate) x = f64x2.pmin(f64x2.pmax(x, lowest), highest);
    else x = f64x2.sub(x, f64x2.mul(span, f64x2.floor(f64x2.mul(f64x2.sub(x, lowest), perSpan))));
    v128.store(values, f64x2.add(x, zero)); // -0 becomes 0
    values += 16;
  }
}

function power(exponent: i32): f64 {
  return reinterpret<f64>((<u64>(1023 + exponent)) << 52);
}
