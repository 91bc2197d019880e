import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { EventKind, Trace, TraceStream } from '../../base/trace.js';
import { diffTraces } from '../../verilator-harness/diff-traces.js';

const sizes = { vector: 4, step: 3, column: 5, slice: 2 };
const dimsOf: Partial<Record<EventKind, (keyof typeof sizes)[]>> = {
  code: ['vector', 'step', 'column', 'slice'],
  sum: ['vector', 'step', 'column'],
  out: ['vector', 'column'],
};

function stream(kind: 'code' | 'sum' | 'out', values?: number[]): TraceStream {
  const dims = dimsOf[kind]!.map((name) => ({ name, size: sizes[name] }));
  const count = dims.reduce((n, d) => n * d.size, 1);
  return {
    unit: 'mvmu0',
    kind,
    dims,
    values: Int32Array.from(values ?? Array.from({ length: count }, (_, k) => (k * 37) % 101)),
    width: 16,
    fraction: 4,
  };
}

const golden: Trace = { streams: [stream('out'), stream('code'), stream('sum')] };

function copy(change: Partial<Record<EventKind, (s: TraceStream) => TraceStream>> = {}): Trace {
  return {
    streams: golden.streams.map((s) => {
      const fresh = { ...s, values: s.values.slice() };
      return change[s.kind]?.(fresh) ?? fresh;
    }),
  };
}

const bump =
  (...places: number[]) =>
  (s: TraceStream): TraceStream => {
    for (const k of places) s.values[k]! += 1;
    return s;
  };

describe('diffTraces', () => {
  it('counts what it compared', () => {
    expect(diffTraces(golden, copy())).toEqual({
      compared: { total: 120 + 60 + 20, byKind: { code: 120, sum: 60, out: 20 } },
      divergences: { total: 0, byKind: { code: 0, sum: 0, out: 0 } },
    });
    expect(diffTraces(golden, copy({ code: bump(0) }), { kinds: ['sum', 'out'] })).toEqual({
      compared: { total: 80, byKind: { sum: 60, out: 20 } },
      divergences: { total: 0, byKind: { sum: 0, out: 0 } },
    });
  });

  it('finds every planted fault, and the first in causal order', () => {
    const kinds = ['code', 'sum', 'out'] as const;
    const lengths = { code: 120, sum: 60, out: 20 };
    const perVector = { code: 30, sum: 15, out: 5 };
    const fault = fc
      .constantFrom(...kinds)
      .chain((kind) => fc.tuple(fc.constant(kind), fc.nat(lengths[kind] - 1)));
    fc.assert(
      fc.property(
        fc.uniqueArray(fault, { minLength: 1, maxLength: 12, selector: ([k, n]) => `${k}${n}` }),
        (faults) => {
          const places = (kind: EventKind) => faults.filter(([k]) => k === kind).map(([, n]) => n);
          const diff = diffTraces(
            golden,
            copy({ code: bump(...places('code')), sum: bump(...places('sum')), out: bump(...places('out')) }),
          );
          expect(diff.divergences.total).toBe(faults.length);
          for (const kind of kinds) expect(diff.divergences.byKind[kind]).toBe(places(kind).length);
          const [first] = [...faults].sort(
            ([a, m], [b, n]) =>
              Math.floor(m / perVector[a]) - Math.floor(n / perVector[b]) ||
              kinds.indexOf(a) - kinds.indexOf(b) ||
              m - n,
          );
          expect([diff.first!.kind, diff.first!.ordinal]).toEqual(first);
          expect(diff.first).toMatchObject({ nature: 'value', unit: 'mvmu0', width: 16, fraction: 4 });
          expect(diff.first!.got).toBe(diff.first!.expected! + 1);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('names the position, the source and the cycle', () => {
    const place = { file: 'generators/x.ts', line: 5, column: 3 };
    const rtl = copy({
      code: (s) => ({ ...bump(30 + 10 + 2 + 1)(s), cycles: Uint32Array.from(s.values, (_, k) => 1000 + k) }),
    });
    const diff = diffTraces(golden, rtl, { sources: { code: { resolve: () => place } } });
    expect(diff.first).toMatchObject({
      kind: 'code',
      position: [
        { name: 'vector', value: 1 },
        { name: 'step', value: 1 },
        { name: 'column', value: 1 },
        { name: 'slice', value: 1 },
      ],
      source: place,
      cycle: 1043,
    });
  });

  it('does not ask for sources of what did not diverge', () => {
    const sources = { sum: { resolve: () => expect.fail('resolved in vain') } };
    expect(diffTraces(golden, copy({ code: bump(0) }), { sources }).divergences.total).toBe(1);
  });

  it('tells missing from surplus events', () => {
    const short = diffTraces(golden, copy({ sum: (s) => ({ ...s, values: s.values.slice(0, 50) }) }));
    expect(short.divergences).toEqual({ total: 10, byKind: { code: 0, sum: 10, out: 0 } });
    expect(short.first).toMatchObject({
      kind: 'sum',
      nature: 'missing',
      ordinal: 50,
      expected: (50 * 37) % 101,
    });
    expect(short.first!.position[0]).toEqual({ name: 'vector', value: 3 });
    expect(short.first).not.toHaveProperty('got');

    const long = diffTraces(
      golden,
      copy({ out: (s) => ({ ...s, values: Int32Array.from([...s.values, 7, 8]) }) }),
    );
    expect(long.divergences.total).toBe(2);
    expect(long.first).toMatchObject({ kind: 'out', nature: 'surplus', ordinal: 20, got: 7 });
    expect(long.first!.position).toEqual([
      { name: 'vector', value: 4 },
      { name: 'column', value: 0 },
    ]);
    expect(long.first).not.toHaveProperty('expected');

    const none = diffTraces(golden, { streams: copy().streams.filter((s) => s.kind !== 'sum') });
    expect(none.divergences).toEqual({ total: 60, byKind: { code: 0, sum: 60, out: 0 } });
    const spare = diffTraces({ streams: [golden.streams[0]!] }, copy(), { kinds: ['out', 'sum'] });
    expect(spare).toMatchObject({
      compared: { total: 20 },
      divergences: { total: 60 },
      first: { nature: 'surplus' },
    });
  });

  it('finds events out of turn even where values are equal', () => {
    const index = Uint32Array.from({ length: 60 }, (_, k) => (k === 4 ? 5 : k === 5 ? 4 : k));
    const diff = diffTraces(
      { streams: [{ ...golden.streams[2]!, values: new Int32Array(60) }] },
      { streams: [{ ...golden.streams[2]!, values: new Int32Array(60), index }] },
    );
    expect(diff.divergences.total).toBe(2);
    expect(diff.first).toMatchObject({
      nature: 'order',
      ordinal: 4,
      position: [{ value: 0 }, { value: 0 }, { value: 4 }],
      reported: [{ value: 0 }, { value: 1 }, { value: 0 }],
    });
    const same = {
      streams: [{ ...golden.streams[2]!, index: Uint32Array.from({ length: 60 }, (_, k) => k) }],
    };
    expect(diffTraces({ streams: [golden.streams[2]!] }, same).divergences.total).toBe(0);
  });

  it('compares integers with doubles, beyond 32 bits too', () => {
    const out = stream('out');
    const doubles = Float64Array.from(out.values);
    expect(diffTraces({ streams: [out] }, { streams: [{ ...out, values: doubles }] }).divergences.total).toBe(
      0,
    );
    const large = doubles.map((v, k) => (k === 6 ? v + 2 ** 32 : v));
    const diff = diffTraces({ streams: [out] }, { streams: [{ ...out, values: large }] });
    expect(diff.first).toMatchObject({ ordinal: 6, got: out.values[6]! + 2 ** 32 });
    const negativeZero = { streams: [{ ...out, values: doubles.map((v) => (v === 0 ? -0 : v)) }] };
    expect(diffTraces({ streams: [{ ...out, values: doubles }] }, negativeZero).divergences.total).toBe(0);
  });

  it('compares 16 million codes in a moment', () => {
    const values = new Int32Array(2 ** 24).map((_, k) => k & 0xff);
    const big = { ...stream('code'), dims: [{ name: 'vector', size: 2 ** 24 }], values };
    const other = { ...big, values: values.slice() };
    other.values[2 ** 23]! += 1;
    const begin = performance.now();
    expect(diffTraces({ streams: [big] }, { streams: [other] }).first?.ordinal).toBe(2 ** 23);
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('CW-R004: streams of different shapes', () => {
    const other = copy({ sum: (s) => ({ ...s, dims: [{ name: 'vector', size: 60 }] }) });
    try {
      diffTraces(golden, other);
      expect.fail('it was accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(CrossweaveError);
      expect((error as CrossweaveError).diagnostics).toEqual([
        {
          code: 'CW-R004',
          severity: 'error',
          message: 'the `sum` streams of mvmu0 have different shapes',
          expected: 'vector 4, step 3, column 5',
          actual: 'vector 60',
        },
      ]);
    }
  });
});
