import type { Fields, StructType, VecType } from '../types/aggregate-types.js';
import type { NumberConstant } from '../types/constants.js';
import type { FixedType } from '../types/fixed-type.js';
import type { BitsType, BoolType, EnumType, SIntType, UIntType } from '../types/ground-types.js';

// biome-ignore format: one row a decade
type UpTo32 =
  | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16
  | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | 32;

/** Numbers up to 32 bits come out as numbers, wider ones as bigints; of an open width it depends. */
type NumberOf<W> = 0 extends 1 & W ? number | bigint : W extends UpTo32 ? number : bigint;

/** What a test-bench reads from a signal of type T: `boolean`, `number`, `bigint`, a member's name, or an array or record of
 *  them. A fixed-point number is the number meant. */
export type PeekOf<T> = T extends BoolType
  ? boolean
  : T extends EnumType<infer M>
    ? M
    : T extends FixedType
      ? number
      : T extends BitsType<infer W>
        ? NumberOf<W>
        : T extends UIntType<infer W>
          ? NumberOf<W>
          : T extends SIntType<infer W>
            ? NumberOf<W>
            : T extends VecType<infer E>
              ? PeekOf<E>[]
              : T extends StructType<infer F>
                ? PeekedFields<F>
                : never;
type PeekedFields<F extends Fields> = { -readonly [K in keyof F]: PeekOf<F[K]> };

/** What a test-bench drives into a signal of type T: numbers also as text (`'0xff'`), under the rules of constants. */
export type PokeOf<T> = T extends BoolType
  ? boolean
  : T extends EnumType<infer M>
    ? M
    : T extends FixedType | BitsType | UIntType | SIntType
      ? NumberConstant
      : T extends VecType<infer E>
        ? readonly PokeOf<E>[]
        : T extends StructType<infer F>
          ? { readonly [K in keyof F]: PokeOf<F[K]> }
          : never;
