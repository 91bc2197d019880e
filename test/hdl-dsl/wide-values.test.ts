import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bits, concat, input, sint, type UInt, uint, vec } from '../../hdl-dsl/index.js';
import * as is from './support/arithmetic.js';
import { codesOf } from './support/findings.js';
import { construct } from './support/unit.js';
import { ValueBench } from './support/value-bench.js';

const most = 65536;

describe('the widest values', () => {
  it('are declared up to 65536 bits', () => {
    for (const make of [bits, uint, sint]) {
      expect(make(most).width).toBe(most);
      expect(codesOf(() => make(most + 1))).toEqual(['CW-E009']);
    }
    expect(vec(uint(16), 4096).length).toBe(4096);
    expect(codesOf(() => vec(uint(16), 4097))).toEqual(['CW-E009']);
  });

  it('compute at 65536 bits', () => {
    const bench = ValueBench.of({ a: uint(most - 1), s: sint(most), n: uint(16) }, ({ a, s, n }) => ({
      add: a.add(a),
      negate: a.negate(),
      shiftLeft: a.shiftLeft(1),
      'shift by a signal': s.shiftRight(n),
      addWrap: s.addWrap(s),
      extend: a.extend(most),
      concat: concat(s.msb(), a),
      slice: s.slice(most - 8, 8),
      bit: s.bit(n),
      popcount: s.popcount(),
      leadingZeros: s.leadingZeros(),
      rotate: s.rotateLeft(n),
      saturate: s.saturate(40),
      eq: a.toSigned().eq(s),
      lt: s.lt(a.toSigned()),
    }));
    const numbers = fc.record({
      a: is.numbers(false, most - 1),
      s: is.numbers(true, most),
      n: fc.bigInt({ min: 0n, max: 65535n }),
    });
    fc.assert(
      fc.property(numbers, ({ a, s, n }) => {
        const text = is.bitText(s, most);
        const got = bench.values({ a, s, n });
        const turned = is.fromBits(text.slice(Number(n)) + text.slice(0, Number(n)), true);
        // One comparison each: a message with such numbers is of no use.
        const wrong = Object.entries({
          add: 2n * a,
          negate: -a,
          shiftLeft: 2n * a,
          'shift by a signal': s >> n,
          addWrap: is.wrapped(2n * s, true, most),
          extend: a,
          concat: (s < 0n ? 2n ** BigInt(most - 1) : 0n) + a,
          slice: BigInt(`0b${text.slice(0, 8)}`),
          bit: BigInt(text.charAt(most - 1 - Number(n))),
          popcount: BigInt(text.replaceAll('0', '').length),
          leadingZeros: BigInt(text.indexOf('1') < 0 ? most : text.indexOf('1')),
          rotate: turned,
          saturate: is.saturated(s, true, 40),
          eq: a === s ? 1n : 0n,
          lt: s < a ? 1n : 0n,
        }).filter(([name, value]) => got[name as 'add'] !== value);
        expect(wrong.map(([name]) => name)).toEqual([]);
      }),
      { seed: 2, numRuns: 8 },
    );
  });

  it('refuse results past 65536 bits', () => {
    const on = (width: number, make: (a: UInt) => unknown) =>
      codesOf(() => construct({ a: input(uint(width)) }, (_m, _p, io) => make(io.a)));
    const results: readonly ((a: UInt) => unknown)[] = [
      (a) => a.add(1),
      (a) => a.negate(),
      (a) => a.toSigned(),
      (a) => a.mul(a.truncate(1)),
      (a) => concat(a, a.truncate(1)),
      (a) => a.divideBy(3),
    ];
    for (const make of results) {
      expect(on(most, make)).toEqual(['CW-E009']);
      expect(on(32768, make)).toEqual([]);
    }
    expect(on(most, (a) => a.shiftLeft(1))).toEqual(['CW-E010']);
    expect(on(most, (a) => a.repeat(2))).toEqual(['CW-E010']);
    expect(on(most, (a) => a.divideBy(4))).toEqual([]);
  });
});
