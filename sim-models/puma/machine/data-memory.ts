import type { BlockRequest } from './block-request.js';

/** Data memory with a valid bit and a count for each word. Source: docs/puma-isa.md, "set, copy, load, store". */
export class DataMemory {
  readonly values: Int16Array;
  readonly valid: Uint8Array;
  readonly counts: Uint16Array;

  constructor(words: number) {
    this.values = new Int16Array(words);
    this.valid = new Uint8Array(words);
    this.counts = new Uint16Array(words);
  }

  /** Checks a block and, if it need not wait, does it: a read fills `request.data` and takes one off each count above
   *  0, whose word becomes invalid at 0; a write sets valid and count.
   *  @returns whether it was done */
  tryBlock(request: BlockRequest): boolean {
    const { values, valid, counts } = this;
    const { address, width, data, count } = request;
    const wanted = request.write ? 0 : 1;
    for (let i = address; i < address + width; i++) if (valid[i] !== wanted) return false;
    if (request.write) {
      for (let i = 0; i < width; i++) {
        values[address + i] = data[i]!;
        valid[address + i] = 1;
        counts[address + i] = count;
      }
      return true;
    }
    for (let i = 0; i < width; i++) {
      data[i] = values[address + i]!;
      const left = counts[address + i]!;
      if (left === 0) continue;
      counts[address + i] = left - 1;
      if (left === 1) valid[address + i] = 0;
    }
    return true;
  }
}
