import type { FlowType, StreamType, StructType, VecType } from '../types/aggregate-types.js';
import type { NumberConstant } from '../types/constants.js';
import type { FixedType } from '../types/fixed-type.js';
import type { BitsType, BoolType, EnumType, ScalarType, SIntType, UIntType } from '../types/ground-types.js';
import type { Amount, Width } from '../types/width.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import type { EnumValue } from './enum-value.js';
import type { Fixed } from './fixed.js';
import type { SInt } from './sint.js';
import type { UInt } from './uint.js';
import type { Vec } from './vec.js';

/** What is read from a signal of type T. A union of types of one kind, as in a record of computed keys, is one value
 *  of any width; other unions are read one by one. */
export type ValueOf<T> = [T] extends [BoolType]
  ? Bool
  : [T] extends [BitsType<infer W>]
    ? Bits<Width<W>>
    : [T] extends [UIntType<infer W>]
      ? UInt<Width<W>>
      : [T] extends [SIntType<infer W>]
        ? SInt<Width<W>>
        : [T] extends [FixedType<infer I, infer F>]
          ? Fixed<Width<I>, Amount<F>>
          : T extends EnumType<infer M>
            ? EnumValue<M>
            : T extends VecType<infer E>
              ? Vec<E>
              : T extends StructType<infer F>
                ? { readonly [K in keyof F]: ValueOf<F[K]> }
                : T extends ScalarType
                  ? ValueOf<T>
                  : never;

/** What may be assigned to a signal of type T: a value of that type or a constant. */
export type SourceOf<T> = T extends BoolType
  ? Bool | boolean
  : T extends ScalarType & { readonly kind: 'bits' | 'uint' | 'sint' | 'fixed' }
    ? ValueOf<T> | NumberConstant
    : T extends EnumType<infer M>
      ? EnumValue<M> | M
      : T extends VecType<infer E>
        ? Vec<E> | readonly SourceOf<E>[]
        : T extends StructType<infer F>
          ? { readonly [K in keyof F]: SourceOf<F[K]> }
          : never;

/** A signal that may be assigned, whole or in static parts; `Verb` is `drive` or `next`.
 *  The narrower overloads come first, so that parts of a target are targets. */
export type Target<T, Verb extends 'drive' | 'next'> = Assignable<T, Verb> &
  ([T] extends [BitsType | UIntType | SIntType]
    ? {
        slice<const N extends number>(lsb: number, width: N): Target<BitsType<Width<N>>, Verb>;
        bit(index: number): Target<BoolType, Verb>;
      } & ValueOf<T>
    : T extends VecType<infer E>
      ? { at(index: number): Target<E, Verb> } & Vec<E>
      : T extends StructType<infer F>
        ? { readonly [K in keyof F]: Target<F[K], Verb> }
        : ValueOf<T>);

type Assignable<T, Verb extends 'drive' | 'next'> = { readonly [V in Verb]: (value: SourceOf<T>) => void };

/** A wire, an output seen from inside or an instance's input. */
export type Drivable<T> = Target<T, 'drive'>;
/** A register: reads give the present value, `next` assigns the value after the clock edge. */
export type Register<T> = Target<T, 'next'>;

/** The consuming end of a stream. `fire` is valid and ready. */
export interface StreamSink<T> {
  readonly valid: Bool;
  readonly ready: Drivable<BoolType>;
  readonly data: ValueOf<T>;
  readonly fire: Bool;
}

/** The producing end of a stream. `fire` is valid and ready. */
export interface StreamSource<T> {
  readonly valid: Drivable<BoolType>;
  readonly ready: Bool;
  readonly data: Drivable<T>;
  readonly fire: Bool;
}

/** The consuming end of a flow: a word arrives in every cycle with valid. */
export interface FlowSink<T> {
  readonly valid: Bool;
  readonly data: ValueOf<T>;
}

/** The producing end of a flow. */
export interface FlowSource<T> {
  readonly valid: Drivable<BoolType>;
  readonly data: Drivable<T>;
}

/** What a module reads: an input from inside, an output of an instance. */
export type ReadSide<T> =
  T extends StreamType<infer D> ? StreamSink<D> : T extends FlowType<infer D> ? FlowSink<D> : ValueOf<T>;
/** What a module drives: an output from inside, an input of an instance. */
export type DriveSide<T> =
  T extends StreamType<infer D> ? StreamSource<D> : T extends FlowType<infer D> ? FlowSource<D> : Drivable<T>;

/** The plain value of any value, whatever may be assigned to it. */
export type PlainOf<V> = V extends Bool
  ? Bool
  : V extends Bits<infer W>
    ? Bits<W>
    : V extends UInt<infer W>
      ? UInt<W>
      : V extends SInt<infer W>
        ? SInt<W>
        : V extends Fixed<infer I, infer F>
          ? Fixed<I, F>
          : V extends EnumValue<infer M>
            ? EnumValue<M>
            : V extends Vec<infer E>
              ? Vec<E>
              : V;
