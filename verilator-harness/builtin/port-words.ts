import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';

/** Value of a port from stimulus words, low first. */
export function valueFromWords(words: Uint32Array, at: number, width: number): PortValue {
  if (width <= 32) return width === 32 ? words[at]! : words[at]! & (2 ** width - 1);
  let value = 0n;
  for (let k = Math.ceil(width / 32) - 1; k >= 0; k -= 1) value = (value << 32n) | BigInt(words[at + k]!);
  return BigInt.asUintN(width, value);
}

/** Number meant by the bits of a port of at most 53 bits. */
export function numberFrom(value: PortValue, width: number, signed: boolean): number {
  if (!signed) return Number(value);
  return Number(BigInt.asIntN(width, BigInt(value)));
}

/** Unpacks `elements` elements of `bits` (at most 53) bits, element 0 low, to `to` from `at` on. */
export function unpack(
  value: PortValue,
  elements: number,
  bits: number,
  signed: boolean,
  to: Int32Array | Float64Array,
  at: number,
): void {
  const mask = (1n << BigInt(bits)) - 1n;
  // Pieces of a few elements, since shifting the whole port once an element costs the square of its width.
  const perPiece = Math.max(1, Math.floor(512 / bits));
  const pieceBits = BigInt(perPiece * bits);
  let rest = BigInt(value);
  for (let first = 0; first < elements; first += perPiece) {
    let piece = BigInt.asUintN(Number(pieceBits), rest);
    rest >>= pieceBits;
    for (let k = first; k < Math.min(first + perPiece, elements); k += 1) {
      to[at + k] = Number(signed ? BigInt.asIntN(bits, piece) : piece & mask);
      piece >>= BigInt(bits);
    }
  }
}
