import { describe, expect, it } from 'vitest';
import type { Divergence } from '../../verilator-harness/divergence.js';
import {
  explainDiff,
  explainDivergence,
  fixedPoint,
  formats,
} from '../../verilator-harness/explain-divergence.js';

const first: Divergence = {
  unit: 'mvmu0',
  kind: 'sum',
  nature: 'value',
  ordinal: 4711,
  position: [
    { name: 'vector', value: 3 },
    { name: 'step', value: 2 },
    { name: 'column', value: 17 },
  ],
  expected: 1234,
  got: -3,
  width: 18,
  fraction: 12,
  source: { file: 'generators/puma/mvmu/shift-add.ts', line: 41, column: 7 },
  cycle: 20318,
};

describe('the explanation of a divergence', () => {
  it('shows place, values in three forms, cycle and source', () => {
    expect(explainDivergence(first)).toBe(
      [
        'first divergence: partial sum of mvmu0 at vector 3, step 2, column 17',
        '  expected  1234  0x004d2  0.30126953125 Q(6.12)',
        '  got         -3  0x3fffd  -0.000732421875 Q(6.12)',
        '  event 4711 of its kind, clock cycle 20318',
        '  --> generators/puma/mvmu/shift-add.ts:41:7',
      ].join('\n'),
    );
  });

  it('counts the rest', () => {
    const diff = {
      compared: { total: 1_200_000, byKind: { sum: 1_000_000, out: 200_000 } },
      divergences: { total: 1500, byKind: { sum: 1499, out: 1 } },
    };
    expect(
      explainDiff({ ...diff, first })
        .split('\n')
        .at(-1),
    ).toBe('1,200,000 events compared, 1,500 diverge: 1,499 of 1,000,000 sums, 1 of 200,000 outputs');
    expect(
      explainDiff({ compared: { total: 1, byKind: { out: 1 } }, divergences: { total: 0, byKind: {} } }),
    ).toBe('1 event compared, all equal');
  });

  it('says that an event is missing, too much, or out of turn', () => {
    const { got, source, cycle, ...missing } = first;
    expect(explainDivergence({ ...missing, nature: 'missing' })).toBe(
      [
        'first divergence: partial sum of mvmu0 at vector 3, step 2, column 17',
        '  the RTL produced no such event',
        '  expected  1234  0x004d2  0.30126953125 Q(6.12)',
        '  event 4711 of its kind',
      ].join('\n'),
    );
    const { expected, ...surplus } = first;
    expect(explainDivergence({ ...surplus, nature: 'surplus' })).toContain(
      '\n  the RTL produced an event that nobody expected\n  got  -3',
    );
    expect(
      explainDivergence({ ...first, nature: 'order', reported: [{ name: 'vector', value: 4 }] }),
    ).toContain('\n  out of turn: the RTL reports vector 4\n');
  });

  it("writes hexadecimal in two's complement at the width", () => {
    expect(formats(-1, { width: 1, fraction: 0 })).toEqual(['-1', '0x1', '-1 Q(1.0)']);
    expect(formats(-(2 ** 52), { width: 53, fraction: 0 })[1]).toBe('0x10000000000000');
    expect(formats(-2, { width: 48, fraction: 47 })[1]).toBe('0xfffffffffffe');
  });

  it('writes fixed point with every digit', () => {
    expect(fixedPoint(3, 1)).toBe('1.5');
    expect(fixedPoint(-1, 4)).toBe('-0.0625');
    expect(fixedPoint(-16, 4)).toBe('-1');
    expect(fixedPoint(0, 12)).toBe('0');
    expect(fixedPoint(1, 47)).toBe('0.00000000000000710542735760100185871124267578125');
  });
});
