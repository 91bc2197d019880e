import { noiseTable } from '../../base/noise-table.js';

/** docs/noise.md, long-hand in BigInt. */
const word = (x: bigint): bigint => BigInt.asUintN(32, x);

function mix(x: bigint): bigint {
  x ^= x >> 16n;
  x = word(x * 0x21f0aaadn);
  x ^= x >> 15n;
  x = word(x * 0x735a2d97n);
  return x ^ (x >> 15n);
}

/** The uniform word of an address of ten words. */
export function referenceUniform(address: readonly number[]): bigint {
  if (address.length !== 10) throw new Error('an address has ten words');
  let h = 0x43570001n;
  for (const field of address) h = mix(h ^ mix(word(BigInt(field) + 0x9e3779b9n)));
  return h;
}

/** Q16 of a uniform word. */
export function referenceGaussian(u: bigint): bigint {
  let v = u % 2n ** 31n;
  if (v === 0n) v = 1n;
  const o = 31 - v.toString(2).length; // zeros before the top bit of 31
  const n = v * 2n ** BigInt(o + 1);
  const k = (30 - o) * 16 + Number((n / 2n ** 27n) % 16n);
  const f = (n / 2n ** 11n) % 65536n;
  const from = BigInt(noiseTable[k]!);
  const z = from + (((BigInt(noiseTable[k + 1]!) - from) * f) >> 16n);
  return u >= 2n ** 31n ? -z : z;
}
