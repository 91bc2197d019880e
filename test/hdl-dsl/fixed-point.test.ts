import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overflows, roundings } from '../../base/number-format.js';
import {
  build,
  type Fixed,
  input,
  literal,
  memory,
  module,
  mux,
  oneHotMux,
  output,
  q,
  sint,
  stream,
  struct,
  uint,
  vec,
} from '../../hdl-dsl/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { expressionOf } from '../../hdl-dsl/values/scalar.js';
import * as is from './support/arithmetic.js';
import { codesOf } from './support/findings.js';
import { ValueBench } from './support/value-bench.js';

const table = readFileSync('docs/language.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| fixed |'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const formats: readonly (readonly [i: number, f: number, j: number, g: number])[] = [
  [1, 0, 1, 0],
  [1, 7, 4, 4],
  [4, 4, 4, 4],
  [8, 0, 2, 6],
  [3, 13, 16, 1],
  [20, 44, 30, 33],
];
const truth = (holds: boolean): bigint => (holds ? 1n : 0n);
const formatOf = (x: Fixed): string => `q(${x.integer}, ${x.fraction})`;

describe.each(formats)('q(%i, %i) and q(%i, %i)', (i, f, j, g) => {
  it('computes exactly, in the formats of the table', () => {
    const found: Record<string, string> = {};
    const bench = ValueBench.of({ a: q(i, f), b: q(j, g) }, ({ a, b }) => {
      const numbers = {
        add: a.add(b),
        sub: a.sub(b),
        mul: a.mul(b),
        negate: a.negate(),
        abs: a.abs(),
        min: a.min(b),
        max: a.max(b),
        wider: a.to(q(i + 2, f + 3)),
      };
      for (const [name, x] of Object.entries<Fixed>(numbers)) found[name] = formatOf(x);
      const bits = { bits: a.asBits(), signed: a.asSInt(), back: a.asUInt().asFixed(q(f + 1, i - 1)) };
      return {
        ...numbers,
        ...bits,
        eq: a.eq(b),
        ne: a.ne(b),
        lt: a.lt(b),
        le: a.le(b),
        gt: a.gt(b),
        ge: a.ge(b),
        'lt 0': a.lt(0),
        'min of -1': a.min(-1),
      };
    });
    const point = Math.max(f, g);
    expect(found).toEqual(
      Object.fromEntries(
        Object.keys(found).map((name) => [
          name,
          name === 'wider' ? `q(${i + 2}, ${f + 3})` : documented(name),
        ]),
      ),
    );
    /** The format that the table in docs/language.md gives. */
    function documented(method: string): string {
      const row = table.find(([, , methods = '']) => new RegExp(`\\b${method}\\(`).test(methods));
      const text = new Function('i', 'f', 'j', 'g', 'max', 'q', `return ${row?.[3]}`);
      return text(i, f, j, g, Math.max, (n: number, m: number) => `q(${n}, ${m})`);
    }
    fc.assert(
      fc.property(is.numbers(true, i + f), is.numbers(true, j + g), (a, b) => {
        // Both in units of the finer step.
        const [x, y] = [a * 2n ** BigInt(point - f), b * 2n ** BigInt(point - g)];
        expect(bench.values({ a, b })).toEqual({
          add: x + y,
          sub: x - y,
          mul: a * b,
          negate: -a,
          abs: a < 0n ? -a : a,
          min: x < y ? x : y,
          max: x > y ? x : y,
          wider: a * 8n,
          bits: is.wrapped(a, false, i + f),
          signed: a,
          back: a,
          eq: truth(x === y),
          ne: truth(x !== y),
          lt: truth(x < y),
          le: truth(x <= y),
          gt: truth(x > y),
          ge: truth(x >= y),
          'lt 0': truth(a < 0n),
          'min of -1': a < -(2n ** BigInt(f)) ? a : -(2n ** BigInt(f)),
        });
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('narrows by every rounding and overflow', () => {
    const ends = roundings.flatMap((rounding) => overflows.map((overflow) => ({ rounding, overflow })));
    const bench = ValueBench.of({ a: q(i, f) }, ({ a }) =>
      Object.fromEntries(ends.map((e) => [`${e.rounding} ${e.overflow}`, (a as Fixed).to(q(j, g), e)])),
    );
    fc.assert(
      fc.property(is.numbers(true, i + f), (a) => {
        const expected = ends.map(({ rounding, overflow }) => {
          const exact = g >= f ? a * 2n ** BigInt(g - f) : is.roundedQuotient(a, f - g, rounding);
          const end = overflow === 'wrap' ? is.wrapped : is.saturated;
          return [`${rounding} ${overflow}`, end(exact, true, j + g)];
        });
        expect(bench.values({ a })).toEqual(Object.fromEntries(expected));
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

const unitsOf = (x: Fixed): bigint => {
  const node = expressionOf(x);
  if (node.kind !== 'literal') throw new Error('no constant');
  return node.value;
};

describe('constants in fixed point', () => {
  it('are exact, from numbers, bigints and text', () => {
    const type = q(4, 4);
    for (const [value, units] of [
      [0.5, 8n],
      [-7.9375, -127n],
      [7, 112n],
      [-8n, -128n],
      ['0.0625', 1n],
      ['-1.50', -24n],
      ['0x3', 48n],
      ['1_0e', undefined],
      ['3.', undefined],
      [Number.NaN, undefined],
      [Number.POSITIVE_INFINITY, undefined],
    ] as const) {
      if (units === undefined) expect(codesOf(() => literal(type, value as never))).toEqual(['CW-E002']);
      else expect(unitsOf(literal(type, value as never))).toBe(units);
    }
    for (const value of [0.03, '0.1', 1 / 3]) {
      expect(codesOf(() => literal(type, value as never))).toEqual(['CW-E027']);
    }
    for (const value of [8, -8.0625, 1n << 70n, 1e300]) {
      expect(codesOf(() => literal(type, value as never))).toEqual(['CW-E003']);
    }
  });

  it('are rounded by name, exactly from the number as JavaScript has it', () => {
    // Half of them in sixty-fourths, where ties are frequent.
    const fraction = fc.oneof(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: -6400, max: 6400 }).map((n) => n / 64),
    );
    fc.assert(
      fc.property(fraction, fc.constantFrom(...roundings), fc.nat({ max: 20 }), (x, rounding, f) => {
        // Doubles of this range are whole multiples of 2^-1074.
        let [units, step] = [x, 0];
        while (!Number.isInteger(units)) [units, step] = [units * 2, step + 1];
        const expected =
          step <= f
            ? BigInt(units) * 2n ** BigInt(f - step)
            : is.roundedQuotient(BigInt(units), step - f, rounding);
        expect(unitsOf(q.from(q(8, f), x, { rounding }))).toBe(expected);
      }),
      { seed: 12, numRuns: 300 },
    );
    expect(unitsOf(q.from(q(2, 6), '0.3', { rounding: 'half-even' }))).toBe(19n);
    expect(codesOf(() => q.from(q(2, 6), 2, { rounding: 'half-up' }))).toEqual(['CW-E003']);
  });
});

describe('fixed point in modules', () => {
  const tap = struct({ gain: q(2, 6, { reset: 0.5 }), offset: q(4, 4, { reset: '-0.25' }) });
  const Filter = module({
    name: 'filter',
    ports: () => ({
      in: input(stream(q(4, 4))),
      write: input(uint(2)),
      gain: input(q(2, 6)),
      select: input(uint(2)),
      out: output(stream(q(7, 10))),
      word: output(q(2, 6)),
      list: output(vec(q(2, 6), 2)),
      chosen: output(q(4, 4)),
      integer: output(q(9, 0)),
    }),
    build(m, _p, io) {
      const { taps } = m.regs({ taps: vec(tap, 2) });
      const { words } = m.memories({ words: memory(q(2, 6), 4) });
      words.write(io.write, io.gain);
      taps.at(0).gain.next(io.gain);
      taps.at(1).next({ gain: -1.5, offset: io.in.data });
      taps.at(0).offset.next(mux(io.in.fire, io.in.data, 0.75));
      const { scaled } = m.wires({ scaled: io.in.data.mul(taps.at(0).gain) });
      io.out.valid.drive(io.in.valid);
      io.in.ready.drive(io.out.ready);
      io.out.data.drive(scaled.add(taps.at(io.select).offset));
      io.word.drive(words.read(io.select));
      io.list.drive([taps.at(0).gain, taps.at(1).gain]);
      io.chosen.drive(
        oneHotMux(
          io.select.asBits(),
          taps.elements().map((t) => t.offset),
        ),
      );
      io.integer.drive(io.select.asSInt().toFixed().add(sintOf(io.write)).to(q(9, 0)));
    },
  });
  const sintOf = (x: { asSInt(): { toFixed(): Fixed } }): Fixed => x.asSInt().toFixed();

  it('goes through ports, registers, memories, structs, vectors and streams', () => {
    const sim = new Simulator(build(Filter, {}));
    const poke = (values: Record<string, number>) => {
      for (const [name, value] of Object.entries(values)) sim.poke(`${name}_i`, value);
    };
    poke({ in_valid: 1, out_ready: 1, in_data: 0x18, write: 1, gain: 0x60, select: 1 });
    // At reset: gain 0.5, offsets -0.25; 1.5 * 0.5 - 0.25 = 0.5.
    expect(sim.peek('out_data_o')).toBe(0.5 * 1024);
    expect(sim.peek('list_o')).toBe(0x2020);
    expect(sim.peek('chosen_o')).toBe(0xfc);
    sim.step();
    // gain 1.5, offset of tap 1 is the input, 1.5: 1.5 * 1.5 + 1.5.
    expect(sim.peek('out_data_o')).toBe(3.75 * 1024);
    expect(sim.peek('word_o')).toBe(0x60);
    expect(sim.peek('list_o')).toBe(0xa060);
    poke({ select: 2, write: 3 });
    expect(sim.peek('chosen_o')).toBe(0x18);
    expect(sim.peek('integer_o')).toBe(2 ** 9 - 3);
  });

  it('has formats up to the largest width', () => {
    expect(q(1, 0).width).toBe(1);
    expect(q(65536, 0).width).toBe(65536);
    expect(q(1, 65535).width).toBe(65536);
    for (const bad of [() => q(0, 4), () => q(1, -1), () => q(65536, 1), () => q(1.5, 2)])
      expect(codesOf(bad)).toEqual(['CW-E009']);
    expect(sint(4).width).toBe(4);
  });
});
