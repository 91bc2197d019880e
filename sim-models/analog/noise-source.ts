import { noiseTable } from '../../base/noise-table.js';

/** Word 2 of a sample's address. */
export const noiseKinds = { programming: 0, read: 1, adc: 2, stuck: 3, capacitor: 4, comparator: 5 } as const;

/** State before any word of an address is absorbed. */
export const noiseStart = 0x43570001;

const table = Int32Array.from(noiseTable);

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** One step of the hash: h' = mix(h ^ mix(w + 0x9E3779B9)), modulo 2^32.
 *  Source: docs/noise.md, "Hash".
 *  @param state 32-bit state  @param word 32-bit word of the address  @returns the next state (signed 32 bits) */
export function absorb(state: number, word: number): number {
  return mix(state ^ mix((word + 0x9e3779b9) | 0));
}

/** Absorbs words in order. */
export function absorbAll(state: number, ...words: readonly number[]): number {
  for (const word of words) state = absorb(state, word);
  return state;
}

/** Standard normal variable of a uniform word, by an inverse table of 31 octaves of 16 entries with linear
 *  interpolation (floor). Source: docs/noise.md, "Gaussian, Q16".
 *  @param u the hash's last state  @returns Q16, -408306..408306 */
export function gaussian(u: number): number {
  const v = u & 0x7fffffff || 1;
  const octave = Math.clz32(v) - 1;
  const n = v << (octave + 1);
  const k = (30 - octave) * 16 + ((n >>> 27) & 15);
  const f = (n >>> 11) & 0xffff;
  const from = table[k]!;
  // At most 5139 * 65535 in magnitude, so the product fits in 32 bits.
  const z = from + (((table[k + 1]! - from) * f) >> 16);
  return u < 0 ? -z : z;
}
