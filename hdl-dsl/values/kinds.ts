import type { Bits } from './bits.js';
import type { SInt } from './sint.js';
import type { UInt } from './uint.js';

/** The classes of bits and numbers by kind, so that what they share can say `the same kind, another width`. */
export interface Kinds<W extends number> {
  readonly bits: Bits<W>;
  readonly uint: UInt<W>;
  readonly sint: SInt<W>;
}
export type Kind = keyof Kinds<1>;
/** The value of a kind and width. */
export type Of<K extends Kind, W extends number> = Kinds<W>[K];
