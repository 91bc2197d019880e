/** Arithmetic on widths in the type system, for 0 to 256 bits: a number is a row of that many elements, built digit by
 *  digit, so that each result costs a few steps and no table is kept. */

// biome-ignore lint/suspicious/noExplicitAny: the width that is compatible with every other, which no other type is
export type AnyWidth = any;

interface Ones {
  '0': [];
  '1': [0];
  '2': [0, 0];
  '3': [0, 0, 0];
  '4': [0, 0, 0, 0];
  '5': [0, 0, 0, 0, 0];
  '6': [0, 0, 0, 0, 0, 0];
  '7': [0, 0, 0, 0, 0, 0, 0];
  '8': [0, 0, 0, 0, 0, 0, 0, 0];
  '9': [0, 0, 0, 0, 0, 0, 0, 0, 0];
}
type Tenfold<R extends 0[]> = [...R, ...R, ...R, ...R, ...R, ...R, ...R, ...R, ...R, ...R];
type Digits<S extends string, R extends 0[] = []> = S extends `${infer D extends keyof Ones}${infer Rest}`
  ? Digits<Rest, [...Tenfold<R>, ...Ones[D]]>
  : R;
/** As many elements as the number says. */
type Row<N extends number> = Digits<`${N}`>;

/** 0 to N as a union. */
type UpTo<N extends number> = Partial<Row<N>>['length'];
type Amounts = UpTo<256>;

type IsUnion<T, U = T> = T extends U ? ([U] extends [T] ? false : true) : never;
/** A number from 0 to 256 as it is; anything else, also `number` and unions, is any. */
export type Amount<N> = number extends N
  ? AnyWidth
  : [N] extends [Amounts]
    ? IsUnion<N> extends true
      ? AnyWidth
      : N
    : AnyWidth;
/** A width from 1 to 256 as it is; anything else is any width, which elaboration checks. */
export type Width<N> = [N] extends [0] ? AnyWidth : Amount<N>;
type Known<N> = N extends Amounts ? N : AnyWidth;

/** a + b. */
export type Sum<A extends number, B extends number> = number extends A | B
  ? AnyWidth
  : Known<[...Row<A>, ...Row<B>]['length']>;
/** a + 1. */
export type Next<A extends number> = number extends A ? AnyWidth : Known<[...Row<A>, 0]['length']>;
/** The larger. */
export type Max<A extends number, B extends number> = number extends A | B
  ? AnyWidth
  : [A] extends [B]
    ? A
    : Row<A> extends [...Row<B>, ...0[]]
      ? A
      : B;
/** a - b, at least 1. */
export type Less<A extends number, B extends number> = number extends A | B
  ? AnyWidth
  : Row<A> extends [...Row<B>, 0, ...infer R extends 0[]]
    ? Next<R['length']>
    : 1;
/** a * b. */
export type Times<A extends number, B extends number> = number extends A | B
  ? AnyWidth
  : Known<Repeated<Row<A>, Row<B>>>;
type Repeated<A extends 0[], B extends 0[], R extends 0[] = []> = R['length'] extends Amounts
  ? B extends [0, ...infer Left extends 0[]]
    ? Repeated<A, Left, [...R, ...A]>
    : R['length']
  : AnyWidth;
/** 2^a - 1, by which a dynamic shift of an amount of `a` bits can grow. */
export type LargestOf<A extends number> = number extends A
  ? AnyWidth
  : A extends keyof Largest
    ? Largest[A]
    : AnyWidth;
interface Largest {
  1: 1;
  2: 3;
  3: 7;
  4: 15;
  5: 31;
  6: 63;
  7: 127;
  8: 255;
}
/** Bits that hold 0 to `n`. */
export type BitsToHold<N> = Amount<N> extends infer A ? (number extends A ? AnyWidth : BitsOf<A>) : never;
type BitsOf<A> =
  A extends UpTo<1>
    ? 1
    : A extends UpTo<3>
      ? 2
      : A extends UpTo<7>
        ? 3
        : A extends UpTo<15>
          ? 4
          : A extends UpTo<31>
            ? 5
            : A extends UpTo<63>
              ? 6
              : A extends UpTo<127>
                ? 7
                : A extends UpTo<255>
                  ? 8
                  : 9;
/** Bits that count `n` things from 0. */
export type IndexWidth<N> =
  Amount<N> extends infer A
    ? number extends A
      ? AnyWidth
      : A extends UpTo<2>
        ? 1
        : BitsOf<Less<A & number, 1>>
    : never;
