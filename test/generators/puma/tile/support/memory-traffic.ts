import type { Random } from '../../../../hdl-dsl/print/support/random.js';
import type { MemorySize } from './memory-bench.js';
import type { Access, Block, MemoryCycle } from './memory-model.js';

/** Random clients, each of which keeps its block until it is done. What one stores others load, and the configuration
 *  port often makes what some block waits for, so that wide ones come to their turn too. */
export class MemoryTraffic {
  readonly requests: (Block | undefined)[];
  access: Access | undefined;
  readonly #size: MemorySize;
  readonly #random: Random;
  readonly #wanted: { readonly write: boolean; readonly address: number; readonly width: number }[] = [];
  #range: { next: number; readonly end: number; readonly valid: boolean; readonly count: number } | undefined;

  constructor(size: MemorySize, random: Random) {
    this.#size = size;
    this.#random = random;
    this.requests = Array.from({ length: size.clients }, () => undefined);
  }

  /** What stands in the next cycle, after what was seen in the last one. */
  next(seen: MemoryCycle | undefined): void {
    if (seen?.done) {
      const { client, write, address, after } = seen.done;
      this.requests[client] = undefined;
      // Who stores has consumers, and a place that is free again is written anew.
      const uses = write ? Math.min(3, after[0]?.count ?? 0) : Number(after.every((word) => !word.valid));
      for (let k = 0; k < uses; k++) this.#wanted.push({ write: !write, address, width: after.length });
    }
    for (const [k, standing] of this.requests.entries()) {
      if (standing || !this.#random.chance(0.5)) continue;
      const wanted = this.#random.chance(0.7) ? this.#wanted.shift() : undefined;
      this.requests[k] = this.#block(wanted);
    }
    if (this.access === undefined || seen?.accessReady) this.access = this.#word();
  }

  #block(wanted?: { readonly write: boolean; readonly address: number; readonly width: number }): Block {
    const random = this.#random;
    const width = wanted?.width ?? 1 + random.below(random.pick([2, 4, 16]));
    const write = wanted?.write ?? random.chance(0.5);
    const isMoved = wanted === undefined || (write && random.chance(0.3));
    return {
      write,
      address: isMoved ? random.below(this.#size.words - width + 1) : wanted.address,
      words: Array.from({ length: width }, () => random.below(65536)),
      count: this.#count(),
    };
  }

  #count(): number {
    const most = 2 ** this.#size.countBits - 1;
    return this.#random.pick([0, 1, 1, 1, 2, Math.min(3, most), most]) & most;
  }

  #word(): Access | undefined {
    const random = this.#random;
    if (random.chance(0.2)) return { address: random.below(this.#size.words) };
    if (!this.#range && random.chance(0.5)) {
      // What some block waits for, or anything.
      const wanted = random.chance(0.8) ? this.requests[random.below(this.requests.length)] : this.#block();
      if (wanted) {
        const { address, words, write } = wanted;
        this.#range = { next: address, end: address + words.length, valid: !write, count: this.#count() };
      }
    }
    const range = this.#range;
    if (!range) return undefined;
    const address = range.next++;
    if (range.next === range.end) this.#range = undefined;
    return { address, word: { value: random.below(65536), valid: range.valid, count: range.count } };
  }
}
