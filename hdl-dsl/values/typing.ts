import type { StreamType, StructType, VecType } from '../types/aggregate-types.js';
import type { BitsType, BoolType, EnumType, SIntType, UIntType } from '../types/ground-types.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import type { EnumValue } from './enum-value.js';
import type { SInt } from './sint.js';
import type { UInt } from './uint.js';
import type { Vec } from './vec.js';

/** What is read from a signal of type T. */
export type ValueOf<T> = T extends BoolType
  ? Bool
  : T extends BitsType
    ? Bits
    : T extends UIntType
      ? UInt
      : T extends SIntType
        ? SInt
        : T extends EnumType<infer M>
          ? EnumValue<M>
          : T extends VecType<infer E>
            ? Vec<E>
            : T extends StructType<infer F>
              ? { readonly [K in keyof F]: ValueOf<F[K]> }
              : never;

/** What may be assigned to a signal of type T: a value of that type or a constant. */
export type SourceOf<T> = T extends BoolType
  ? Bool | boolean
  : T extends BitsType
    ? Bits | number | bigint
    : T extends UIntType
      ? UInt | number | bigint
      : T extends SIntType
        ? SInt | number | bigint
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
  (T extends BitsType | UIntType | SIntType
    ? {
        slice(lsb: number, width: number): Target<BitsType, Verb>;
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

/** What a module reads: an input from inside, an output of an instance. */
export type ReadSide<T> = T extends StreamType<infer D> ? StreamSink<D> : ValueOf<T>;
/** What a module drives: an output from inside, an input of an instance. */
export type DriveSide<T> = T extends StreamType<infer D> ? StreamSource<D> : Drivable<T>;

/** The plain value of any value, whatever may be assigned to it. */
export type PlainOf<V> = V extends Bool
  ? Bool
  : V extends Bits
    ? Bits
    : V extends UInt
      ? UInt
      : V extends SInt
        ? SInt
        : V extends EnumValue<infer M>
          ? EnumValue<M>
          : V extends Vec<infer E>
            ? Vec<E>
            : V;
