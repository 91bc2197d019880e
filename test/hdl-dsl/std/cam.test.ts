import { describe, expect, it } from 'vitest';
import { build } from '../../../hdl-dsl/index.js';
import { ExactCam, NearestCam } from '../../../hdl-dsl/std/index.js';
import { compareWithModel, type Pins } from './support/compare.js';

/** Entries as their user thinks of them. */
class Entries {
  readonly keys = new Map<number, bigint>();

  tick(i: Pins): void {
    if (i.erase === 1n) this.keys.delete(Number(i.entry));
    else if (i.write === 1n) this.keys.set(Number(i.entry), i.key ?? 0n);
  }
}

const within = (entries: number) => (pins: Record<string, bigint>) => {
  pins.entry = (pins.entry ?? 0n) % BigInt(entries);
  if (pins.erase === 1n && (pins.key ?? 0n) % 3n !== 0n) pins.erase = 0n;
};

describe('exact CAM', () => {
  it.each([
    [1, 1],
    [4, 2],
    [5, 3],
    [7, 40],
  ])('of %i entries of %i bits finds what it holds', (entries, keyBits) => {
    const model = new Entries();
    const seen = compareWithModel(
      build(ExactCam, { entries, keyBits }),
      {
        outputs: (i) => {
          const found = [...model.keys].filter(([, key]) => key === i.search).map(([entry]) => entry);
          return {
            matches: found.reduce((sum, entry) => sum | (1n << BigInt(entry)), 0n),
            hit: found.length > 0,
            found: found.length > 0 ? Math.min(...found) : 0,
          };
        },
        tick: (i) => model.tick(i),
      },
      {
        adjust: (pins, random) => {
          within(entries)(pins);
          if (random.chance(0.3) && model.keys.size > 0) pins.search = random.pick([...model.keys.values()]);
        },
      },
    );
    expect(seen.get('hit')).toBeGreaterThan(100);
  });
});

const sizes = (['hamming', 'absolute'] as const).flatMap((distance) =>
  [
    [1, 1, 1],
    [2, 3, 1],
    [3, 1, 4],
    [5, 4, 3],
    [8, 2, 20],
  ].map(([entries = 1, elements = 1, elementBits = 1]) => ({ entries, elements, elementBits, distance })),
);

describe('nearest CAM', () => {
  it.each(sizes)('finds the lowest of the nearest: %o', (p) => {
    const model = new Entries();
    const distance = (a: bigint, b: bigint): bigint => {
      if (p.distance === 'hamming') return BigInt((a ^ b).toString(2).replaceAll('0', '').length);
      let sum = 0n;
      for (let k = 0; k < p.elements; k++) {
        const at = (x: bigint) => (x >> BigInt(k * p.elementBits)) & (2n ** BigInt(p.elementBits) - 1n);
        sum += at(a) > at(b) ? at(a) - at(b) : at(b) - at(a);
      }
      return sum;
    };
    const seen = compareWithModel(
      build(NearestCam, p),
      {
        outputs: (i) => {
          const order = [...model.keys]
            .map(([entry, key]) => ({ entry, far: distance(key, i.search ?? 0n) }))
            .sort((a, b) => Number(a.far - b.far) || a.entry - b.entry);
          const [first] = order;
          return { hit: first !== undefined, nearest: first?.entry ?? 0, distance: first?.far ?? 0 };
        },
        tick: (i) => model.tick(i),
      },
      { adjust: within(p.entries) },
    );
    expect(seen.get('hit')).toBeGreaterThan(500);
    expect(seen.get('distance')).toBeGreaterThan(50);
  });
});
