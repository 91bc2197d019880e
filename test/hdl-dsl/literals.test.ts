import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bits,
  bool,
  concat,
  enumOf,
  indexWidth,
  literal,
  type SInt,
  sint,
  type UInt,
  uint,
  uintBelow,
  uintUpTo,
  vec,
} from '../../hdl-dsl/index.js';
import { expressionOf, type Scalar } from '../../hdl-dsl/values/scalar.js';
import { evaluate } from './support/evaluate.js';
import { codesOf } from './support/findings.js';
import { nodeOf } from './support/unit.js';

const constantOf = (value: Scalar) => {
  const node = expressionOf(value);
  return node.kind === 'literal'
    ? { value: node.value, width: node.type.width, kind: node.type.kind }
    : undefined;
};

describe('literals', () => {
  const width = fc.integer({ min: 1, max: 130 });

  it('are kept exactly where they fit, and refused where they do not', () => {
    const seen = { in: 0, out: 0 };
    for (const signed of [false, true]) {
      fc.assert(
        fc.property(width, fc.bigInt(-(1n << 131n), 1n << 131n), fc.boolean(), (w, raw, near) => {
          const bound = 1n << BigInt(signed ? w - 1 : w);
          const min = signed ? -bound : 0n;
          const value = near ? min + (((raw % (2n * bound)) + 2n * bound) % (2n * bound)) : raw;
          const type = signed ? sint(w) : uint(w);
          const fits = value >= min && value < bound;
          seen[fits ? 'in' : 'out']++;
          if (fits) expect(constantOf(literal(type, value))).toEqual({ value, width: w, kind: type.kind });
          else expect(codesOf(() => literal(type, value))).toEqual(['CW-E003']);
        }),
        { seed: 11, numRuns: 300 },
      );
    }
    expect(Math.min(seen.in, seen.out)).toBeGreaterThan(100);
  });

  it('meet both bounds of every small width', () => {
    for (let w = 1; w <= 64; w++) {
      const top = 1n << BigInt(w);
      for (const ok of [0n, top - 1n]) expect(constantOf(literal(bits(w), ok))?.value).toBe(ok);
      for (const bad of [-1n, top]) expect(codesOf(() => literal(uint(w), bad))).toEqual(['CW-E003']);
      for (const ok of [-top / 2n, top / 2n - 1n]) expect(constantOf(literal(sint(w), ok))?.value).toBe(ok);
      for (const bad of [-top / 2n - 1n, top / 2n])
        expect(codesOf(() => literal(sint(w), bad))).toEqual(['CW-E003']);
    }
  });

  it('are read from text in any base', () => {
    const radix = fc.constantFrom(
      [2, '0b'] as const,
      [8, '0o'] as const,
      [10, ''] as const,
      [16, '0x'] as const,
    );
    fc.assert(
      fc.property(radix, fc.bigInt(-(1n << 80n), 1n << 80n), fc.boolean(), ([base, prefix], value, upper) => {
        const digits = (value < 0n ? -value : value).toString(base);
        const grouped = digits.replace(/(?<=.)(?=(.{4})+$)/g, '_');
        const text = `${value < 0n ? '-' : ''}${prefix}${upper ? grouped.toUpperCase() : digits}`;
        expect(constantOf(literal(sint(100), text as '0'))?.value).toBe(value);
        const pattern = BigInt.asUintN(12, value);
        const letter = { 2: 'b', 8: 'o', 10: 'd', 16: 'h' }[base];
        const sized = `12${upper ? letter.toUpperCase() : letter}${pattern.toString(base)}` as '0';
        expect(constantOf(literal(uint(12), sized))?.value).toBe(pattern);
        expect(constantOf(literal(sint(12), sized))?.value).toBe(BigInt.asIntN(12, value));
        expect(codesOf(() => literal(bits(13), sized))).toEqual(['CW-E030']);
      }),
      { seed: 6, numRuns: 150 },
    );
    for (const bad of [
      '',
      '0x',
      '1_',
      '_1',
      '1__0',
      '0b1_',
      '0b_1',
      '0o7__7',
      '0xf_',
      '8hf_',
      '0b2',
      '0o8',
      '1a',
      '--1',
      '1.5',
      ' 1',
      '8b',
      '0b',
      '8q1',
      '-8b1',
      '3b1000',
      'Idle',
    ])
      expect([bad, codesOf(() => literal(uint(8), bad as '0'))]).toEqual([bad, ['CW-E030']]);
    for (const [text, value] of [
      ['8b1010_0101', 165n],
      ['0xff', 255n],
      ['1_000', undefined],
      ['0', 0n],
      ['007', 7n],
    ] as const) {
      if (value === undefined) expect(codesOf(() => literal(uint(8), text))).toEqual(['CW-E003']);
      else expect(constantOf(literal(uint(8), text))?.value).toBe(value);
    }
    expect(expressionOf(literal(uint(8), 3).mul('0x1f')).type.width).toBe(13);
    expect(expressionOf(literal(uint(8), 3).mul('8d1')).type.width).toBe(16);
  });

  it('of bools, enumerations and vectors have the encoding that the documentation gives', () => {
    const State = enumOf('state', ['Idle', 'Run', 'Stop']);
    expect(constantOf(literal(bool, true))).toEqual({ value: 1n, width: 1, kind: 'bool' });
    expect(constantOf(literal(State, 'Stop'))).toEqual({ value: 2n, width: 2, kind: 'enum' });
    expect(constantOf(literal(vec(sint(4), 3), [1, -1, 2]).asBits())).toEqual({
      value: 0x2f1n,
      width: 12,
      kind: 'bits',
    });
    expect(
      constantOf(
        literal(vec(vec(uint(2), 2), 2), [
          [1, 2],
          [3, 0],
        ]).asBits(),
      )?.value,
    ).toBe(0b00111001n);
  });

  it('index types have at least one bit and hold exactly what they say', () => {
    for (let n = 1; n <= 300; n++) {
      const w = uintBelow(n).width;
      expect(w).toBe(Math.max(1, Math.ceil(Math.log2(n))));
      expect(w).toBe(indexWidth(n));
      expect(uintUpTo(n - 1).width).toBe(w);
    }
  });

  it('fold to the value that the same operation has on a signal', () => {
    const operations: ((x: UInt | SInt) => Scalar)[] = [
      (x) => x.slice(2, 3),
      (x) => x.bit(1),
      (x) => x.msb(),
      (x) => x.extend(9),
      (x) => x.truncate(4),
      (x) => x.asUInt(),
      (x) => x.asSInt().extend(8),
      (x) => x.shiftLeft(3),
      (x) => x.shiftRight(2),
      (x) => x.repeat(2),
      (x) => concat(x, x.slice(0, 2)),
    ];
    for (const type of [uint(6), sint(6)]) {
      for (const operation of operations) {
        const { node, inputs } = nodeOf([type, uint(1)], (x) => operation(x as UInt));
        for (let pattern = 0n; pattern < 64n; pattern++) {
          const x = type.kind === 'sint' ? BigInt.asIntN(6, pattern) : pattern;
          const folded = constantOf(operation(literal(type, x) as UInt));
          expect(folded?.value).toBe(evaluate(node, new Map([[inputs[0], x]])));
          expect(folded?.width).toBe(node.type.width);
        }
      }
    }
  });
});
