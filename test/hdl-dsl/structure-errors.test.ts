import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codeRegistry } from '../../base/codes/index.js';
import { structureCodes } from '../../base/codes/structure.js';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Expression } from '../../hdl-dsl/index.js';
import {
  bits,
  bool,
  build,
  type CheckOptions,
  type ClockDomain,
  checkDesign,
  clock,
  elaborate,
  input,
  type ModuleBuilder,
  memory,
  module,
  output,
  struct,
  uint,
} from '../../hdl-dsl/index.js';
import { unknownSource } from '../../hdl-dsl/source/source-ref.js';
import * as ir from './print/support/ir.js';
import { findingsOf, textOf } from './support/findings.js';
import { checked, construct } from './support/unit.js';

const untyped = (value: unknown) => value as never;
const reed = (domain: ClockDomain): object => ({ reed: domain });
const two = { write: clock(), read: clock() };
const Dual = module({ name: 'dual', clocks: two, ports: () => ({}), build() {} });
const strict: CheckOptions = { warningsAsErrors: true };
const a8 = { a: input(uint(8)) };
/** Findings of a module of the intermediate form whose output is driven by a value. */
const form = (value: Expression) => () => {
  const y = ir.output('y', value.type);
  throw new CrossweaveError(
    checkDesign(ir.module('form', { ports: [y], body: [{ ...ir.assign(y, value), source: unknownSource }] })),
  );
};

const cases: readonly (readonly [string, string, () => unknown])[] = [
  [
    'CW-E033',
    'a port',
    () => {
      const Wrong = module({
        name: 'wrong',
        clocks: two,
        ports: () => ({
          data: input(bool, { clock: 'wirte' }),
        }),
        build() {},
      });
      return elaborate(Wrong, {});
    },
  ],
  [
    'CW-E033',
    'of another module',
    () => construct({}, (m) => m.regs({ r: bool }, { clock: { name: 'rx', reset: 'async' } })),
  ],
  ['CW-E033', 'of nothing', () => construct({}, (m) => m.within(untyped(undefined), () => {}))],
  [
    'CW-E033',
    'an instance',
    () =>
      construct({}, (m) => {
        const main = m.clocks.main ?? untyped(0);
        m.instance('dual', Dual, {}, { clocks: { write: main, read: main, ...reed(main) } });
      }),
  ],
  [
    'CW-E034',
    '',
    () =>
      construct(
        {},
        (m) => void m.instance('dual', Dual, {}, { clocks: { read: m.clocks.main ?? untyped(0) } }),
      ),
  ],
  [
    'CW-E035',
    'a register',
    () => {
      const Crossing = module({
        name: 'crossing',
        clocks: two,
        ports: () => ({
          full: input(bool, { clock: 'write' }),
          y: output(bool, { clock: 'read' }),
        }),
        build(m, _p, io) {
          const { flag } = m.regs({ flag: bool }, { clock: m.clocks.read });
          flag.next(io.full);
          io.y.drive(flag);
        },
      });
      return build(Crossing, {});
    },
  ],
  [
    'CW-E035',
    'a pin and a memory',
    () => {
      const Crossing = module({
        name: 'crossing',
        clocks: two,
        ports: () => ({
          pin: input(uint(2), { clock: 'asynchronous' }),
          y: output(uint(2), { clock: 'read' }),
        }),
        build(m, _p, io) {
          const { words } = m.memories({ words: memory(uint(2), 4) });
          words.write(0, io.pin);
          io.y.drive(words.read(0));
        },
      });
      return build(Crossing, {});
    },
  ],
  ['CW-E036', 'an input', () => construct(a8, (m, _p, io) => m.crossing(io.a, 'why'))],
  ['CW-E036', 'an expression', () => construct(a8, (m, _p, io) => m.crossing(io.a.add(1), 'why'))],
  [
    'CW-E037',
    'a condition',
    () =>
      checked({ y: output(bool({ default: false })) }, (m, _p, io) => {
        const { busy } = m.regs({ busy: bool });
        busy.next(busy.not());
        m.when(busy, () => io.y.drive(true));
      }),
  ],
  [
    'CW-E037',
    'a stream',
    () =>
      checked({ out_valid: output(bool) }, (m, _p, io) => {
        const { busy } = m.regs({ busy: bool });
        busy.next(busy.not());
        io.out_valid.drive(busy);
      }),
  ],
  [
    'CW-E038',
    'reads',
    () =>
      construct(a8, (m, _p, io) => {
        const { words } = m.memories({ words: memory(bits(8), 256, { ports: 1 }) });
        words.read(io.a);
        words.read(io.a.not());
      }),
  ],
  [
    'CW-E038',
    'writes of a macro',
    () =>
      construct(a8, (m, _p, io) => {
        const { words } = m.memories({ words: memory(bits(8), 256, { read: 'sync', macro: 'sram' }) });
        words.write(io.a, 1);
        words.write(io.a.not(), 2);
      }),
  ],
  ['CW-E039', 'ports', () => memory(bool, 4, { ports: untyped(3) })],
  ['CW-E039', 'readUnderWrite', () => memory(bool, 4, { readUnderWrite: 'new' })],
  ['CW-E039', 'a mask of a struct', () => memory(struct({ a: bool, b: bool }), 4, { maskBits: 1 })],
  ['CW-E039', 'a mask of unequal parts', () => memory(bits(12), 4, { maskBits: 8 })],
  ['CW-E039', 'too many initial words', () => memory(bool, 1, { initial: [true, false] })],
  ['CW-E039', 'packed', () => memory(bool, 4, { packed: true, ports: 1 })],
  ['CW-E039', 'a macro without sync', () => memory(bool, 4, { macro: 'sram' })],
  [
    'CW-E039',
    'a macro with initial words',
    () => memory(bool, 4, { macro: 'sram', read: 'sync', initial: [true] }),
  ],
  [
    'CW-E039',
    'an initial word that is a signal',
    () => construct(a8, (m, _p, io) => m.memories({ words: memory(uint(8), 4, { initial: [1, io.a] }) })),
  ],
  [
    'CW-E039',
    'a mask that is not declared',
    () =>
      construct(a8, (m, _p, io) =>
        m.memories({ words: memory(uint(8), 4) }).words.write(0, io.a, { mask: 1 }),
      ),
  ],
  [
    'CW-E040',
    'the initial state',
    () =>
      construct({}, (m) => m.machine('control', { initial: untyped('Idel'), states: { Idle: () => {} } })),
  ],
  [
    'CW-E040',
    'a target',
    () =>
      construct({}, (m) =>
        m.machine('control', { initial: 'Idle', states: { Idle: (s) => s.goto(untyped('Rum')) } }),
      ),
  ],
  [
    'CW-E040',
    'a state that is asked for',
    () =>
      construct({}, (m) =>
        m
          .machine('control', { initial: 'Idle', states: { Idle: (s) => s.goto('Idle') } })
          .isNext(untyped('Rum')),
      ),
  ],
  [
    'CW-E040',
    'a later move',
    () =>
      construct({}, (m) => {
        const later: { goto?: () => void } = {};
        m.machine('control', {
          initial: 'Idle',
          states: {
            Idle: (s) => {
              later.goto = () => s.goto('Run');
            },
            Run: () => {},
          },
        });
        later.goto?.();
      }),
  ],
  ['CW-E041', 'and CW-E042', () => machine()],
  [
    'CW-E043',
    'a condition',
    () =>
      build(
        module({
          name: 'unit',
          ports: () => ({ go: input(bool), y: output(uint(2)) }),
          build(m, _p, io) {
            io.y.drive(0);
            m.when(io.go, () => {
              m.when(io.go.not(), () => io.y.drive(1));
            });
          },
        }),
        {},
        strict,
      ),
  ],
  [
    'CW-E043',
    'a case',
    () =>
      build(
        module({
          name: 'unit',
          ports: () => ({ n: input(uint(1)), y: output(uint(2)) }),
          build(m, _p, io) {
            m.switch(io.n, { 0: () => io.y.drive(0), 1: () => io.y.drive(1) });
            m.switch(io.n, { 0: () => m.switch(io.n, { 1: () => io.y.drive(2) }) });
          },
        }),
        {},
        strict,
      ),
  ],
  ['CW-E044', 'a sum', form(ir.binary('add', ir.lit(ir.uint(4), 1), ir.lit(ir.uint(4), 1), ir.uint(5)))],
  ['CW-E045', 'a comparison', form(ir.binary('lt', ir.lit(ir.uint(4), 1), ir.lit(ir.sint(4), 1), ir.bool))],
  [
    'CW-E046',
    'a wire',
    () =>
      checked({ a: input(bool), y: output(bool) }, (m, _p, io) =>
        io.y.drive(m.wires({ ['x'.repeat(201)]: io.a })['x'.repeat(201)] ?? true),
      ),
  ],
  [
    'CW-E047',
    'a fixed severity',
    () => build(Dual, {}, { severities: [{ code: 'CW-E021', severity: 'off' }] }),
  ],
  [
    'CW-E047',
    'an unknown code',
    () => build(Dual, {}, { severities: [{ code: 'CW-E999', severity: 'off' }] }),
  ],
  [
    'CW-E048',
    'a wide number',
    () =>
      checked({}, (m) => void m.blackBox('pll', { module: 'pll', ports: {}, parameters: { Hertz: 3e9 } })),
  ],
  [
    'CW-E014',
    'a mask',
    () =>
      construct(a8, (m, _p, io) =>
        m
          .memories({ words: memory(uint(8), 4, { maskBits: 4 }) })
          .words.write(0, 1, { mask: untyped(io.a.asBits()) }),
      ),
  ],
  [
    'CW-E014',
    'an address of a macro',
    () =>
      construct(a8, (m, _p, io) => {
        const { words } = m.memories({ words: memory(uint(8), 4, { read: 'sync', macro: 'sram' }) });
        words.write(io.a, 1);
      }),
  ],
  [
    'CW-E017',
    'declarations',
    () => {
      const kept: { m?: ModuleBuilder } = {};
      const Inner = module({
        name: 'inner',
        ports: () => ({}),
        build(m) {
          kept.m = m;
        },
      });
      return construct({}, (m) => {
        m.instance('inner', Inner, {});
        kept.m?.regs({ late: bool });
        kept.m?.wires({ later: bool });
        kept.m?.memories({ latest: memory(bool, 2) });
        kept.m?.instance('again', Inner, {});
      });
    },
  ],
  [
    'CW-E008',
    'macros of two sizes',
    () =>
      checked({ y: output(bits(9)) }, (m, _p, io) => {
        const options = { read: 'sync', macro: 'sram' } as const;
        const { p, q } = m.memories({ p: memory(bits(4), 4, options), q: memory(bits(5), 4, options) });
        p.write(0, 1);
        q.write(0, 1);
        io.y.drive(p.read(0).concat(q.read(0)));
      }),
  ],
];

function machine() {
  const Machine = module({
    name: 'unit',
    params: z.object({}),
    ports: () => ({ y: output(bool) }),
    build(m, _p, io) {
      const control = m.machine('control', {
        initial: 'Idle',
        states: { Idle: (s) => s.goto('Run'), Run: () => {}, Flush: (s) => s.goto('Idle') },
      });
      io.y.drive(control.is('Run'));
    },
  });
  return build(Machine, {}, strict);
}

describe('the whole text of each finding of structure', () => {
  it('has a case for every code', () => {
    const seen = new Set([...cases.map(([code]) => code), 'CW-E042']);
    expect(structureCodes.filter(({ code }) => !seen.has(code))).toEqual([]);
    for (const { code, explanation } of structureCodes) {
      expect(codeRegistry.get(code)?.exitStatus).toBe(1);
      expect(explanation.length).toBeGreaterThan(100);
    }
  });

  it.each(cases)('%s, %s', (code, _what, run) => {
    expect(findingsOf(run).map((d) => d.code)).toContain(code);
    expect(textOf(run)).toMatchSnapshot();
  });
});
