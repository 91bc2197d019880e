/** Which bits of each net the printed text reads: the others need a sink, or lint warns of them. */
export class BitUsage {
  readonly #read = new Map<string, bigint>();

  mark(name: string, lsb: number, width: number): void {
    const bits = ((1n << BigInt(width)) - 1n) << BigInt(lsb);
    this.#read.set(name, (this.#read.get(name) ?? 0n) | bits);
  }

  /** Ranges of a net of `width` bits that nothing reads, highest first. */
  unread(name: string, width: number): { readonly lsb: number; readonly width: number }[] {
    const read = this.#read.get(name) ?? 0n;
    if (read === (1n << BigInt(width)) - 1n) return [];
    const pattern = read.toString(2).padStart(width, '0');
    return [...pattern.matchAll(/0+/g)].map(({ 0: zeros, index }) => ({
      lsb: width - index - zeros.length,
      width: zeros.length,
    }));
  }
}
