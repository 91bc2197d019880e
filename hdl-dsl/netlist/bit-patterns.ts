import type { GroundType } from '../ir/index.js';
import type { Bit, Bits } from './netlist.js';

/** The bits of a number, two's complement. */
export function constantBits(value: bigint, width: number): Bits {
  const digits = BigInt.asUintN(width, value).toString(2).padStart(width, '0');
  return Array.from({ length: width }, (_, i): Bit => (digits.charAt(width - 1 - i) === '1' ? '1' : '0'));
}

/** The bits at another width: cut off, or extended by the type's signedness. */
export function resizeBits(bits: Bits, { signed }: Pick<GroundType, 'signed'>, width: number): Bits {
  if (bits.length >= width) return bits.slice(0, width);
  const fill: Bit = signed ? (bits.at(-1) ?? '0') : '0';
  return [...bits, ...Array.from({ length: width - bits.length }, () => fill)];
}

/** A constant parameter: the highest bit first. */
export function parameterText(bits: Bits): string {
  return bits.toReversed().join('');
}

export function repeatBit(bit: Bit, count: number): Bits {
  return Array.from({ length: count }, () => bit);
}
