import type { Rounding } from '../../base/number-format.js';
import type { Amount, AnyWidth, BitsToHold, IndexWidth, Less, Sum } from '../types/width.js';
import type { Scalar } from './scalar.js';

/** Width of a value, any for what has no width of its own. */
export type WidthOf<V> = V extends Scalar<infer W> ? W : AnyWidth;

/** Width of values side by side; any for a list of unknown length. */
export type TotalWidth<P extends readonly unknown[], W extends number = 0> = P extends readonly []
  ? W
  : P extends readonly [infer First, ...infer Others]
    ? TotalWidth<Others, Sum<W, WidthOf<First>>>
    : AnyWidth;

/** `width`, but `number` where it is not known: any would hide mistakes. */
export type PlainWidth<W extends number> = 0 extends 1 & W ? number : W;

/** Width of a `W`-bit number after dropping `S` low bits: max(1, W - S), one more where rounding can carry. */
export type RoundedWidth<W extends number, S, R extends Rounding> = 'truncate' extends R
  ? [R] extends ['truncate']
    ? Less<W, Amount<S>>
    : AnyWidth
  : S extends 0
    ? W
    : number extends W | Amount<S>
      ? AnyWidth
      : Amount<S> extends 1
        ? W
        : Less<W, Less<Amount<S>, 1>>;

/** Width of a remainder by `C`. */
export type RemainderWidth<C> = C extends number ? IndexWidth<C> : AnyWidth;
/** Width of a count of `W` things. */
export type CountWidth<W extends number> = number extends W ? AnyWidth : BitsToHold<W>;
