import { report } from '../build/report.js';
import type { Enumeration } from '../ir/index.js';
import type { TypeOptions } from './type-options.js';

/** Largest width of one signal, in bits. */
export const maxWidth = 65536;

/** One bit with the values false and true. */
export interface BoolType {
  readonly kind: 'bool';
  readonly width: 1;
  readonly options: TypeOptions<boolean>;
}

/** A row of bits without a number's meaning. */
export interface BitsType {
  readonly kind: 'bits';
  readonly width: number;
  readonly options: TypeOptions<number | bigint>;
}

/** An unsigned number, 0 .. 2^width - 1. */
export interface UIntType {
  readonly kind: 'uint';
  readonly width: number;
  readonly options: TypeOptions<number | bigint>;
}

/** A two's complement number, -2^(width-1) .. 2^(width-1) - 1. */
export interface SIntType {
  readonly kind: 'sint';
  readonly width: number;
  readonly options: TypeOptions<number | bigint>;
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
export type ScalarType = BoolType | BitsType | UIntType | SIntType | EnumType;

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
export function bits(width: number, options: TypeOptions<number | bigint> = {}): BitsType {
  return Object.freeze({ kind: 'bits', width: checkedWidth(width), options: Object.freeze({ ...options }) });
}

/** An unsigned number of `width` bits.
 *  @throws {CrossweaveError} CW-E009 if the width is no integer 1..65536 */
export function uint(width: number, options: TypeOptions<number | bigint> = {}): UIntType {
  return Object.freeze({ kind: 'uint', width: checkedWidth(width), options: Object.freeze({ ...options }) });
}

/** A two's complement number of `width` bits.
 *  @throws {CrossweaveError} CW-E009 if the width is no integer 1..65536 */
export function sint(width: number, options: TypeOptions<number | bigint> = {}): SIntType {
  return Object.freeze({ kind: 'sint', width: checkedWidth(width), options: Object.freeze({ ...options }) });
}

/** Bits that count `n` things from 0: max(1, ceil(log2 n)). */
export function indexWidth(n: number): number {
  return bitsToHold(n - 1);
}

/** Bits that hold the unsigned numbers 0 .. `max`, at least 1. */
export function bitsToHold(max: number): number {
  return Number.isInteger(max) && max >= 1 ? BigInt(max).toString(2).length : 1;
}

/** An unsigned number just wide enough for 0 .. `max`, at least one bit. */
export function uintUpTo(max: number, options: TypeOptions<number | bigint> = {}): UIntType {
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
export function uintBelow(n: number, options: TypeOptions<number | bigint> = {}): UIntType {
  return uintUpTo(Math.max(0, n - 1), options);
}

function checkedWidth(width: number): number {
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
