/** A block that a core asks for. */
export interface BlockRequest {
  readonly write: boolean;
  readonly address: number;
  readonly width: number;
  readonly count: number;
  readonly words: readonly number[];
}

/** The data memory of a core that stands alone, as docs/puma-isa.md has it: a request is granted in its cycle and checked
 *  in the next; one that must wait is checked again and again. */
export class BlockMemory {
  readonly values: Int16Array;
  readonly valid: Uint8Array;
  readonly counts: Uint16Array;
  /** Blocks done, in order. */
  readonly done: BlockRequest[] = [];
  /** Checks that fail whatever the words say, for each block. */
  delay = 0;
  #age = 0;

  constructor(words: number) {
    this.values = new Int16Array(words);
    this.valid = new Uint8Array(words);
    this.counts = new Uint16Array(words);
  }

  /** Makes words valid. */
  put(address: number, values: readonly number[], count = 0): void {
    for (const [i, value] of values.entries()) {
      this.values[address + i] = value;
      this.valid[address + i] = 1;
      this.counts[address + i] = count;
    }
  }

  /** One cycle.
   *  @returns whether the block is done in this cycle; of a load, its words */
  cycle(request: BlockRequest | undefined): { readonly words?: readonly number[] } | undefined {
    if (request === undefined) {
      this.#age = 0;
      return undefined;
    }
    if (this.#age++ <= this.delay) return undefined;
    const places = Array.from({ length: request.width }, (_, i) => request.address + i);
    if (!places.every((at) => this.valid[at] === (request.write ? 0 : 1))) return undefined;
    this.#age = 0;
    this.done.push(request);
    if (request.write) {
      this.put(request.address, request.words.slice(0, request.width), request.count);
      return {};
    }
    const words = places.map((at) => this.values[at] ?? 0);
    for (const at of places) {
      const count = this.counts[at] ?? 0;
      if (count === 1) this.valid[at] = 0;
      if (count > 0) this.counts[at] = count - 1;
    }
    return { words };
  }
}
