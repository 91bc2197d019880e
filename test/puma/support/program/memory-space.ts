import type { Random } from '../../../hdl-dsl/print/support/random.js';
import type { TrackedMemory } from './tracked-memory.js';

/** Where programs use the memory: some windows, so that words are used again. */
export class MemorySpace {
  readonly memory: TrackedMemory;
  readonly #random: Random;
  readonly #windows: readonly { readonly first: number; readonly words: number }[];

  constructor(memory: TrackedMemory, random: Random) {
    this.memory = memory;
    this.#random = random;
    const total = memory.values.length;
    const size = Math.min(total, 96);
    this.#windows = [0, total - size, random.below(total - size + 1)].map((first) => ({
      first,
      words: size,
    }));
  }

  /** An address at which a client may store so many words. */
  free(client: number, words: number): number | undefined {
    for (let tries = 0; tries < 20; tries++) {
      const window = this.#random.pick(this.#windows);
      const last = this.memory.values.length - words;
      const address = Math.min(last, window.first + this.#random.below(window.words));
      if (this.memory.mayStore(client, address, words)) return address;
    }
    return undefined;
  }

  /** Words that a client may load, at most so many. */
  filled(client: number, most: number): { address: number; words: number } | undefined {
    for (let tries = 0; tries < 40; tries++) {
      const window = this.#random.pick(this.#windows);
      const address = window.first + this.#random.below(window.words);
      const words = this.#run(client, address, most);
      if (words > 0)
        return { address, words: this.#random.chance(0.6) ? words : 1 + this.#random.below(words) };
    }
    return undefined;
  }

  /** Words that wait for a consumer and that a client may load: the first of them. */
  owed(client: number, most: number): { address: number; words: number } | undefined {
    const { valid, counts } = this.memory;
    for (let address = 0; address < valid.length; address++) {
      if (valid[address] === 0 || counts[address] === 0) continue;
      let words = 0;
      while (words < most && counts[address + words]! > 0 && this.memory.mayLoad(client, address + words, 1))
        words++;
      if (words > 0) return { address, words };
    }
    return undefined;
  }

  #run(client: number, address: number, most: number): number {
    let words = 0;
    while (words < most && this.memory.mayLoad(client, address + words, 1)) words++;
    return words;
  }
}

/** So many words as blocks of equal width; some are left over where they do not divide. */
export function inBlocks(random: Random, words: number): { width: number; vecWidth: number } {
  const width = random.chance(0.4) ? Math.min(words, 16) : 1 + random.below(Math.min(words, 16));
  const blocks = Math.floor(words / width);
  return { width, vecWidth: random.chance(0.6) ? blocks : 1 + random.below(blocks) };
}
