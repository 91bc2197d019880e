/** Repeatable random numbers (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer 0 .. n - 1. */
  below(n: number): number {
    return Math.floor((this.#word() / 4294967296) * n);
  }

  chance(probability: number): boolean {
    return this.#word() < probability * 4294967296;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** `width` bits: often all zeros, all ones, one bit, or all but one, else uniform. */
  bits(width: number): bigint {
    const all = (1n << BigInt(width)) - 1n;
    switch (this.below(10)) {
      case 0:
        return 0n;
      case 1:
        return all;
      case 2:
        return 1n << BigInt(this.below(width));
      case 3:
        return all ^ (1n << BigInt(width - 1));
      default: {
        let value = 0n;
        for (let done = 0; done < width; done += 32) value = (value << 32n) | BigInt(this.#word());
        return value & all;
      }
    }
  }

  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
}
