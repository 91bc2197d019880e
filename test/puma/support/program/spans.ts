import type { CoreWriter } from './core-writer.js';

/** A number of elements around the limits: 1, the lanes, the registers, what the field holds. */
export function someWords({ random, geometry }: CoreWriter, most: number): number {
  const { lanes, registers, dimension, vectorWidthBits } = geometry;
  const limit = Math.min(most, 2 ** vectorWidthBits, geometry.registerAddresses);
  const wish = (): number => {
    switch (random.below(8)) {
      case 0:
        return 1;
      case 1:
        return lanes + random.below(3) - 1;
      case 2:
        return dimension + random.below(3) - 1;
      case 3:
        return random.pick([registers, registers - 1, limit, limit - 1]);
      default:
        return 1 + random.below(Math.min(limit, 3 * lanes + 4));
    }
  };
  return Math.max(1, Math.min(limit, wish()));
}

/** First address of so many words (last - first is `reach`), often at a border of the register file. */
export function someSource({ random, geometry }: CoreWriter, reach: number): number {
  const last = geometry.registerAddresses - 1 - reach;
  const near = (address: number): number => Math.max(0, Math.min(last, address + random.below(5) - 2));
  switch (random.below(8)) {
    case 0:
      return near(0);
    case 1:
      return near(geometry.generalBase - reach);
    case 2:
      return near(geometry.generalBase);
    case 3:
      return near(last);
    default:
      return random.below(last + 1);
  }
}

/** A destination that writes to no register that is kept; undefined where none was found. */
export function someDestination(writer: CoreWriter, words: number): number | undefined {
  for (let tries = 0; tries < 12; tries++) {
    const first = someSource(writer, words - 1);
    if (isFree(writer, first, words)) return first;
  }
  return undefined;
}

export function isFree({ kept }: CoreWriter, first: number, words: number): boolean {
  for (const address of kept) if (address >= first && address < first + words) return false;
  return true;
}

/** A source by its destination: the same, below it, above it, or anywhere. */
export function sourceFor(writer: CoreWriter, dest: number, reach: number): number {
  const { random, geometry } = writer;
  const limited = (first: number): number =>
    Math.max(0, Math.min(geometry.registerAddresses - 1 - reach, first));
  switch (random.below(6)) {
    case 0:
      return limited(dest);
    case 1:
      return limited(dest + 1 + random.below(2 * geometry.lanes + 1));
    case 2:
      return limited(dest - 1 - random.below(2 * geometry.lanes + 1));
    default:
      return someSource(writer, reach);
  }
}
