import { lookUps } from './look-ups.js';
import { floorDivide, halfEven, largestWord, leastWord, type Result, saturated } from './words.js';

/** Table "alu" of docs/puma-isa.md, element by element; `rand` and `subsample` are no functions of elements.
 *  @param amount src3  @param f fraction bits */
export function element(operation: string, a: bigint, b: bigint, amount: bigint, f: number): Result {
  switch (operation) {
    case 'add':
      return saturated(a + b);
    case 'sub':
      return saturated(a - b);
    case 'mul':
      return saturated(halfEven(a * b, 2n ** BigInt(f)));
    case 'div':
      if (b === 0n) return { value: a > 0n ? largestWord : a < 0n ? leastWord : 0n, divide: true };
      return saturated((a * 2n ** BigInt(f)) / b); // BigInt divides towards zero
    case 'shl':
      return { value: BigInt.asIntN(16, a * 2n ** amount) };
    case 'shr':
      return { value: floorDivide(a, 2n ** amount) };
    case 'and':
      return { value: a & b };
    case 'or':
      return { value: a | b };
    case 'not':
      return { value: -a - 1n };
    case 'relu':
      return { value: a > 0n ? a : 0n };
    case 'min':
      return { value: a < b ? a : b };
    case 'max':
      return { value: a > b ? a : b };
    case 'sigmoid':
    case 'tanh':
    case 'exp':
    case 'log':
      return lookUps[operation](a, f);
    default:
      throw new Error(`no operation ${operation}`);
  }
}

/** Table of `alu-int`. */
export function scalar(operation: string, a: bigint, b: bigint): Result {
  switch (operation) {
    case 'add':
      return saturated(a + b);
    case 'sub':
      return saturated(a - b);
    case 'eq':
      return { value: a === b ? 1n : 0n };
    case 'gt':
      return { value: a > b ? 1n : 0n };
    case 'ne':
      return { value: a !== b ? 1n : 0n };
    default:
      throw new Error(`no operation ${operation}`);
  }
}

/** Comparisons of `brn`. */
export function compares(operation: string, a: bigint, b: bigint): boolean {
  switch (operation) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    default:
      throw new Error(`no comparison ${operation}`);
  }
}

/** The next state of `rand`, and its word. */
export function nextRandom(state: number): { readonly state: number; readonly value: bigint } {
  const modulus = 2n ** 32n;
  let s = BigInt(state >>> 0);
  s ^= (s * 2n ** 13n) % modulus;
  s ^= s / 2n ** 17n;
  s ^= (s * 2n ** 5n) % modulus;
  return { state: Number(s), value: BigInt.asIntN(16, s / 65536n) };
}
