import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { build, module, output, sint, type UInt, uint } from '../../hdl-dsl/index.js';
import { expressionOf, type Scalar } from '../../hdl-dsl/values/scalar.js';
import * as is from './support/arithmetic.js';
import { ValueBench } from './support/value-bench.js';

const ways = ['floor', 'truncate', 'modulo'] as const;
type Way = (typeof ways)[number];

const make = (x: UInt, way: Way, divisor: bigint): Scalar =>
  way === 'modulo' ? x.modulo(divisor) : x.divideBy(divisor, { rounding: way });
const expected = (x: bigint, way: Way, divisor: bigint): bigint =>
  way === 'modulo'
    ? is.floorRemainder(x, divisor)
    : way === 'truncate'
      ? x / divisor
      : is.floorDivide(x, divisor);

/** Compares every way of dividing by `divisors` for the numbers given; returns how many. */
function divide(signed: boolean, width: number, divisors: readonly bigint[], xs: Iterable<bigint>): number {
  const cases = divisors.flatMap((divisor) => ways.map((way) => ({ way, divisor })));
  const bench = ValueBench.of({ x: signed ? sint(width) : uint(width) }, ({ x }) =>
    Object.fromEntries(cases.map(({ way, divisor }) => [`${way} ${divisor}`, make(x as UInt, way, divisor)])),
  );
  let compared = 0;
  for (const x of xs) {
    const got = bench.values({ x });
    for (const { way, divisor } of cases) {
      compared++;
      const [g, e] = [got[`${way} ${divisor}`], expected(x, way, divisor)];
      if (g !== e) throw new Error(`${x} ${way} ${divisor} at ${width} bits: ${g} instead of ${e}`);
    }
  }
  return compared;
}

const every = (from: bigint, to: bigint): bigint[] =>
  Array.from({ length: Number(to - from) + 1 }, (_, i) => from + BigInt(i));

describe.each([false, true])('division by constants, signed: %s', (signed) => {
  it.each([1, 2, 3, 4, 5, 6, 7])('is exact for every number and every divisor of %i bits', (width) => {
    const divisors = every(1n, 2n ** BigInt(width) + 1n);
    const numbers = every(is.lowest(signed, width), is.highest(signed, width));
    expect(divide(signed, width, divisors, numbers)).toBe(3 * divisors.length * 2 ** width);
  });

  it.each([8, 16, 31, 32, 33, 53, 64, 100])('is exact around multiples at %i bits', (width) => {
    const high = is.highest(signed, width);
    const divisors = fc.sample(is.numbers(false, width), { numRuns: 12, seed: width }).filter((d) => d > 0n);
    // A reciprocal that is too coarse errs first just below a multiple, at the ends of the range.
    const edges = divisors.flatMap((d) => [high - (high % d), high - (high % d) - 1n, d - 1n, d]);
    const near = edges.flatMap((x) => (signed ? [x, -x, -x - 1n] : [x]));
    const numbers = [...near, ...fc.sample(is.numbers(signed, width), { numRuns: 40, seed: 9 })];
    const inRange = numbers.filter((x) => x >= is.lowest(signed, width) && x <= high);
    expect(divide(signed, width, divisors, inRange)).toBeGreaterThan(500);
  });
});

describe('the hardware of a division', () => {
  const productOf = (x: Scalar): number => {
    let node = expressionOf(x);
    while (node.kind !== 'binary') {
      if (!('operand' in node)) throw new Error(`no product below ${node.kind}`);
      node = node.operand;
    }
    return node.right.type.width;
  };

  it('is one multiplication by the shortest reciprocal, and none for powers of two', () => {
    const factors: number[] = [];
    const kinds: string[] = [];
    const Divisions = module({
      name: 'divisions',
      ports: () => ({ y: output(uint(8)) }),
      build(m, _p, io) {
        const { x } = m.wires({ x: uint(8, { default: 0 }) });
        x.drive(1);
        factors.push(productOf(x.divideBy(3)), productOf(x.divideBy(10)), productOf(x.divideBy(7)));
        kinds.push(expressionOf(x.divideBy(8)).kind, expressionOf(x.modulo(8)).kind);
        kinds.push(expressionOf(x.divideBy(256)).kind);
        io.y.drive(x);
      },
    });
    build(Divisions, {});
    // 171 / 2^9 for 3, 103 / 2^9 for 5 after a shift; 7 is the known hard one, with one bit more than the dividend.
    expect(factors).toEqual([8, 7, 9]);
    expect(kinds).toEqual(['extend', 'recast', 'literal']);
  });
});
