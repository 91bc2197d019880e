/** The reference of the benchmark `golden-mvmu`: 128x128 16-bit weights in 2-bit cells, one-bit drive, an ADC that
 *  saturates at 255, as plain loops over 64-bit population counts. Used by `bench/` alone.
 *  planes u64[vectors][16][2]; cells u64[128 columns][8 slices][2 bits][2]; inputs i32[vectors][128];
 *  codes i32[vectors][16][128][8]; sums f64[vectors][16][128]; outputs f64[vectors][128] (Q12, half even, 16 bits). */
export function plain(
  planes: usize,
  inputs: usize,
  vectors: i32,
  cells: usize,
  codes: usize,
  sums: usize,
  outputs: usize,
): void {
  for (let vector = 0; vector < vectors; vector++) {
    let offset: i64 = 0;
    for (let row = 0; row < 128; row++) offset += <i64>load<i32>(inputs + (<usize>row << 2));
    for (let column = 0; column < 128; column++) store<f64>(outputs + (<usize>column << 3), -32768.0 * <f64>offset);
    for (let step = 0; step < 16; step++) {
      const x0 = load<u64>(planes);
      const x1 = load<u64>(planes, 8);
      const power: i32 = 1 << step;
      const weight = <f64>(step == 15 ? -power : power);
      let cell = cells;
      for (let column = 0; column < 128; column++) {
        let sum = 0;
        for (let slice = 0; slice < 8; slice++) {
          const low = <i32>(popcnt(x0 & load<u64>(cell)) + popcnt(x1 & load<u64>(cell, 8)));
          const high = <i32>(popcnt(x0 & load<u64>(cell, 16)) + popcnt(x1 & load<u64>(cell, 24)));
          const code = min(255, low + 2 * high);
          store<i32>(codes, code);
          sum += code << (2 * slice);
          codes += 4;
          cell += 32;
        }
        store<f64>(sums, sum);
        sums += 8;
        const to = outputs + (<usize>column << 3);
        store<f64>(to, load<f64>(to) + weight * <f64>sum);
      }
      planes += 16;
    }
    for (let column = 0; column < 128; column++) {
      const to = outputs + (<usize>column << 3);
      store<f64>(to, min(max(nearest(load<f64>(to) / 4096), -32768), 32767) + 0);
    }
    outputs += 1024;
    inputs += 512;
  }
}
