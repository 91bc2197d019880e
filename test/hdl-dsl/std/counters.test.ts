import { describe, expect, it } from 'vitest';
import { bits, build, input, module, output, uint } from '../../../hdl-dsl/index.js';
import { Counter, fromGray, GrayCounter, toGray } from '../../../hdl-dsl/std/index.js';
import { compareWithModel } from './support/compare.js';

const counters = [1, 2, 3, 5, 8].flatMap((values) =>
  (['up', 'down', 'both'] as const).flatMap((direction) =>
    (['wrap', 'saturate'] as const).flatMap((end) =>
      [...new Set([0, values >> 1, values - 1])].map((initial) => ({ values, direction, end, initial })),
    ),
  ),
);

describe('counter', () => {
  it.each(counters)('%o', (p) => {
    let count = p.initial;
    const step = (up: boolean): number => {
      const next = up ? count + 1 : count - 1;
      if (p.end === 'wrap') return (next + p.values) % p.values;
      return Math.min(p.values - 1, Math.max(0, next));
    };
    const isUp = (i: { readonly up?: bigint }): boolean =>
      p.direction === 'both' ? i.up === 1n : p.direction === 'up';
    const seen = compareWithModel(
      build(Counter, p),
      {
        outputs: (i) => ({ count, at_end: count === (isUp(i) ? p.values - 1 : 0) }),
        tick: (i) => {
          if (i.clear === 1n) count = p.initial;
          else if (i.enable === 1n) count = step(isUp(i));
        },
      },
      { cycles: 300 },
    );
    expect(seen.get('at_end')).toBeGreaterThan(10);
  });

  it('counts wide', () => {
    let count = 2n ** 40n - 3n;
    compareWithModel(build(Counter, { values: 2 ** 40, initial: 2 ** 40 - 3 }), {
      outputs: () => ({ count }),
      tick: (i) => {
        count = i.clear === 1n ? 2n ** 40n - 3n : (count + (i.enable ?? 0n)) % 2n ** 40n;
      },
    });
  });
});

describe('Gray code', () => {
  it.each([1, 2, 3, 8])('counts %i bits, one bit a step', (width) => {
    let count = 0;
    let before = 0n;
    compareWithModel(build(GrayCounter, { bits: width }), {
      outputs: () => ({ count, gray: count ^ (count >> 1) }),
      tick: (i) => {
        if (i.enable === 1n) count = (count + 1) % 2 ** width;
        const gray = BigInt(count ^ (count >> 1));
        expect([0n, 1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n]).toContain(gray ^ before);
        before = gray;
      },
    });
  });

  it.each([1, 2, 5, 33])('of %i bits is read back', (width) => {
    const both = module({
      name: 'both',
      ports: () => ({
        x: input(uint(width)),
        code: input(bits(width)),
        gray: output(bits(width)),
        back: output(uint(width)),
        number: output(uint(width)),
      }),
      build(_m, _p, io) {
        io.gray.drive(toGray(io.x));
        io.back.drive(fromGray(toGray(io.x)));
        io.number.drive(fromGray(io.code));
      },
    });
    compareWithModel(build(both, {}), {
      outputs: ({ x = 0n, code = 0n }) => {
        let number = 0n;
        for (let rest = code; rest > 0n; rest >>= 1n) number ^= rest;
        return { gray: x ^ (x >> 1n), back: x, number };
      },
    });
  });
});
