import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codeRegistry } from '../../base/codes/index.js';
import { languageCodes } from '../../base/codes/language.js';
import type { ModuleSpec } from '../../hdl-dsl/index.js';
import {
  bool,
  build,
  elaborate,
  enumOf,
  input,
  module,
  mux,
  output,
  type PortSpecs,
  sint,
  type UInt,
  uint,
} from '../../hdl-dsl/index.js';
import { findingsOf, textOf } from './support/findings.js';

type Build<P extends PortSpecs> = ModuleSpec<z.ZodObject, P>['build'];

/** Elaborates a module of some ports; its passes do not run. */
const construct = <P extends PortSpecs>(ports: P, build: Build<P>) =>
  elaborate(module({ name: 'unit', params: z.object({}), ports: () => ports, build }), {});
/** Elaborates and checks. */
const checked = <P extends PortSpecs>(ports: P, body: Build<P>) =>
  build(module({ name: 'unit', params: z.object({}), ports: () => ports, build: body }), {});

const untyped = (value: unknown) => value as never;
const inA = { a: input(uint(8)) };

const cases: Record<string, () => unknown> = {
  'CW-E001': () =>
    construct(inA, (_m, _p, io) => {
      const count = io.a;
      return `${count}`;
    }),
  'CW-E002': () => construct(inA, (m) => m.regs({ ready: bool({ reset: untyped(0) }) })),
  'CW-E003': () => construct(inA, (_m, _p, io) => io.a.add(256)),
  'CW-E004': () =>
    build(
      module({ name: 'unit', params: z.object({ bits: z.int().min(1) }), ports: () => ({}), build() {} }),
      { bits: 0 },
    ),
  'CW-E005': () => construct(inA, (m) => m.wires({ 'a b': uint(2) })),
  'CW-E006': () =>
    checked({ a: input(uint(8)), y: output(uint(8)) }, (m, _p, io) => {
      const { sumOut, sum_out } = m.wires({
        sumOut: io.a,
        sum_out: io.a.not(),
      });
      io.y.drive(sumOut.and(sum_out));
    }),
  'CW-E007': () =>
    checked({ a: input(uint(8)), y: output(uint(8)) }, (m, _p, io) => {
      const wires = m.wires({ reg: io.a });
      io.y.drive(wires.reg);
    }),
  'CW-E008': () => {
    const Lane = module({
      name: 'lane',
      params: z.object({ bits: z.int() }),
      ports: (p) => ({ y: output(uint(p.bits)) }),
      build: (_m, _p, io) => io.y.drive(0),
    });
    return checked({ y: output(uint(5)) }, (m, _p, io) => {
      const a = m.instance('a', Lane, { bits: 4 });
      const b = m.instance('b', Lane, { bits: 5 });
      io.y.drive(a.y.extend(5).xor(b.y));
    });
  },
  'CW-E009': () => uint(0),
  'CW-E010': () => construct(inA, (_m, _p, io) => io.a.slice(7, 2)),
  'CW-E011': () =>
    construct({ a: input(uint(8)), y: output(sint(8)) }, (_m, _p, io) => {
      io.y.drive(untyped(io.a));
    }),
  'CW-E012': () => construct(inA, (_m, _p, io) => mux<UInt>(io.a.bit(0), io.a, io.a.add(1))),
  'CW-E013': () => construct(inA, (_m, _p, io) => io.a.extend(4)),
  'CW-E014': () =>
    construct({ a: input(uint(8)) }, (m, _p, io) => {
      const { sum } = m.regs({ sum: uint(8) });
      sum.next(untyped(sum.add(io.a)));
    }),
  'CW-E015': () =>
    construct(inA, (_m, _p, io) => {
      const port: { drive(value: number): void } = untyped(io.a);
      port.drive(1);
    }),
  'CW-E016': () => {
    const kept: { value?: UInt } = {};
    const Inner = module({
      name: 'inner',
      ports: () => ({ y: output(uint(8)) }),
      build(_m, _p, io) {
        io.y.drive(kept.value ?? 0);
      },
    });
    return checked({ a: input(uint(8)), y: output(uint(8)) }, (m, _p, io) => {
      kept.value = io.a;
      io.y.drive(m.instance('inner', Inner, {}).y);
    });
  },
  'CW-E017': () => {
    const later: (() => void)[] = [];
    const Inner = module({
      name: 'inner',
      ports: () => ({ y: output(bool) }),
      build(_m, _p, io) {
        later.push(() => io.y.drive(true));
      },
    });
    return construct({ y: output(bool) }, (m, _p, io) => {
      io.y.drive(m.instance('inner', Inner, {}).y);
      later[0]?.();
    });
  },
  'CW-E018': () => {
    const Tree = module({
      name: 'tree',
      params: z.object({ size: z.int() }),
      ports: () => ({}),
      build(m, p) {
        m.instance('half', Tree as never, { size: p.size } as never);
      },
    });
    return elaborate(Tree, { size: 4 });
  },
  'CW-E019': () =>
    construct({ s: input(enumOf('state', ['Idle', 'Run'])) }, (m, _p, io) => {
      m.switch(io.s, untyped({ Ruun: () => {} }));
    }),
  'CW-E020': () =>
    build(
      module({
        name: 'unit',
        ports: () => ({
          y: output(uint(8)),
        }),
        build(_m, _p, io) {
          io.y.slice(0, 4).drive(1);
        },
      }),
      {},
    ),
  'CW-E021': () =>
    build(
      module({
        name: 'unit',
        ports: () => ({
          a: input(bool),
          y: output(bool),
        }),
        build(m, _p, io) {
          m.when(io.a, () => io.y.drive(true));
        },
      }),
      {},
    ),
  'CW-E022': () =>
    checked({ a: input(bool), y: output(bool) }, (_m, _p, io) => {
      io.y.drive(io.a);
      io.y.drive(io.a.not());
    }),
  'CW-E023': () =>
    checked({ y: output(bool) }, (m, _p, io) => {
      const { a, b } = m.wires({
        a: bool,
        b: bool,
      });
      a.drive(b.not());
      b.drive(a);
      io.y.drive(a);
    }),
  'CW-E024': () =>
    build(
      module({
        name: 'unit',
        ports: () => ({
          a: input(uint(8)),
        }),
        build() {},
      }),
      {},
    ),
  'CW-E025': () =>
    checked({ y: output(uint(2)) }, (m, _p, io) => {
      const { mode } = m.regs({ mode: uint(2, { reset: 0 }) });
      io.y.drive(mode);
    }),
};

describe('the whole text of each finding', () => {
  it('has a case for every code of the language', () => {
    expect(Object.keys(cases)).toEqual(languageCodes.map((c) => c.code));
    for (const { code, explanation, example } of languageCodes) {
      expect(codeRegistry.get(code)?.exitStatus).toBe(1);
      expect(explanation.length).toBeGreaterThan(100);
      expect(example.length).toBeGreaterThan(5);
    }
  });

  it.each(Object.entries(cases))('%s', (code, run) => {
    expect(findingsOf(run).map((d) => d.code)).toContain(code);
    expect(textOf(run)).toMatchSnapshot();
  });
});
