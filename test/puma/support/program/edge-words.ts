import type { Random } from '../../../hdl-dsl/print/support/random.js';

/** A word, often at a bound, a power of two or near zero. */
export function edgeWord(random: Random): number {
  switch (random.below(8)) {
    case 0:
      return random.pick([0, 1, -1, 32767, -32768, -32767, 32766]);
    case 1: {
      const power = 2 ** random.below(16);
      return Math.max(-32768, Math.min(32767, (random.chance(0.5) ? power : -power) + random.below(3) - 1));
    }
    case 2:
      return random.below(33) - 16;
    case 3:
      return random.below(2048) - 1024;
    default:
      return random.below(65536) - 32768;
  }
}

/** So many of them; now and then all alike. */
export function edgeWords(random: Random, count: number): Int16Array {
  const one = random.chance(0.1) ? edgeWord(random) : undefined;
  return Int16Array.from({ length: count }, () => one ?? edgeWord(random));
}
