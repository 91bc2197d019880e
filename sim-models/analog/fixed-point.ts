/** One level in Q12. */
export const Q12 = 4096;

/** floor(x + 1/2), exact: the sum x + 1/2 itself might not be a double. */
export function roundHalfUp(x: number): number {
  const floor = Math.floor(x);
  return x - floor >= 0.5 ? floor + 1 : floor;
}

/** A number of the configuration in Q16, ties up. */
export function toQ16(x: number): number {
  return roundHalfUp(x * 65536);
}

/** floor(a * b / 2^16 + 1/2). @param a, b integers with |a * b| < 2^53, or any whose product is a double */
export function mulQ16(a: number, b: number): number {
  return Math.floor((a * b) / 65536 + 0.5);
}

/** Integer square root, rounded down. @param n integer, 0 .. 2^53 - 1 */
export function isqrt(n: number): number {
  let root = Math.floor(Math.sqrt(n));
  // A double's square root of a large square minus one may round up to the root.
  if (root * root > n) root--;
  return root;
}
