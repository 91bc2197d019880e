import { describe, expect, it } from 'vitest';
import { codeRegistry } from '../../base/codes/index.js';
import { valueCodes } from '../../base/codes/values.js';
import * as hdl from '../../hdl-dsl/index.js';
import {
  type Bool,
  bits,
  enumOf,
  input,
  literal,
  memory,
  oneHotMux,
  output,
  q,
  sint,
  struct,
  uint,
  vec,
} from '../../hdl-dsl/index.js';
import { codesOf, findingsOf, textOf } from './support/findings.js';
import { construct } from './support/unit.js';

const untyped = (value: unknown) => value as never;
const ports = {
  a: input(uint(8)),
  s: input(sint(8)),
  x: input(q(4, 4)),
  z: input(q(2, 6)),
  v: input(vec(q(4, 4), 2)),
  y: output(q(4, 4)),
  list: output(vec(q(2, 6), 2)),
};

const cases: readonly (readonly [string, string, () => unknown])[] = [
  ['CW-E026', 'an assignment', () => construct(ports, (_m, _p, io) => io.y.drive(untyped(io.z)))],
  ['CW-E026', 'a sint', () => construct(ports, (_m, _p, io) => io.y.drive(untyped(io.s)))],
  [
    'CW-E026',
    'for a sint',
    () => construct({ ...ports, n: output(sint(8)) }, (_m, _p, io) => io.n.drive(untyped(io.x))),
  ],
  ['CW-E026', 'elements', () => construct(ports, (_m, _p, io) => io.list.drive(untyped([io.x, 0.5])))],
  [
    'CW-E026',
    'a field',
    () =>
      construct({ ...ports, tap: output(struct({ gain: q(2, 6) })) }, (_m, _p, io) =>
        io.tap.drive(untyped({ gain: io.x })),
      ),
  ],
  [
    'CW-E026',
    'a word',
    () => construct(ports, (m, _p, io) => m.memories({ w: memory(q(2, 6), 4) }).w.write(0, untyped(io.x))),
  ],
  ['CW-E026', 'bits', () => construct(ports, (_m, _p, io) => io.a.asFixed(q(4, 5)))],
  ['CW-E027', 'a reset', () => construct(ports, (m) => m.regs({ gain: q(2, 6, { reset: 0.3 }) }))],
  ['CW-E027', 'an operand', () => construct(ports, (_m, _p, io) => io.x.lt('0.01'))],
  ['CW-E028', 'rounding', () => construct(ports, (_m, _p, io) => io.x.to(q(4, 2)))],
  ['CW-E028', 'overflow', () => construct(ports, (_m, _p, io) => io.x.to(q(3, 4)))],
  ['CW-E028', 'both', () => construct(ports, (_m, _p, io) => io.x.to(q(3, 3)))],
  ['CW-E028', 'a carry', () => construct(ports, (_m, _p, io) => io.x.to(q(4, 3), { rounding: 'half-up' }))],
  ['CW-E029', 'twice', () => enumOf('state', { Idle: 3, Run: 3n })],
  ['CW-E029', 'negative', () => enumOf('state', { Idle: 0, Run: -1 })],
  ['CW-E030', 'digits', () => construct(ports, (_m, _p, io) => io.a.add('0b12'))],
  ['CW-E030', 'a size of others', () => construct(ports, (_m, _p, io) => io.a.eq('4b1010'))],
  ['CW-E030', 'a size too small', () => construct(ports, (m) => m.regs({ r: bits(2, { reset: '2hf' }) }))],
  ['CW-E031', 'zero', () => construct(ports, (_m, _p, io) => io.a.modulo(0))],
  ['CW-E031', 'negative', () => construct(ports, (_m, _p, io) => io.s.divideBy(-3n, { rounding: 'floor' }))],
  ['CW-E031', 'a fraction', () => construct(ports, (_m, _p, io) => io.a.divideBy(2.5))],
  ['CW-E032', 'too few', () => construct(ports, (_m, _p, io) => oneHotMux(io.a, [io.s, io.s]))],
  ['CW-E032', 'none', () => construct(ports, () => oneHotMux<Bool>([], []))],
  // Codes of others, met in new places.
  ['CW-E002', 'no number', () => literal(q(4, 4), untyped(true))],
  ['CW-E003', 'fixed point', () => construct(ports, (_m, _p, io) => io.y.drive(8))],
  ['CW-E003', 'text', () => construct(ports, (_m, _p, io) => io.s.add('-0x81'))],
  ['CW-E009', 'a format', () => q(0, 8)],
  ['CW-E009', 'a division', () => construct({ w: input(uint(65536)) }, (_m, _p, io) => io.w.divideBy(3))],
  ['CW-E010', 'a rotation', () => construct(ports, (_m, _p, io) => io.a.rotateLeft(-1))],
  ['CW-E011', 'fixed and sint', () => construct(ports, (_m, _p, io) => io.x.add(untyped(io.s)))],
  ['CW-E011', 'sint and fixed', () => construct(ports, (_m, _p, io) => io.s.lt(untyped(io.x)))],
  ['CW-E014', 'vectors of two formats', () => construct(ports, (_m, _p, io) => io.list.drive(untyped(io.v)))],
];

/** What an example of `crossweave explain` needs before it. */
const before: Readonly<Record<string, string>> = {
  'CW-E026': 'const { gain } = m.regs({ gain: q(2, 6) }); const x = literal(q(4, 4), 0);',
  'CW-E027': '',
  'CW-E028': 'const x = literal(q(4, 8), 0);',
  'CW-E029': '',
  'CW-E030': 'const { count } = m.regs({ count: uint(4) });',
  'CW-E031': 'const x = literal(uint(4), 0);',
  'CW-E032': 'const grant = literal(bits(4), 0); const [a, b, c] = [grant, grant, grant];',
};

describe('examples of codes about values', () => {
  it.each(valueCodes.map(({ code, example }) => [code, example] as const))('%s', (code, example) => {
    const text = `return construct({}, (m) => { ${before[code]}\n${example}\n })`;
    const names = { ...hdl, construct };
    const run = new Function(...Object.keys(names), text);
    expect(codesOf(() => run(...Object.values(names)))).toEqual([code]);
  });
});

describe('the whole text of findings about values', () => {
  it('has a case for every code', () => {
    const seen = new Set(cases.map(([code]) => code));
    for (const { code, explanation, example } of valueCodes) {
      expect(seen).toContain(code);
      expect(codeRegistry.get(code)?.exitStatus).toBe(1);
      expect(explanation.length).toBeGreaterThan(100);
      expect(example.length).toBeGreaterThan(5);
    }
  });

  it.each(cases)('%s, %s', (code, _what, run) => {
    expect(codesOf(run)).toEqual([code]);
    expect(findingsOf(run)[0]?.hint?.length).toBeGreaterThan(5);
    expect(textOf(run)).toMatchSnapshot();
  });
});
