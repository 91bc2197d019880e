import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundings } from '../../base/number-format.js';
import {
  type Bits,
  bits,
  bitsToHold,
  concat,
  indexWidth,
  max,
  min,
  priorityEncode,
  type SInt,
  sint,
  type UInt,
  uint,
} from '../../hdl-dsl/index.js';
import type { Scalar } from '../../hdl-dsl/values/scalar.js';
import * as is from './support/arithmetic.js';
import { ValueBench } from './support/value-bench.js';

interface Method {
  readonly make: Scalar;
  /** By definition. `a`, `b` are the operands, `n` a small amount. */
  readonly expected: (v: { readonly a: bigint; readonly b: bigint; readonly n: bigint }) => bigint;
}
type Methods = Readonly<Record<string, Method>>;

const widths: readonly (readonly [w: number, v: number])[] = [
  [1, 1],
  [1, 9],
  [2, 3],
  [5, 1],
  [8, 8],
  [13, 31],
  [31, 2],
  [32, 32],
  [33, 7],
  [53, 54],
  [64, 65],
  [67, 3],
  [130, 40],
];
const truth = (holds: boolean): bigint => (holds ? 1n : 0n);
const big = (x: number): bigint => BigInt(x);

/** What bits and numbers share. */
function onBits(a: UInt | SInt | Bits, n: UInt, signed: boolean): Methods {
  const w = a.width;
  const text = (x: bigint): string => is.bitText(x, w);
  const back = (t: string): bigint => is.fromBits(t, signed);
  const turned = (x: bigint, by: bigint): bigint => {
    const at = Number(by % big(w));
    return back(text(x).slice(at) + text(x).slice(0, at));
  };
  const ones = (x: bigint): bigint => big(text(x).replaceAll('0', '').length);
  const third = Math.ceil(w / 3);
  return {
    not: { make: a.not(), expected: (v) => is.wrapped(-1n - v.a, signed, w) },
    shiftLeft: { make: a.shiftLeft(5), expected: (v) => v.a * 32n },
    'shiftLeft by a signal': { make: a.shiftLeft(n), expected: (v) => v.a * 2n ** v.n },
    'shiftLeft without growth': {
      make: a.shiftLeft(n, { growth: 0 }),
      expected: (v) => is.wrapped(v.a * 2n ** v.n, signed, w),
    },
    shiftRight: { make: a.shiftRight(2), expected: (v) => is.floorDivide(v.a, 4n) },
    'shiftRight by a signal': { make: a.shiftRight(n), expected: (v) => is.floorDivide(v.a, 2n ** v.n) },
    slice: { make: a.slice(w - third, third), expected: (v) => BigInt(`0b${text(v.a).slice(0, third)}`) },
    bit: { make: a.bit(w - 1), expected: (v) => BigInt(text(v.a).charAt(0)) },
    'bit by a signal': { make: a.bit(n), expected: (v) => BigInt([...text(v.a)].at(-1 - Number(v.n)) ?? 0) },
    part: {
      make: a.part(n, third),
      expected: (v) => {
        const last = Math.floor(w / third) - 1;
        const from = w - third * (Number(v.n) + 1);
        return v.n > last ? 0n : BigInt(`0b${text(v.a).slice(from, from + third)}`);
      },
    },
    reduceAnd: { make: a.reduceAnd(), expected: (v) => truth(ones(v.a) === big(w)) },
    reduceOr: { make: a.reduceOr(), expected: (v) => truth(v.a !== 0n) },
    reduceXor: { make: a.reduceXor(), expected: (v) => ones(v.a) % 2n },
    popcount: { make: a.popcount(), expected: (v) => ones(v.a) },
    leadingZeros: { make: a.leadingZeros(), expected: (v) => big(/^0*/.exec(text(v.a))?.[0].length ?? -1) },
    trailingZeros: { make: a.trailingZeros(), expected: (v) => big(/0*$/.exec(text(v.a))?.[0].length ?? -1) },
    reverse: { make: a.reverse(), expected: (v) => back([...text(v.a)].reverse().join('')) },
    rotateLeft: { make: a.rotateLeft(w + 2), expected: (v) => turned(v.a, 2n) },
    rotateRight: { make: a.rotateRight(1), expected: (v) => turned(v.a, big(w) - 1n) },
    'rotateLeft by a signal': { make: a.rotateLeft(n), expected: (v) => turned(v.a, v.n) },
    'rotateRight by a signal': { make: a.rotateRight(n), expected: (v) => turned(v.a, 8n * big(w) - v.n) },
    extend: { make: a.extend(w + 3), expected: (v) => v.a },
    truncate: { make: a.truncate(third), expected: (v) => is.wrapped(v.a, signed, third) },
    repeat: { make: a.repeat(3), expected: (v) => BigInt(`0b${text(v.a).repeat(3)}`) },
    concat: {
      make: concat(a, n, a),
      expected: (v) => BigInt(`0b${text(v.a)}${is.bitText(v.n, 3)}${text(v.a)}`),
    },
    asUInt: { make: a.asUInt(), expected: (v) => is.wrapped(v.a, false, w) },
    asSInt: { make: a.asSInt(), expected: (v) => is.wrapped(v.a, true, w) },
  };
}

/** What numbers share. `widest` is that of both operands. */
function onNumbers<N extends UInt | SInt>(a: N, b: N, signed: boolean): Methods {
  const [x, y] = [a as UInt, b as UInt];
  const w: number = a.width;
  const narrow = Math.ceil(w / 2);
  const fits = b.width <= w;
  const small = (value: bigint): bigint => (value > is.highest(signed, w) ? 0n : value);
  const one = small(1n);
  return {
    add: { make: x.add(y), expected: (v) => v.a + v.b },
    sub: { make: x.sub(y), expected: (v) => v.a - v.b },
    'add of a constant': { make: x.add(one), expected: (v) => v.a + one },
    ...(fits
      ? {
          addWrap: { make: x.addWrap(y), expected: (v) => is.wrapped(v.a + v.b, signed, w) },
          subWrap: { make: x.subWrap(y), expected: (v) => is.wrapped(v.a - v.b, signed, w) },
        }
      : {}),
    mul: { make: x.mul(y), expected: (v) => v.a * v.b },
    'mul by a constant': { make: x.mul(1000), expected: (v) => v.a * 1000n },
    negate: { make: x.negate(), expected: (v) => -v.a },
    abs: { make: x.abs(), expected: (v) => (v.a < 0n ? -v.a : v.a) },
    eq: { make: x.eq(y), expected: (v) => truth(v.a === v.b) },
    ne: { make: x.ne(y), expected: (v) => truth(v.a !== v.b) },
    lt: { make: x.lt(y), expected: (v) => truth(v.a < v.b) },
    le: { make: x.le(y), expected: (v) => truth(v.a <= v.b) },
    gt: { make: x.gt(y), expected: (v) => truth(v.a > v.b) },
    ge: { make: x.ge(y), expected: (v) => truth(v.a >= v.b) },
    min: { make: x.min(y), expected: (v) => (v.a < v.b ? v.a : v.b) },
    max: { make: x.max(y), expected: (v) => (v.a > v.b ? v.a : v.b) },
    'min of a constant': { make: x.min(one), expected: (v) => (v.a < one ? v.a : one) },
    'min of three': { make: min(x, y, x), expected: (v) => (v.a < v.b ? v.a : v.b) },
    'max of three': { make: max(y, x, y), expected: (v) => (v.a > v.b ? v.a : v.b) },
    wrap: { make: x.wrap(narrow), expected: (v) => is.wrapped(v.a, signed, narrow) },
    saturate: { make: x.saturate(narrow), expected: (v) => is.saturated(v.a, signed, narrow) },
    'divide down by 3': {
      make: x.divideBy(3, { rounding: 'floor' }),
      expected: (v) => is.floorDivide(v.a, 3n),
    },
    'divide towards 0 by 7': { make: x.divideBy(7n, { rounding: 'truncate' }), expected: (v) => v.a / 7n },
    'divide by 100': { make: x.divideBy(100, { rounding: 'truncate' }), expected: (v) => v.a / 100n },
    'modulo 5': { make: x.modulo(5), expected: (v) => is.floorRemainder(v.a, 5n) },
    'modulo 16': { make: x.modulo(16n), expected: (v) => is.floorRemainder(v.a, 16n) },
    'modulo 1': { make: x.modulo(1), expected: () => 0n },
    ...Object.fromEntries(
      roundings.map((rounding) => [
        `round ${rounding}`,
        { make: x.round(3, rounding), expected: (v: { a: bigint }) => is.roundedQuotient(v.a, 3, rounding) },
      ]),
    ),
  };
}

function agree(
  types: Parameters<typeof ValueBench.of>[0],
  make: (io: never) => Methods,
  inputs: fc.Arbitrary<{ a: bigint; b: bigint; n: bigint }>,
): void {
  let methods: Methods = {};
  const bench = ValueBench.of(types, (io) => {
    methods = make(io as never);
    return Object.fromEntries(Object.entries(methods).map(([name, m]) => [name, m.make]));
  });
  let compared = 0;
  fc.assert(
    fc.property(inputs, (v) => {
      const expected = Object.entries(methods).map(([name, m]) => [name, m.expected(v)]);
      expect(bench.values(v)).toEqual(Object.fromEntries(expected));
      compared += expected.length;
    }),
    { seed: 5, numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(60 * 20);
}

const amounts = fc.bigInt({ min: 0n, max: 7n });

describe.each(widths)('values of %i and %i bits', (w, v) => {
  it.each([false, true])('numbers, signed: %s', (signed) => {
    const type = (width: number) => (signed ? sint(width) : uint(width));
    agree(
      { a: type(w), b: type(v), n: uint(3) },
      ({ a, b, n }: { a: UInt; b: UInt; n: UInt }) => ({
        ...onBits(a, n, signed),
        ...onNumbers(a, b, signed),
        ...(signed ? {} : { toSigned: { make: a.toSigned(), expected: (x) => x.a } }),
      }),
      fc.record({ a: is.numbers(signed, w), b: is.numbers(signed, v), n: amounts }),
    );
  });

  it('bits', () => {
    agree(
      { a: bits(w), b: bits(w), n: uint(3) },
      ({ a, b, n }: { a: Bits; b: Bits; n: UInt }) => ({
        ...onBits(a, n, false),
        and: { make: a.and(b), expected: (x) => x.a & x.b },
        or: { make: a.or(b), expected: (x) => x.a | x.b },
        xor: { make: a.xor(b), expected: (x) => x.a ^ x.b },
        eq: { make: a.eq(b), expected: (x) => truth(x.a === x.b) },
        ne: { make: a.ne(b), expected: (x) => truth(x.a !== x.b) },
        index: {
          make: priorityEncode(a).index,
          expected: (x) => (x.a === 0n ? 0n : big(bitsToHold(x.a & -x.a) - 1)),
        },
        'index width': { make: priorityEncode(a).index.ge(2 ** indexWidth(w) - 1), expected: indexIsLast },
        valid: { make: priorityEncode(a).valid, expected: (x) => truth(x.a !== 0n) },
      }),
      fc.record({ a: is.numbers(false, w), b: is.numbers(false, w), n: amounts }),
    );
    function indexIsLast(x: { readonly a: bigint }): bigint {
      const index = x.a === 0n ? 0 : bitsToHold(x.a & -x.a) - 1;
      return truth(index === 2 ** indexWidth(w) - 1);
    }
  });
});
