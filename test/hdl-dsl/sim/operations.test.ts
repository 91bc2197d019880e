import { describe, expect, test } from 'vitest';
import type { Expression, GroundType } from '../../../hdl-dsl/ir/index.js';
import * as ir from '../print/support/ir.js';
import { Random } from '../print/support/random.js';
import { ExpressionBench } from './support/bench-design.js';

/** An operation, and what its bits are by the comments of the intermediate form; `a` and `b` are numbers meant. */
interface Case {
  readonly name: string;
  readonly expression: Expression;
  readonly expected: (v: { a: bigint; b: bigint; n: bigint; far: bigint; c: bigint }) => bigint;
}

const widths = [1, 32, 33, 53, 54, 64, 65, 130];
const pattern = (value: bigint, width: number): bigint =>
  ((value % 2n ** BigInt(width)) + 2n ** BigInt(width)) % 2n ** BigInt(width);
const meant = (bits: bigint, { width, signed }: GroundType): bigint =>
  signed && bits >= 2n ** BigInt(width - 1) ? bits - 2n ** BigInt(width) : bits;
const floorDivide = (a: bigint, by: bigint): bigint => (a - pattern2(a, by)) / by;
const pattern2 = (a: bigint, by: bigint): bigint => ((a % by) + by) % by;
const ones = (bits: bigint): bigint => BigInt([...bits.toString(2)].filter((d) => d === '1').length);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

function casesFor(type: GroundType): { inputs: ReturnType<typeof ir.input>[]; cases: Case[] } {
  const { width, signed } = type;
  const W = BigInt(width);
  const like = (w: number): GroundType => (signed ? ir.sint(w) : ir.uint(w));
  const inputs = [
    ir.input('a', type),
    ir.input('b', type),
    ir.input('n', ir.uint(8)),
    ir.input('far', ir.uint(80)),
    ir.input('c', ir.bool),
  ];
  const [a, b, n, far, c] = inputs.map((port) => ir.read(port)) as [
    Expression,
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  const bits = (x: bigint): bigint => pattern(x, width);
  const shiftStatic = (direction: 'left' | 'right', amount: number): Expression => ({
    kind: 'shift',
    direction,
    operand: a,
    amount,
    type: like(direction === 'left' ? width + amount : width),
  });
  const shiftBy = (direction: 'left' | 'right', amount: Expression): Expression => ({
    kind: 'shift-dynamic',
    direction,
    operand: a,
    amount,
    type,
  });
  const clipped = (x: bigint): bigint => (x > 1000n ? 1000n : x);
  const cases: Case[] = [
    { name: 'not', expression: ir.unary('not', a), expected: (v) => 2n ** W - 1n - bits(v.a) },
    { name: 'negate', expression: ir.unary('negate', a, ir.sint(width + 1)), expected: (v) => -v.a },
    {
      name: 'reduce-and',
      expression: ir.unary('reduce-and', a),
      expected: (v) => truth(ones(bits(v.a)) === W),
    },
    { name: 'reduce-or', expression: ir.unary('reduce-or', a), expected: (v) => truth(v.a !== 0n) },
    { name: 'reduce-xor', expression: ir.unary('reduce-xor', a), expected: (v) => ones(bits(v.a)) % 2n },
    {
      name: 'popcount',
      expression: ir.unary('popcount', a, ir.uint(width.toString(2).length)),
      expected: (v) => ones(bits(v.a)),
    },
    { name: 'add', expression: ir.binary('add', a, b), expected: (v) => v.a + v.b },
    { name: 'sub', expression: ir.binary('sub', a, b), expected: (v) => v.a - v.b },
    {
      name: 'add extended',
      expression: ir.binary('add', ir.extend(a, width + 1), ir.extend(b, width + 1)),
      expected: (v) => v.a + v.b,
    },
    { name: 'mul', expression: ir.binary('mul', a, b, like(2 * width)), expected: (v) => v.a * v.b },
    { name: 'and', expression: ir.binary('and', a, b), expected: (v) => bitwise(v, (x, y) => x && y) },
    { name: 'or', expression: ir.binary('or', a, b), expected: (v) => bitwise(v, (x, y) => x || y) },
    { name: 'xor', expression: ir.binary('xor', a, b), expected: (v) => bitwise(v, (x, y) => x !== y) },
    { name: 'eq', expression: ir.binary('eq', a, b), expected: (v) => truth(v.a === v.b) },
    { name: 'ne', expression: ir.binary('ne', a, b), expected: (v) => truth(v.a !== v.b) },
    { name: 'lt', expression: ir.binary('lt', a, b), expected: (v) => truth(v.a < v.b) },
    { name: 'le', expression: ir.binary('le', a, b), expected: (v) => truth(v.a <= v.b) },
    { name: 'gt', expression: ir.binary('gt', a, b), expected: (v) => truth(v.a > v.b) },
    { name: 'ge', expression: ir.binary('ge', a, b), expected: (v) => truth(v.a >= v.b) },
    ...[0, 1, 7, 31, 70].map(
      (by): Case => ({
        name: `shift left ${by}`,
        expression: shiftStatic('left', by),
        expected: (v) => v.a * 2n ** BigInt(by),
      }),
    ),
    ...[0, 1, 31, 32, 33, width - 1, width, width + 5, 1100].map(
      (by): Case => ({
        name: `shift right ${by}`,
        expression: shiftStatic('right', by),
        expected: (v) => floorDivide(v.a, 2n ** BigInt(by)),
      }),
    ),
    { name: 'shift left by n', expression: shiftBy('left', n), expected: (v) => v.a * 2n ** v.n },
    {
      name: 'shift right by n',
      expression: shiftBy('right', n),
      expected: (v) => floorDivide(v.a, 2n ** v.n),
    },
    {
      name: 'shift left by far',
      expression: shiftBy('left', far),
      expected: (v) => v.a * 2n ** clipped(v.far),
    },
    {
      name: 'shift right by far',
      expression: shiftBy('right', far),
      expected: (v) => floorDivide(v.a, 2n ** clipped(v.far)),
    },
    {
      name: 'concat',
      expression: ir.concat(a, c, b),
      expected: (v) => (bits(v.a) * 2n + v.c) * 2n ** W + bits(v.b),
    },
    {
      name: 'concat with n',
      expression: ir.concat(n, a, n),
      expected: (v) => (v.n * 2n ** W + bits(v.a)) * 256n + v.n,
    },
    ...[1, 20, 33, 53, 70].flatMap((size) =>
      [0, 1, 11, width - size]
        .filter((lsb) => lsb >= 0 && lsb + size <= width)
        .map(
          (lsb): Case => ({
            name: `slice ${lsb} +: ${size}`,
            expression: ir.slice(a, lsb, size),
            expected: (v) => bits(v.a) / 2n ** BigInt(lsb),
          }),
        ),
    ),
    ...[1, 3, 8, 32, 33, 53, 60]
      .filter((size) => size <= width)
      .flatMap((size) =>
        [n, far].map(
          (index): Case => ({
            name: `part of ${size} bits`,
            expression: ir.partSelect(a, index, size),
            expected: (v) => {
              const at = index === n ? v.n : v.far;
              return at >= BigInt(Math.floor(width / size)) ? 0n : bits(v.a) / 2n ** (at * BigInt(size));
            },
          }),
        ),
      ),
    { name: 'mux', expression: ir.mux(c, a, b), expected: (v) => (v.c === 1n ? v.a : v.b) },
    ...[width + 1, width + 20, width + 70].map(
      (to): Case => ({
        name: `extend to ${to}`,
        expression: ir.extend(a, to),
        expected: (v) => v.a,
      }),
    ),
    ...(['add', 'sub'] as const).map(
      (op): Case => ({
        name: `${op} extended, then wrapped`,
        expression: ir.recast(
          ir.slice(ir.binary(op, ir.extend(a, width + 1), ir.extend(b, width + 1)), 0, width),
          type,
        ),
        expected: (v) => (op === 'add' ? v.a + v.b : v.a - v.b),
      }),
    ),
    {
      name: 'double wrapped, then extended',
      expression: ir.extend(
        ir.recast(
          ir.slice(ir.binary('add', ir.extend(a, width + 2), ir.extend(a, width + 2)), 0, width),
          type,
        ),
        width + 5,
      ),
      expected: (v) => meant(bits(2n * v.a), type),
    },
    ...[1, 20, 31, 33, 53, 64, width - 1]
      .filter((to) => to > 0 && to <= width)
      .flatMap((to): Case[] => [
        {
          name: `low ${to} bits as a signed number, compared`,
          expression: ir.binary('lt', ir.recast(ir.slice(a, 0, to), ir.sint(to)), ir.lit(ir.sint(to), 0)),
          expected: (v) => (bits(v.a) / 2n ** BigInt(to - 1)) % 2n,
        },
        {
          name: `low ${to} bits as a signed number`,
          expression: ir.extend(ir.recast(ir.slice(a, 0, to), ir.sint(to)), width + 3),
          expected: (v) => meant(pattern(v.a, to), ir.sint(to)),
        },
      ]),
    {
      name: 'recast',
      expression: ir.recast(a, signed ? ir.uint(width) : ir.sint(width)),
      expected: (v) => v.a,
    },
    {
      name: 'extend of a recast',
      expression: ir.extend(ir.recast(a, signed ? ir.uint(width) : ir.sint(width)), width + 9),
      expected: (v) => meant(bits(v.a), { ...type, signed: !signed }),
    },
    {
      name: 'nested',
      expression: ir.mux(
        ir.binary('lt', ir.binary('sub', a, b), ir.binary('xor', a, b)),
        ir.binary('add', ir.binary('and', a, b), a),
        ir.unary('not', ir.binary('sub', b, a)),
      ),
      expected: (v) => {
        const less =
          meant(bits(v.a - v.b), type) <
          meant(
            bitwise(v, (x, y) => x !== y),
            type,
          );
        return less ? bitwise(v, (x, y) => x && y) + v.a : -(v.b - v.a) - 1n;
      },
    },
  ];
  return { inputs, cases };

  function bitwise(v: { a: bigint; b: bigint }, bit: (x: boolean, y: boolean) => boolean): bigint {
    const [x, y] = [v.a, v.b].map((value) => bits(value).toString(2).padStart(width, '0'));
    const digits = Array.from({ length: width }, (_, i) => (bit(x?.[i] === '1', y?.[i] === '1') ? '1' : '0'));
    return BigInt(`0b${digits.join('')}`);
  }
}

function operandsFor({ width }: GroundType, random: Random): bigint[] {
  const top = 2n ** BigInt(width - 1);
  const alternating = BigInt(`0b${'10'.repeat(width).slice(0, width)}`);
  return [
    ...new Set([0n, 1n, top - 1n, top, 2n * top - 1n, alternating, random.bits(width), random.bits(width)]),
  ].filter((x) => x >= 0n);
}

describe.each(widths)('operations on %i bits', (width) => {
  test.each([false, true])('signed: %s', (signed) => {
    const type = signed ? ir.sint(width) : ir.uint(width);
    const random = new Random(width + (signed ? 1000 : 0));
    const { inputs, cases } = casesFor(type);
    const bench = new ExpressionBench(
      inputs,
      cases.map((c) => c.expression),
    );
    const operands = operandsFor(type, random);
    const amounts = [0n, 1n, 2n, 31n, 32n, 33n, BigInt(width - 1), BigInt(width), BigInt(width + 1), 255n];
    let compared = 0;
    for (const a of operands) {
      for (const b of operands) {
        const n = random.pick(amounts.filter((x) => x < 256n));
        const far = random.pick([...amounts, 2n ** 32n, 2n ** 53n + 1n, 2n ** 80n - 1n]);
        const c = BigInt(random.below(2));
        const values = { a: meant(a, type), b: meant(b, type), n, far, c };
        const expected = cases.map(
          (x) => `${x.name}: ${pattern(x.expected(values), x.expression.type.width)}`,
        );
        const shown = (got: bigint[]): string[] => got.map((value, i) => `${cases[i]?.name}: ${value}`);
        expect(shown(bench.settled({ a, b, n, far, c })), `${a} ${b} ${n} ${far} ${c}`).toEqual(expected);
        expect(shown(bench.stored()), `stored ${a} ${b} ${n} ${far} ${c}`).toEqual(expected);
        compared += cases.length;
      }
    }
    expect(compared).toBeGreaterThan(width === 1 ? 150 : 1500);
  });
});

describe('operations by hand', () => {
  const a8 = ir.input('a', ir.uint(8));
  const s8 = ir.input('s', ir.sint(8));
  const a33 = ir.input('w', ir.uint(33));
  const [a, s, w] = [ir.read(a8), ir.read(s8), ir.read(a33)] as [Expression, Expression, Expression];
  const inputs = { a: 0xc5n, s: 0xf6n, w: 0x1_8000_0001n }; // 197; -10; 6442450945
  const table: [string, Expression, bigint][] = [
    ['200 + 197 wraps to 141', ir.binary('add', a, ir.lit(ir.uint(8), 200)), 141n],
    ['197 - 198 wraps to 255', ir.binary('sub', a, ir.lit(ir.uint(8), 198)), 255n],
    ['-(-10) in nine bits', ir.unary('negate', s, ir.sint(9)), 10n],
    ['-10 * -10', ir.binary('mul', s, s, ir.sint(16)), 100n],
    ['-10 * 3 in twelve bits', ir.binary('mul', s, ir.lit(ir.sint(4), 3), ir.sint(12)), 4066n],
    ['not 197', ir.unary('not', a), 58n],
    ['ones of 197', ir.unary('popcount', a, ir.uint(4)), 4n],
    ['parity of 6442450945', ir.unary('reduce-xor', w), 1n],
    ['-10 < 5', ir.binary('lt', s, ir.lit(ir.sint(8), 5)), 1n],
    ['197 < 5', ir.binary('lt', a, ir.lit(ir.uint(8), 5)), 0n],
    ['-10 >> 2 is -3', { kind: 'shift', direction: 'right', operand: s, amount: 2, type: ir.sint(8) }, 253n],
    ['197 >> 2', { kind: 'shift', direction: 'right', operand: a, amount: 2, type: ir.uint(8) }, 49n],
    ['-10 << 3', { kind: 'shift', direction: 'left', operand: s, amount: 3, type: ir.sint(11) }, 1968n],
    ['bits 6..2 of 197', ir.slice(a, 2, 5), 17n],
    ['top bit of 33', ir.slice(w, 32, 1), 1n],
    ['{-10, 197}', ir.concat(s, a), 0xf6c5n],
    ['nibble 1 of 197', ir.partSelect(a, ir.lit(ir.uint(2), 1), 4), 12n],
    ['nibble 2 of 197 is past the end', ir.partSelect(a, ir.lit(ir.uint(2), 2), 4), 0n],
    ['third of three-bit elements is not whole', ir.partSelect(a, ir.lit(ir.uint(2), 2), 3), 0n],
    ['-10 extended to 40', ir.extend(s, 40), 0xff_ffff_fff6n],
    ['-10 as unsigned, extended to 40', ir.extend(ir.recast(s, ir.uint(8)), 40), 0xf6n],
    ['2 * 6442450945 loses its top bit', ir.binary('add', w, w), 0x1_0000_0002n],
  ];
  const bench = new ExpressionBench(
    [a8, s8, a33],
    table.map(([, expression]) => expression),
  );
  const settled = bench.settled(inputs);
  const stored = bench.stored();

  test.each(table.map(([name, , expected], i) => [name, i, expected] as const))('%s', (_, i, expected) => {
    expect(settled[i]).toBe(expected);
    expect(stored[i]).toBe(expected);
  });
});
