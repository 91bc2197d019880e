import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';

/** A port's value of `count` fields of equal width, field 0 low. @param width 1..32  @param fieldOf non-negative */
export function packFields(count: number, width: number, fieldOf: (number: number) => number): PortValue {
  if (count * width <= 32) {
    let packed = 0;
    for (let k = 0; k < count; k++) packed |= fieldOf(k) << (k * width);
    return packed >>> 0;
  }
  let packed = 0n;
  for (let k = count - 1; k >= 0; k--) packed = (packed << BigInt(width)) | BigInt(fieldOf(k));
  return packed;
}
