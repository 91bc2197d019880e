/** Sets of bits as bigints. */
export function maskOf(lsb: number, width: number): bigint {
  return ((1n << BigInt(width)) - 1n) << BigInt(lsb);
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
