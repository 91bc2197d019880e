import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundings } from '../../base/number-format.js';
import { type Bool, type SInt, sint, type UInt, uint } from '../../hdl-dsl/index.js';
import { roundedQuotient } from './support/arithmetic.js';
import { checkShape, evaluate } from './support/evaluate.js';
import { nodeOf } from './support/unit.js';

type Construct = (a: UInt | SInt, b: UInt | SInt) => UInt | SInt | Bool;

const rangeOf = (signed: boolean, width: number): readonly bigint[] => {
  const low = signed ? -(2 ** (width - 1)) : 0;
  return Array.from({ length: 2 ** width }, (_, i) => BigInt(low + i));
};
const clamp = (x: bigint, values: readonly bigint[]): bigint => {
  const [min = 0n] = values;
  const max = values.at(-1) ?? 0n;
  return x < min ? min : x > max ? max : x;
};

/** Builds `unary` on a signed or an unsigned input and calls `check` for every value. */
function exhaust(
  width: number,
  signed: boolean,
  unary: (x: UInt | SInt) => UInt | SInt,
  check: (x: bigint, got: bigint) => void,
): number {
  const { node, inputs } = signed
    ? nodeOf([sint(width), uint(1)], (x) => unary(x))
    : nodeOf([uint(width), uint(1)], (x) => unary(x));
  checkShape(node);
  for (const x of rangeOf(signed, width)) check(x, evaluate(node, new Map([[inputs[0], x]])));
  return node.type.width;
}

describe.each([false, true])('values, signed: %s', (signed) => {
  it.each(roundings)('round %s equals the definition for all small widths and shifts', (rounding) => {
    let compared = 0;
    for (let width = 1; width <= 6; width++) {
      for (let s = 0; s <= width + 2; s++) {
        exhaust(
          width,
          signed,
          (x) => x.round(s, rounding),
          (x, got) => {
            expect([x, s, width, got]).toEqual([x, s, width, roundedQuotient(x, s, rounding)]);
            compared++;
          },
        );
      }
    }
    expect(compared).toBeGreaterThan(800);
  });

  it('saturate and wrap equal the definition for all small widths', () => {
    for (let width = 1; width <= 6; width++) {
      for (let to = 1; to <= 8; to++) {
        const range = rangeOf(signed, to);
        exhaust(
          width,
          signed,
          (x) => x.saturate(to),
          (x, got) => expect(got).toBe(clamp(x, range)),
        );
        exhaust(
          width,
          signed,
          (x) => x.wrap(to),
          (x, got) => {
            expect(range).toContain(got);
            expect((x - got) % (1n << BigInt(to))).toBe(0n);
          },
        );
      }
    }
  });

  it('exact operators equal the arithmetic of bigints', () => {
    const operators = {
      add: [(a, b) => a.add(b as never), (a, b) => a + b],
      sub: [(a, b) => a.sub(b as never), (a, b) => a - b],
      mul: [(a, b) => a.mul(b as never), (a, b) => a * b],
      lt: [(a, b) => a.lt(b as never), (a, b) => BigInt(a < b)],
      le: [(a, b) => a.le(b as never), (a, b) => BigInt(a <= b)],
      gt: [(a, b) => a.gt(b as never), (a, b) => BigInt(a > b)],
      ge: [(a, b) => a.ge(b as never), (a, b) => BigInt(a >= b)],
      eq: [(a, b) => a.eq(b as never), (a, b) => BigInt(a === b)],
      ne: [(a, b) => a.ne(b as never), (a, b) => BigInt(a !== b)],
    } satisfies Record<string, readonly [Construct, (a: bigint, b: bigint) => bigint]>;
    const type = (w: number) => (signed ? sint(w) : uint(w));
    const value = (w: number) =>
      signed
        ? fc.bigInt(-(1n << BigInt(w - 1)), (1n << BigInt(w - 1)) - 1n)
        : fc.bigInt(0n, (1n << BigInt(w)) - 1n);
    const operands = fc
      .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }))
      .chain(([w, v]) => fc.record({ w: fc.constant(w), v: fc.constant(v), a: value(w), b: value(v) }));
    for (const [construct, reference] of Object.values(operators)) {
      fc.assert(
        fc.property(operands, ({ w, v, a, b }) => {
          const { node, inputs } = nodeOf([type(w), type(v)], (x, y) => construct(x as UInt, y as UInt));
          checkShape(node);
          expect(
            evaluate(
              node,
              new Map([
                [inputs[0], a],
                [inputs[1], b],
              ]),
            ),
          ).toBe(reference(a, b));
        }),
        { seed: 7, numRuns: 60 },
      );
    }
  });

  it('modulo and shifting operators equal the arithmetic of bigints', () => {
    for (let width = 1; width <= 5; width++) {
      const fits = (x: bigint) => (signed ? BigInt.asIntN(width, x) : BigInt.asUintN(width, x));
      exhaust(
        width,
        signed,
        (x) => x.addWrap(x as never),
        (x, got) => expect(got).toBe(fits(x + x)),
      );
      exhaust(
        width,
        signed,
        (x) => x.subWrap(signed ? -1 : 1),
        (x, got) => expect(got).toBe(fits(signed ? x + 1n : x - 1n)),
      );
      for (let s = 0; s <= width + 1; s++) {
        exhaust(
          width,
          signed,
          (x) => x.shiftLeft(s),
          (x, got) => expect(got).toBe(x << BigInt(s)),
        );
        exhaust(
          width,
          signed,
          (x) => x.shiftRight(s),
          (x, got) => expect(got).toBe(x >> BigInt(s)),
        );
      }
      const type = signed ? sint(width) : uint(width);
      const left = nodeOf([type, uint(2)], (x, s) => (x as UInt).shiftLeft(s));
      const right = nodeOf([type, uint(3)], (x, s) => (x as UInt).shiftRight(s));
      for (const x of rangeOf(signed, width)) {
        for (let s = 0n; s < 8n; s++) {
          if (s < 4n) {
            expect(
              evaluate(
                left.node,
                new Map([
                  [left.inputs[0], x],
                  [left.inputs[1], s],
                ]),
              ),
            ).toBe(x << s);
          }
          expect(
            evaluate(
              right.node,
              new Map([
                [right.inputs[0], x],
                [right.inputs[1], s],
              ]),
            ),
          ).toBe(x >> s);
        }
      }
    }
  });
});

describe('signs', () => {
  it('negate, abs and toSigned keep the number', () => {
    for (let width = 1; width <= 6; width++) {
      exhaust(
        width,
        true,
        (x) => (x as SInt).negate(),
        (x, got) => expect(got).toBe(-x),
      );
      exhaust(
        width,
        true,
        (x) => (x as SInt).abs(),
        (x, got) => expect(got).toBe(x < 0n ? -x : x),
      );
      exhaust(
        width,
        false,
        (x) => (x as UInt).toSigned(),
        (x, got) => expect(got).toBe(x),
      );
      exhaust(
        width,
        true,
        (x) => x.asUInt(),
        (x, got) => expect(got).toBe(BigInt.asUintN(width, x)),
      );
      exhaust(
        width,
        false,
        (x) => x.asSInt(),
        (x, got) => expect(got).toBe(BigInt.asIntN(width, x)),
      );
    }
  });
});
