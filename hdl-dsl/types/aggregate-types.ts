import { report } from '../build/report.js';
import type { NumberConstant } from './constants.js';
import { type EnumType, maxWidth, type ScalarType } from './ground-types.js';
import type { TypeOptions } from './type-options.js';

/** Types of data: everything but streams and flows. */
export type DataType = ScalarType | VecType | StructType;
/** Everything a port can have. */
export type HdlType = DataType | StreamType | FlowType;

/** `length` elements of one type, element 0 in the low bits. */
export interface VecType<E extends DataType = DataType> {
  readonly kind: 'vec';
  readonly element: E;
  readonly length: number;
  readonly options: TypeOptions<unknown>;
}

/** Named fields, flattened into one signal a field (`pixel_red`). */
export interface StructType<F extends Fields = Fields> {
  readonly kind: 'struct';
  readonly fields: F;
}

/** A ready/valid handshake with a payload: a word moves in every cycle with valid and ready. */
export interface StreamType<T extends DataType = DataType> {
  readonly kind: 'stream';
  readonly payload: T;
}

/** Words that cannot be refused: one moves in every cycle with valid. */
export interface FlowType<T extends DataType = DataType> {
  readonly kind: 'flow';
  readonly payload: T;
}

export interface Fields {
  readonly [name: string]: DataType;
}

/** JavaScript values that stand for a constant of a type; of a vector, for one of its elements. */
export type LiteralOf<T> = T extends { readonly kind: 'bool' }
  ? boolean
  : T extends EnumType<infer M>
    ? M
    : T extends { readonly kind: 'bits' | 'uint' | 'sint' | 'fixed' }
      ? NumberConstant
      : // Not recursive: the type of a vector of vectors of anything would have no end.
        T extends { readonly kind: 'vec' }
        ? boolean | number | bigint | string
        : never;

/** A vector of `length` elements. `reset` and `default` give the value of every element, or an array one for each;
 *  vectors of structs take theirs from the fields.
 *  @throws {CrossweaveError} CW-E009 if the length is no integer from 1 or the vector exceeds 65536 bits */
export function vec<E extends DataType>(
  element: E,
  length: number,
  options: TypeOptions<LiteralOf<E> | readonly LiteralOf<E>[]> = {},
): VecType<E> {
  const most = Math.floor(maxWidth / widestLeaf(element));
  if (!Number.isInteger(length) || length < 1 || length > most) {
    report({
      code: 'CW-E009',
      message: 'a vector length out of range',
      expected: `an integer from 1 to ${most} elements of ${widestLeaf(element)} bits`,
      actual: String(length),
      hint: `a vector needs at least one element, and is one signal of at most ${maxWidth} bits`,
    });
    return makeVec(element, 1, options);
  }
  return makeVec(element, length, options);
}

/** Width of the widest signal that a type flattens into. */
export function widestLeaf(type: DataType): number {
  switch (type.kind) {
    case 'struct':
      return Object.values(type.fields).reduce((widest, field) => Math.max(widest, widestLeaf(field)), 1);
    case 'vec':
      return widestLeaf(type.element) * type.length;
    default:
      return type.width;
  }
}

function makeVec<E extends DataType>(element: E, length: number, options: TypeOptions<unknown>): VecType<E> {
  return Object.freeze({ kind: 'vec', element, length, options: Object.freeze({ ...options }) });
}

/** A record of named fields. */
export function struct<F extends Fields>(fields: F): StructType<F> {
  for (const name of Object.keys(fields).filter((n) => n === 'drive' || n === 'next')) {
    report({
      code: 'CW-E005',
      message: `a field of a struct cannot be named \`${name}\``,
      expected: 'any other name',
      actual: `\`${name}\``,
      hint: 'structs have methods `drive` and `next`; rename the field',
    });
  }
  return Object.freeze({ kind: 'struct', fields: Object.freeze({ ...fields }) });
}

/** A ready/valid stream of `payload`. */
export function stream<T extends DataType>(payload: T): StreamType<T> {
  return Object.freeze({ kind: 'stream', payload });
}

/** A flow of `payload`: a stream that nobody can hold up. */
export function flow<T extends DataType>(payload: T): FlowType<T> {
  return Object.freeze({ kind: 'flow', payload });
}
