/** Masks of whole signals by their width: most of all that are asked for. */
const whole = new Map<number, bigint>();

/** Sets of bits as bigints: bits lsb .. lsb + width - 1. */
export function maskOf(lsb: number, width: number): bigint {
  let mask = whole.get(width);
  if (mask === undefined) {
    mask = (1n << BigInt(width)) - 1n;
    whole.set(width, mask);
  }
  return lsb === 0 ? mask : mask << BigInt(lsb);
}

/** `bits 3 to 5, bit 7`. */
export function describeBits(mask: bigint): string {
  const ones = mask.toString(2).split('').reverse();
  const ranges: string[] = [];
  for (let at = 0; at < ones.length; at++) {
    if (ones[at] !== '1') continue;
    const from = at;
    while (ones[at + 1] === '1') at++;
    ranges.push(from === at ? `bit ${from}` : `bits ${from} to ${at}`);
  }
  return ranges.join(', ');
}
