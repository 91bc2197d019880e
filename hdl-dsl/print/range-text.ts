/** `7:4`, or `4` for one bit. */
export function rangeText(lsb: number, width: number): string {
  return width === 1 ? `${lsb}` : `${lsb + width - 1}:${lsb}`;
}
