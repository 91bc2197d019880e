import { literal, mux, type UInt } from '../index.js';

/** The index after `index` of `n` things, 0 after the last. */
export function nextIndex(index: UInt, n: number): UInt {
  if (n === 1) return index;
  const next = index.addWrap(1);
  return isPowerOfTwo(n) ? next : mux(index.eq(n - 1), 0, next);
}

/** Whether every index of `width` bits names one of `n` things: then it needs no check of its range. */
export function fillsWidth(n: number, width: number): boolean {
  return n === 2 ** width;
}

export function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}

/** An index of `width` bits. */
export function constantIndex(width: number, value: number): UInt {
  return literal({ kind: 'uint', width, options: {} }, value);
}
