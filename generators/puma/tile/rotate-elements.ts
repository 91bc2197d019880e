import { type Bits, mux, type UInt } from '../../../hdl-dsl/index.js';

/** Element i of the result is element i + `by` of `value`, around; there are 2^(bits of `by`) elements.
 *
 *  A barrel of as many stages as `by` has bits, since a rotation by a computed number of bits would be one of 256 ways. */
export function rotateElementsDown(value: Bits, by: UInt): Bits {
  return rotate(value, by, (x, n) => x.rotateRight(n));
}

/** Element i + `by` of the result, around, is element i of `value`. */
export function rotateElementsUp(value: Bits, by: UInt): Bits {
  return rotate(value, by, (x, n) => x.rotateLeft(n));
}

function rotate(value: Bits, by: UInt, turn: (x: Bits, bits: number) => Bits): Bits {
  const elementBits = value.width / 2 ** by.width;
  let turned = value;
  for (let k = 0; k < by.width; k++) turned = mux(by.bit(k), turn(turned, elementBits * 2 ** k), turned);
  return turned;
}
