import { type Bits, concat } from '../../hdl-dsl/index.js';

/** Side by side, the first in the low bits; at least one. */
export function concatLow(parts: readonly Bits[]): Bits {
  const [top, ...below] = [...parts].reverse();
  if (top === undefined) throw new RangeError('nothing to put side by side');
  return concat(top, ...below);
}
