import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bits,
  bitsToHold,
  bool,
  concat,
  max,
  min,
  mux,
  oneHotMux,
  priorityEncode,
  sint,
  uint,
  vec,
} from '../../hdl-dsl/index.js';
import { checkShape } from './support/evaluate.js';
import { nodeOf } from './support/unit.js';

interface Sizes {
  readonly w: number;
  readonly v: number;
  readonly n: number;
  readonly s: number;
}
type Make = (sizes: Sizes) => { readonly kind: string; readonly width: number };

const row = readFileSync('docs/language.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (all|bool|bits|uint|sint|vec|function)\b/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  // Rows with a width; those of fixed point have a format, and another test.
  .filter((cells) => cells.length === 7)
  .map(([, on = '', method = '', result = '', width = '']) => ({ on, method, result, width }));

/** The width column of the table as a function. */
function widthOf(text: string, { w, v, n, s }: Sizes): number {
  const script = text
    .replaceAll('2^v', '2 ** v')
    .replace('n w', 'n * w')
    .replace('sum', 'w + v')
    .replaceAll('max(', 'Math.max(');
  return Number(new Function('w', 'v', 'n', 's', 'bitsToHold', `return ${script};`)(w, v, n, s, bitsToHold));
}

const typed = (node: ReturnType<typeof nodeOf>['node']) => {
  checkShape(node);
  return { kind: node.type.kind, width: node.type.width };
};
const onU =
  (make: Parameters<typeof nodeOf<ReturnType<typeof uint>, ReturnType<typeof uint>>>[1]) =>
  ({ w, v }: Sizes) =>
    typed(nodeOf([uint(w), uint(v)], make).node);
const onS =
  (make: Parameters<typeof nodeOf<ReturnType<typeof sint>, ReturnType<typeof sint>>>[1]) =>
  ({ w, v }: Sizes) =>
    typed(nodeOf([sint(w), sint(v)], make).node);
const onB =
  (make: Parameters<typeof nodeOf<ReturnType<typeof bits>, ReturnType<typeof uint>>>[1]) =>
  ({ w, v }: Sizes) =>
    typed(nodeOf([bits(w), uint(v)], make).node);

/** By method cell of the table: each way of building it, by the kind of its first operand. Sizes are brought into the
 *  method's range first. */
const methods: Record<
  string,
  { readonly by: Record<string, Make>; readonly bring?: (sizes: Sizes) => Sizes }
> = {
  '`add(b)`': { by: { uint: onU((a, b) => a.add(b)), sint: onS((a, b) => a.add(b)) } },
  '`sub(b)` uint': { by: { uint: onU((a, b) => a.sub(b)) } },
  '`sub(b)` sint': { by: { sint: onS((a, b) => a.sub(b)) } },
  '`addWrap(b)`, `subWrap(b)`': {
    bring: (z) => ({ ...z, v: Math.min(z.v, z.w) }),
    by: {
      uint: onU((a, b) => a.addWrap(b)),
      sint: onS((a, b) => a.addWrap(b)),
      'uint sub': onU((a, b) => a.subWrap(b)),
      'sint sub': onS((a, b) => a.subWrap(b)),
    },
  },
  '`mul(b)`': { by: { uint: onU((a, b) => a.mul(b)), sint: onS((a, b) => a.mul(b)) } },
  '`negate()`': { by: { uint: onU((a) => a.negate()), sint: onS((a) => a.negate()) } },
  '`abs()`': { by: { uint: onU((a) => a.abs()), sint: onS((a) => a.abs()) } },
  '`min(b)`, `max(b)`; functions `min(a, b, ...)`, `max(a, b, ...)`': {
    by: {
      uint: onU((a, b) => a.min(b)),
      sint: onS((a, b) => a.max(b)),
      'uint function': onU((a, b) => max(a, b, a)),
      'sint function': onS((a, b) => min(a, b)),
    },
  },
  '`divideBy(n, { rounding })`': {
    by: {
      uint: (z) => onU((a) => a.divideBy(z.n))(z),
      sint: (z) => onS((a) => a.divideBy(z.n, { rounding: 'floor' }))(z),
      'sint truncate': (z) => onS((a) => a.divideBy(z.n, { rounding: 'truncate' }))(z),
    },
  },
  '`modulo(n)`': {
    by: { uint: (z) => onU((a) => a.modulo(z.n))(z), sint: (z) => onS((a) => a.modulo(z.n))(z) },
  },
  '`lt le gt ge`': {
    by: {
      uint: onU((a, b) => a.lt(b)),
      sint: onS((a, b) => a.le(b)),
      'uint gt': onU((a, b) => a.gt(b)),
      'sint ge': onS((a, b) => a.ge(b)),
    },
  },
  '`eq(b)`, `ne(b)`': {
    by: { uint: onU((a, b) => a.eq(b)), sint: onS((a, b) => a.ne(b)), bits: onB((a) => a.eq(0)) },
  },
  '`not()`, `and or xor (b)`': {
    bring: (z) => ({ ...z, v: z.w }),
    by: {
      uint: onU((a, b) => a.and(b)),
      sint: onS((a, b) => a.or(b).xor(b)),
      bits: onB((a) => a.not()),
      bool: () => typed(nodeOf([bool, bool], (a, b) => a.and(b).not()).node),
    },
  },
  '`shiftLeft(n)`': {
    by: { uint: (z) => onU((a) => a.shiftLeft(z.n))(z), sint: (z) => onS((a) => a.shiftLeft(z.n))(z) },
  },
  '`shiftLeft(uint)`': {
    bring: (z) => ({ ...z, v: Math.min(z.v, 6) }),
    by: { uint: onU((a, b) => a.shiftLeft(b)), bits: onB((a, b) => a.shiftLeft(b)) },
  },
  '`shiftRight(n)`, `shiftRight(uint)`': {
    by: { uint: onU((a, b) => a.shiftRight(b)), sint: (z) => onS((a) => a.shiftRight(z.n))(z) },
  },
  '`slice(lsb, n)`': {
    bring: (z) => ({ ...z, n: Math.min(z.n, z.w) }),
    by: {
      bits: (z) => onB((a) => a.slice(z.w - z.n, z.n))(z),
      sint: (z) => onS((a) => a.slice(0, z.n))(z),
    },
  },
  '`bit(i)`, `bit(uint)`, `msb()`': {
    by: { uint: onU((a, b) => a.bit(b)), sint: onS((a) => a.msb()), bits: onB((a) => a.bit(0)) },
  },
  '`part(uint, n)`': {
    bring: (z) => ({ ...z, n: Math.min(z.n, z.w) }),
    by: { uint: (z) => onU((a, b) => a.part(b, z.n))(z), bits: (z) => onB((a, b) => a.part(b, z.n))(z) },
  },
  '`extend(n)`': {
    bring: (z) => ({ ...z, n: Math.max(z.n, z.w) }),
    by: { uint: (z) => onU((a) => a.extend(z.n))(z), sint: (z) => onS((a) => a.extend(z.n))(z) },
  },
  '`truncate(n)`': {
    bring: (z) => ({ ...z, n: Math.min(z.n, z.w) }),
    by: { bits: (z) => onB((a) => a.truncate(z.n))(z), sint: (z) => onS((a) => a.truncate(z.n))(z) },
  },
  '`wrap(n)`': { by: { uint: (z) => onU((a) => a.wrap(z.n))(z), sint: (z) => onS((a) => a.wrap(z.n))(z) } },
  '`saturate(n)`': {
    by: { uint: (z) => onU((a) => a.saturate(z.n))(z), sint: (z) => onS((a) => a.saturate(z.n))(z) },
  },
  "`round(s, 'truncate')`": {
    by: {
      uint: (z) => onU((a) => a.round(z.s, 'truncate'))(z),
      sint: (z) => onS((a) => a.round(z.s, 'truncate'))(z),
    },
  },
  "`round(s, 'half-up' / 'half-even' / 'half-away')`": {
    bring: (z) => ({ ...z, s: Math.max(z.s, 1) }),
    by: {
      uint: (z) => onU((a) => a.round(z.s, 'half-up'))(z),
      sint: (z) => onS((a) => a.round(z.s, 'half-even'))(z),
      'sint away': (z) => onS((a) => a.round(z.s, 'half-away'))(z),
    },
  },
  '`toSigned()`': { by: { uint: onU((a) => a.toSigned()) } },
  '`asBits()`, `asUInt()`, `asSInt()`': {
    by: { uint: onU((a) => a.asSInt()), sint: onS((a) => a.asUInt()), bits: onB((a) => a.asBits()) },
  },
  '`reduceAnd() reduceOr() reduceXor()`': {
    by: {
      uint: onU((a) => a.reduceAnd()),
      sint: onS((a) => a.reduceOr()),
      bits: onB((a) => a.reduceXor()),
    },
  },
  '`popcount()`': { by: { uint: onU((a) => a.popcount()), bits: onB((a) => a.popcount()) } },
  '`leadingZeros()`, `trailingZeros()`': {
    by: { uint: onU((a) => a.leadingZeros()), sint: onS((a) => a.trailingZeros()) },
  },
  '`reverse()`': { by: { uint: onU((a) => a.reverse()), bits: onB((a) => a.reverse()) } },
  '`rotateLeft(n)`, `rotateRight(n)`, by a number or a uint': {
    by: {
      uint: (z) => onU((a) => a.rotateLeft(z.n))(z),
      sint: (z) => onS((a) => a.rotateRight(z.n))(z),
      bits: onB((a, b) => a.rotateLeft(b)),
    },
  },
  '`repeat(n)`': { by: { uint: (z) => onU((a) => a.repeat(z.n))(z) } },
  '`concat(low, ...)`; function `concat(high, ..., low)`': {
    by: { uint: onU((a, b) => a.concat(b)), sint: onS((a, b) => concat(a, b)) },
  },
  '`mux(c, a, b)`': {
    by: { uint: onU((a) => mux(a.bit(0), a, 0)), sint: onS((a) => mux(a.msb(), a, a.not())) },
  },
  '`oneHotMux(selects, values)`': {
    by: {
      uint: onU((a) => oneHotMux([a.bit(0)], [a])),
      sint: onS((a) => oneHotMux([a.msb(), a.msb()], [a, a])),
    },
  },
  '`priorityEncode(a)`': {
    by: { uint: onU((a) => priorityEncode(a).index), bits: onB((a) => priorityEncode(a).index) },
  },
};

const resultKind = (result: string, first: string): string | undefined => {
  if (result === 'same kind' || result === 'type of a') return first;
  return ['bool', 'bits', 'uint', 'sint'].find((kind) => result.replace(/\*|index: /g, '') === kind);
};

describe('the table of result widths in docs/language.md', () => {
  it('has a test for every row but the element of a vector, and no test without a row', () => {
    const keys = row
      .filter((r) => r.on !== 'vec')
      .map((r) => (r.method === '`sub(b)`' ? `${r.method} ${r.on}` : r.method));
    expect(keys).toEqual(Object.keys(methods));
    expect(typed(nodeOf([vec(uint(5), 3), uint(2)], (a, i) => a.at(i)).node)).toEqual({
      kind: 'uint',
      width: 5,
    });
  });

  it.each(Object.entries(methods))('%s', (key, { by, bring = (z) => z }) => {
    const found = row.find((r) => key === r.method || key === `${r.method} ${r.on}`);
    const size = fc.integer({ min: 1, max: 80 });
    const sizes = fc.record({ w: size, v: size, n: size, s: fc.integer({ min: 0, max: 90 }) });
    for (const [name, make] of Object.entries(by)) {
      const [first = ''] = name.split(' ');
      fc.assert(
        fc.property(sizes, (any) => {
          const z = first === 'bool' ? { w: 1, v: 1, n: 1, s: 0 } : bring(any);
          const got = make(z);
          expect(got.width).toBe(widthOf(found?.width ?? '', z));
          const kind = resultKind(found?.result ?? '', first);
          if (kind !== undefined) expect(got.kind).toBe(kind);
        }),
        { seed: 3, numRuns: 60 },
      );
    }
  });
});
