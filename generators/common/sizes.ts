/** Bits of an index into `n` things, at least 1. */
export function indexBits(n: number): number {
  return Math.max(1, Math.ceil(Math.log2(n)));
}
