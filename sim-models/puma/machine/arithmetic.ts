/** Sticky flags by their bits in the debug port. */
export const flagBits = { overflow: 1, divide: 2, domain: 4 } as const;

/** value / 2^shift rounded to an integer, ties to even. @param value 32 bits, signed  @param shift 0..31 */
export function halfEvenShift(value: number, shift: number): number {
  if (shift === 0) return value;
  const floor = value >> shift;
  const rest = value - floor * 2 ** shift;
  const half = 2 ** (shift - 1);
  return rest > half || (rest === half && (floor & 1) !== 0) ? floor + 1 : floor;
}
