import { describe, expect, it } from 'vitest';
import { sliceFields, slicingsUpTo } from '../../../compiler/raella/slicing.js';

describe('slicings', () => {
  const all = slicingsUpTo(4).map((slicing) => slicing.join(''));

  it('are the 108 of the thesis', () => {
    // By another way: each of the seven gaps between eight bits is a cut or not.
    const counted = Array.from({ length: 2 ** 7 }, (_, cuts) =>
      cuts
        .toString(2)
        .padStart(7, '0')
        .split('1')
        .map((run) => run.length + 1)
        .join(''),
    ).filter((text) => !/[5-8]/.test(text));
    expect(all.length).toBe(108);
    expect([...all].sort()).toEqual(counted.sort());
  });

  it('go by slice count, then lexicographically, widest first', () => {
    const ordered = [...all].sort((a, b) => a.length - b.length || (a < b ? 1 : -1));
    expect(all).toEqual(ordered);
    expect(all.slice(0, 5)).toEqual(['44', '431', '422', '413', '341']);
    expect(all.at(-1)).toBe('11111111');
  });

  it('have no slice wider than a cell', () => {
    expect(slicingsUpTo(1)).toEqual([[1, 1, 1, 1, 1, 1, 1, 1]]);
    expect(slicingsUpTo(3).every((slicing) => Math.max(...slicing) <= 3)).toBe(true);
    expect(slicingsUpTo(3).length).toBe(81);
  });

  it('hold the bits from the high ones down', () => {
    expect(sliceFields([4, 2, 2])).toEqual([
      { high: 7, low: 4 },
      { high: 3, low: 2 },
      { high: 1, low: 0 },
    ]);
  });
});
