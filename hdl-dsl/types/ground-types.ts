import { report } from '../build/report.js';
import type { Enumeration } from '../ir/index.js';
import type { NumberConstant } from './constants.js';
import type { FixedType } from './fixed-type.js';
import type { TypeOptions } from './type-options.js';
import type { AnyWidth, BitsToHold, IndexWidth, Width } from './width.js';

/** Largest width of one signal, in bits. */
export const maxWidth = 65536;

/** One bit with the values false and true. */
export interface BoolType {
  readonly kind: 'bool';
  readonly width: 1;
  readonly options: TypeOptions<boolean>;
}

/** A row of bits without a number's meaning. */
export interface BitsType<W extends number = AnyWidth> {
  readonly kind: 'bits';
  readonly width: W;
  readonly options: TypeOptions<NumberConstant>;
}

/** An unsigned number, 0 .. 2^width - 1. */
export interface UIntType<W extends number = AnyWidth> {
  readonly kind: 'uint';
  readonly width: W;
  readonly options: TypeOptions<NumberConstant>;
}

/** A two's complement number, -2^(width-1) .. 2^(width-1) - 1. */
export interface SIntType<W extends number = AnyWidth> {
  readonly kind: 'sint';
  readonly width: W;
  readonly options: TypeOptions<NumberConstant>;
}

/** One of named states; `M` are the member names. */
export interface EnumType<M extends string = string> {
  readonly kind: 'enum';
  readonly width: number;
  readonly enumeration: Enumeration;
  readonly members: readonly M[];
  readonly options: TypeOptions<M>;
}

/** Types of single values. */
export type ScalarType = BoolType | BitsType | UIntType | SIntType | FixedType | EnumType;

function makeBool(options: TypeOptions<boolean>): BoolType {
  return Object.freeze({ kind: 'bool', width: 1, options: Object.freeze({ ...options }) });
}

/** The type of one bit. Itself a type (`input(bool)`), and called with options a type with those options
 *  (`bool({ reset: false })`). */
export const bool: BoolType & ((options: TypeOptions<boolean>) => BoolType) = Object.freeze(
  Object.assign((options: TypeOptions<boolean>) => makeBool(options), makeBool({})),
);

/** `width` bits without a number's meaning.
 *  @throws {CrossweaveError} CW-E009 if the width is no integer 1..65536 */
export function bits<const N extends number>(
  width: N,
  options?: TypeOptions<NumberConstant>,
): BitsType<Width<N>> {
  return vectorType('bits', checkedWidth(width), options) as BitsType<Width<N>>;
}

/** An unsigned number of `width` bits.
 *  @throws {CrossweaveError} CW-E009 if the width is no integer 1..65536 */
export function uint<const N extends number>(
  width: N,
  options?: TypeOptions<NumberConstant>,
): UIntType<Width<N>> {
  return vectorType('uint', checkedWidth(width), options) as UIntType<Width<N>>;
}

/** A two's complement number of `width` bits.
 *  @throws {CrossweaveError} CW-E009 if the width is no integer 1..65536 */
export function sint<const N extends number>(
  width: N,
  options?: TypeOptions<NumberConstant>,
): SIntType<Width<N>> {
  return vectorType('sint', checkedWidth(width), options) as SIntType<Width<N>>;
}

type VectorType = BitsType | UIntType | SIntType;

/** Types without options, one object a kind and width: what is known of a type is then found out once. */
const plainTypes = {
  bits: new Map<number, VectorType>(),
  uint: new Map<number, VectorType>(),
  sint: new Map<number, VectorType>(),
};

/** A type of `width` bits, which are within the limits. */
export function vectorType(
  kind: VectorType['kind'],
  width: AnyWidth,
  options?: TypeOptions<NumberConstant>,
): VectorType {
  if (options !== undefined) return Object.freeze({ kind, width, options: Object.freeze({ ...options }) });
  let type = plainTypes[kind].get(width);
  if (type === undefined) {
    type = vectorType(kind, width, {});
    plainTypes[kind].set(width, type);
  }
  return type;
}

/** Bits that count `n` things from 0: max(1, ceil(log2 n)). */
export function indexWidth<const N extends number>(n: N): IndexWidth<N> {
  return bitsToHold(n - 1);
}

/** Bits that hold the unsigned numbers 0 .. `max`, at least 1. */
export function bitsToHold<const N extends number | bigint>(max: N): BitsToHold<N> {
  const natural = max >= 1 && (typeof max === 'bigint' || Number.isInteger(max));
  const count: AnyWidth = natural ? BigInt(max).toString(2).length : 1;
  return count;
}

/** An unsigned number just wide enough for 0 .. `max`, at least one bit. */
export function uintUpTo<const N extends number>(
  max: N,
  options?: TypeOptions<NumberConstant>,
): UIntType<BitsToHold<N>> {
  if (!Number.isSafeInteger(max) || max < 0) {
    report({
      code: 'CW-E009',
      message: 'the largest value of `uintUpTo` is not a natural number',
      expected: 'an integer from 0',
      actual: String(max),
      hint: 'give the largest value to hold, not a width',
    });
  }
  return uint(bitsToHold(max), options);
}

/** An index of `n` things, 0 .. n - 1: `indexWidth(n)` bits. */
export function uintBelow<const N extends number>(
  n: N,
  options?: TypeOptions<NumberConstant>,
): UIntType<IndexWidth<N>> {
  return uintUpTo(Math.max(0, n - 1), options);
}

function checkedWidth(width: number): AnyWidth {
  if (Number.isInteger(width) && width >= 1 && width <= maxWidth) return width;
  report({
    code: 'CW-E009',
    message: 'a width out of range',
    expected: `an integer from 1 to ${maxWidth} bits`,
    actual: String(width),
    hint: 'a signal needs at least one bit; `indexWidth(n)` and `uintUpTo(max)` never give less',
  });
  return 1;
}
