import { type Representation, representationOf, type StateCell } from './cells.js';

type Shape = Pick<StateCell, 'width' | 'signed'>;

/** A place of one value. */
export interface Slot {
  readonly representation: Representation;
  readonly at: number;
  /** Kept as a uint32. */
  readonly isUnsigned: boolean;
  /** What compiled code writes to read or assign it: `I[3]`. */
  readonly text: string;
}

/** Arrays of values by how they are kept, as compiled code sees them. */
export interface SlotArrays {
  /** int32 and uint32 views of one buffer. */
  readonly I: Int32Array;
  readonly U: Uint32Array;
  readonly F: Float64Array;
  readonly B: bigint[];
}

/** Hands out places in typed arrays, and afterwards the arrays.
 *  @param prefix of the arrays' names in compiled code */
export class Slots {
  readonly #prefix: string;
  readonly #used = { int: 0, double: 0, big: 0 };

  constructor(prefix = '') {
    this.#prefix = prefix;
  }

  allocate({ width, signed }: Shape): Slot {
    const representation = representationOf(width);
    const at = this.#used[representation]++;
    // A uint32 with its top bit set is no int32; all others are.
    const isUnsigned = width === 32 && !signed;
    const array = { int: isUnsigned ? 'U' : 'I', double: 'F', big: 'B' }[representation];
    return { representation, at, isUnsigned, text: `${this.#prefix}${array}[${at}]` };
  }

  /** The arrays, all 0. Nothing may be allocated afterwards. */
  arrays(): SlotArrays {
    const I = new Int32Array(this.#used.int);
    return {
      I,
      U: new Uint32Array(I.buffer),
      F: new Float64Array(this.#used.double),
      B: new Array<bigint>(this.#used.big).fill(0n),
    };
  }

  /** The arrays under the names that compiled code has for them. */
  named(arrays: SlotArrays): Record<string, unknown> {
    return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [this.#prefix + name, array]));
  }
}
