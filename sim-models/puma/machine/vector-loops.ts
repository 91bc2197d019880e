import type { aluOperations } from '../../../config/puma/encoding.js';
import { flagBits, halfEvenShift } from './arithmetic.js';

/** Operands of a loop over elements: to[toAt + i] = op(a[aAt + i], b[bAt + i * bStep]) for i = 0 .. n-1, in order. */
export type VectorLoop = (
  to: Int16Array,
  toAt: number,
  a: Int16Array,
  aAt: number,
  b: Int16Array,
  bAt: number,
  bStep: number,
  n: number,
  /** Shift amount, or fraction bits. */
  parameter: number,
) => number;

type LoopName = Exclude<
  (typeof aluOperations)[number]['name'],
  'sigmoid' | 'tanh' | 'log' | 'exp' | 'rand' | 'subsample'
>;

/** The operations of `alu` and `alui` that work element by element, each in a loop of its own so that it stays fast.
 *  Each returns the flags it raises. Source: docs/puma-isa.md, "alu". */
const vectorLoops: Readonly<Record<LoopName, VectorLoop>> = {
  add(to, toAt, a, aAt, b, bAt, bStep, n) {
    let flags = 0;
    for (let i = 0; i < n; i++) {
      const y = a[aAt + i]! + b[bAt + i * bStep]!;
      if (y !== (y << 16) >> 16) flags = flagBits.overflow;
      to[toAt + i] = y > 32767 ? 32767 : y < -32768 ? -32768 : y;
    }
    return flags;
  },
  sub(to, toAt, a, aAt, b, bAt, bStep, n) {
    let flags = 0;
    for (let i = 0; i < n; i++) {
      const y = a[aAt + i]! - b[bAt + i * bStep]!;
      if (y !== (y << 16) >> 16) flags = flagBits.overflow;
      to[toAt + i] = y > 32767 ? 32767 : y < -32768 ? -32768 : y;
    }
    return flags;
  },
  mul(to, toAt, a, aAt, b, bAt, bStep, n, fraction) {
    let flags = 0;
    for (let i = 0; i < n; i++) {
      const y = halfEvenShift(a[aAt + i]! * b[bAt + i * bStep]!, fraction);
      if (y !== (y << 16) >> 16) flags = flagBits.overflow;
      to[toAt + i] = y > 32767 ? 32767 : y < -32768 ? -32768 : y;
    }
    return flags;
  },
  div(to, toAt, a, aAt, b, bAt, bStep, n, fraction) {
    let flags = 0;
    for (let i = 0; i < n; i++) {
      const x = a[aAt + i]!;
      const divisor = b[bAt + i * bStep]!;
      if (divisor === 0) {
        flags |= flagBits.divide;
        to[toAt + i] = x > 0 ? 32767 : x < 0 ? -32768 : 0;
        continue;
      }
      // Below 2^31; a quotient of integers below 2^53 is never rounded across an integer.
      const y = Math.trunc((x * 2 ** fraction) / divisor);
      if (y !== (y << 16) >> 16) flags |= flagBits.overflow;
      to[toAt + i] = y > 32767 ? 32767 : y < -32768 ? -32768 : y;
    }
    return flags;
  },
  shl(to, toAt, a, aAt, _b, _bAt, _bStep, n, amount) {
    for (let i = 0; i < n; i++) to[toAt + i] = amount > 15 ? 0 : a[aAt + i]! << amount;
    return 0;
  },
  shr(to, toAt, a, aAt, _b, _bAt, _bStep, n, amount) {
    for (let i = 0; i < n; i++) to[toAt + i] = a[aAt + i]! >> amount;
    return 0;
  },
  and(to, toAt, a, aAt, b, bAt, bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = a[aAt + i]! & b[bAt + i * bStep]!;
    return 0;
  },
  or(to, toAt, a, aAt, b, bAt, bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = a[aAt + i]! | b[bAt + i * bStep]!;
    return 0;
  },
  not(to, toAt, a, aAt, _b, _bAt, _bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = ~a[aAt + i]!;
    return 0;
  },
  relu(to, toAt, a, aAt, _b, _bAt, _bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = a[aAt + i]! > 0 ? a[aAt + i]! : 0;
    return 0;
  },
  min(to, toAt, a, aAt, b, bAt, bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = Math.min(a[aAt + i]!, b[bAt + i * bStep]!);
    return 0;
  },
  max(to, toAt, a, aAt, b, bAt, bStep, n) {
    for (let i = 0; i < n; i++) to[toAt + i] = Math.max(a[aAt + i]!, b[bAt + i * bStep]!);
    return 0;
  },
};

/** @param aluop an operation of `alu` or `alui`  @returns undefined where it is not one of these */
export function vectorLoop(aluop: string): VectorLoop | undefined {
  return aluop in vectorLoops ? vectorLoops[aluop as LoopName] : undefined;
}
