import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  bits,
  bool,
  build,
  elaborate,
  enumOf,
  input,
  type ModuleSpec,
  memory,
  module,
  mux,
  output,
  type PortSpecs,
  sint,
  struct,
  type UInt,
  uint,
  uintUpTo,
  vec,
} from '../../hdl-dsl/index.js';
import { codesOf, textOf } from './support/findings.js';

type Build<P extends PortSpecs> = ModuleSpec<z.ZodObject, P>['build'];
const definition = <P extends PortSpecs>(ports: P, body: Build<P>) =>
  module({ name: 'unit', params: z.object({}), ports: () => ports, build: body });
const construct = <P extends PortSpecs>(ports: P, body: Build<P>) => elaborate(definition(ports, body), {});
const checked = <P extends PortSpecs>(ports: P, body: Build<P>) => build(definition(ports, body), {});
const untyped = (value: unknown) => value as never;
const ports = { a: input(uint(8)), s: input(sint(8)), b: input(bool), v: input(vec(uint(4), 3)) };
const State = enumOf('state', ['Idle', 'Run']);

const cases: readonly (readonly [string, string, () => unknown])[] = [
  ['CW-E001', 'a number', () => construct(ports, (_m, _p, io) => Math.abs(untyped(io.a)))],
  ['CW-E001', 'a vector', () => construct(ports, (_m, _p, io) => `${io.v}`)],
  ['CW-E002', 'a fraction', () => construct(ports, (_m, _p, io) => io.a.add(0.5))],
  ['CW-E002', 'past 2^53', () => construct(ports, (m) => m.regs({ big: uint(64, { reset: 2 ** 60 }) }))],
  ['CW-E002', 'no member', () => construct(ports, (m) => m.regs({ st: State({ reset: untyped('Stop') }) }))],
  ['CW-E002', 'vector length', () => construct(ports, (m) => m.regs({ v: vec(bool, 3, { reset: [true] }) }))],
  ['CW-E002', 'two constants', () => construct(ports, (_m, _p, io) => mux(io.b, untyped(1), untyped(2)))],
  [
    'CW-E002',
    'nothing',
    () => construct({ y: output(uint(2)) }, (_m, _p, io) => io.y.drive(untyped(undefined))),
  ],
  ['CW-E003', 'a negative reset', () => construct(ports, (m) => m.regs({ n: uint(4, { reset: -1 }) }))],
  ['CW-E003', 'a negative factor', () => construct(ports, (_m, _p, io) => io.a.mul(-1))],
  [
    'CW-E004',
    'all at once',
    () =>
      build(
        module({
          name: (p) => `unit_${p.a}`,
          params: z.strictObject({ a: z.int().max(3), b: z.object({ c: z.string() }) }),
          ports: () => ({}),
          build() {},
        }),
        untyped({ a: 4, b: { c: 1 }, d: 0 }),
      ),
  ],
  ['CW-E005', 'a module', () => elaborate(module({ name: 'unit__2', ports: () => ({}), build() {} }), {})],
  ['CW-E005', 'an assertion', () => construct(ports, (m, _p, io) => m.assert('row in range', io.b, 'no'))],
  ['CW-E005', 'a member', () => enumOf('state', ['Idle', 'a-b'])],
  ['CW-E005', 'a field', () => struct({ next: bool })],
  ['CW-E006', 'members', () => enumOf('state', ['waitAck', 'wait_ack'])],
  [
    'CW-E006',
    'a flattened field and a port',
    () =>
      checked({ p: input(struct({ x: bool })), p_x: input(bool), y: output(bool) }, (_m, _p, io) =>
        io.y.drive(io.p.x.and(io.p_x)),
      ),
  ],
  ['CW-E007', 'a module', () => elaborated('module')],
  [
    'CW-E008',
    'black boxes',
    () =>
      construct({}, (m) => {
        m.blackBox('x', { module: 'macro', ports: { a: input(bits(2)) } });
        m.blackBox('y', { module: 'macro', ports: { a: input(bits(3)) }, clocked: false });
      }),
  ],
  ['CW-E009', 'a fraction', () => sint(2.5)],
  ['CW-E009', 'too wide', () => bits(65537)],
  ['CW-E009', 'a vector', () => vec(bool, 0)],
  ['CW-E009', 'a wide vector', () => construct(ports, (m) => m.regs({ v: vec(uint(16), 65536) }))],
  ['CW-E009', 'a packed memory', () => memory(uint(8), 10000, { packed: true })],
  ['CW-E009', 'a product', () => construct({ a: input(uint(40000)) }, (_m, _p, io) => io.a.mul(io.a))],
  ['CW-E009', 'a memory', () => memory(bool, 0)],
  ['CW-E009', 'an enumeration', () => enumOf('state', [])],
  ['CW-E009', 'a largest value', () => uintUpTo(-1)],
  ['CW-E010', 'a bit', () => construct(ports, (_m, _p, io) => io.a.bit(8))],
  ['CW-E010', 'an element', () => construct(ports, (_m, _p, io) => io.v.at(3))],
  ['CW-E010', 'a right shift', () => construct(ports, (_m, _p, io) => io.a.shiftRight(-1))],
  ['CW-E010', 'a left shift', () => construct(ports, (_m, _p, io) => io.a.shiftLeft(70000))],
  ['CW-E010', 'a dynamic shift', () => construct(ports, (_m, _p, io) => io.a.shiftLeft(io.a.extend(17)))],
  ['CW-E010', 'a rounding shift', () => construct(ports, (_m, _p, io) => io.a.round(-1, 'truncate'))],
  ['CW-E010', 'a repetition', () => construct(ports, (_m, _p, io) => io.a.repeat(0))],
  ['CW-E011', 'operands', () => construct(ports, (_m, _p, io) => io.a.add(untyped(io.s)))],
  ['CW-E011', 'branches', () => construct(ports, (_m, _p, io) => mux<UInt>(io.b, io.a, untyped(io.s)))],
  ['CW-E011', 'a condition', () => construct(ports, (m, _p, io) => m.when(untyped(io.a), () => {}))],
  ['CW-E011', 'a JavaScript condition', () => construct(ports, (m) => m.when(untyped(true), () => {}))],
  [
    'CW-E011',
    'an address',
    () => construct(ports, (m, _p, io) => m.memories({ w: memory(uint(8), 4) }).w.read(untyped(io.s))),
  ],
  [
    'CW-E011',
    'a word',
    () => construct(ports, (m, _p, io) => m.memories({ w: memory(uint(8), 4) }).w.write(0, untyped(io.s))),
  ],
  ['CW-E012', 'and', () => construct(ports, (_m, _p, io) => io.a.and(untyped(io.a.truncate(3))))],
  ['CW-E012', 'bits', () => construct(ports, (_m, _p, io) => io.a.asBits().eq(untyped(io.a.slice(0, 3))))],
  ['CW-E012', 'addWrap', () => construct(ports, (_m, _p, io) => io.a.addWrap(io.a.extend(9)))],
  ['CW-E013', 'truncate', () => construct(ports, (_m, _p, io) => io.a.truncate(9))],
  ['CW-E013', 'saturate', () => construct(ports, (_m, _p, io) => io.a.saturate(0))],
  [
    'CW-E014',
    'too narrow',
    () => construct({ y: output(sint(9)), s: input(sint(3)) }, (_m, _p, io) => io.y.drive(untyped(io.s))),
  ],
  [
    'CW-E014',
    'a vector',
    () => construct({ ...ports, y: output(vec(uint(4), 2)) }, (_m, _p, io) => io.y.drive(io.v)),
  ],
  [
    'CW-E014',
    'an array',
    () => construct({ ...ports, y: output(vec(uint(8), 2)) }, (_m, _p, io) => io.y.drive([io.a])),
  ],
  [
    'CW-E014',
    'an element',
    () => construct({ ...ports, y: output(vec(uint(4), 2)) }, (_m, _p, io) => io.y.drive([untyped(io.a), 0])),
  ],
  [
    'CW-E014',
    'a word',
    () => construct(ports, (m, _p, io) => m.memories({ w: memory(uint(4), 4) }).w.write(0, untyped(io.a))),
  ],
  ['CW-E015', 'an expression', () => construct(ports, (_m, _p, io) => untyped2(io.a.add(1)).drive(0))],
  [
    'CW-E015',
    'a register driven',
    () => construct(ports, (m) => untyped2(m.regs({ r: uint(2) }).r).drive(0)),
  ],
  ['CW-E015', 'a wire with next', () => construct(ports, (m) => untyped2(m.wires({ w: uint(2) }).w).next(0))],
  [
    'CW-E015',
    'a dynamic element',
    () => construct(ports, (m, _p, io) => untyped2(m.regs({ r: vec(bool, 4) }).r.at(io.a)).next(true)),
  ],
  ['CW-E019', 'a number', () => construct(ports, (m, _p, io) => m.switch(io.a, { 256: () => {} }))],
  [
    'CW-E020',
    'an input of an instance',
    () =>
      checked({}, (m) => {
        m.instance('inner', Inner, {});
      }),
  ],
  [
    'CW-E023',
    'through modules',
    () =>
      checked({}, (m) => {
        const first = m.instance('first', Outer, {});
        const second = m.instance('second', Inner, {});
        first.x.drive(second.y);
        second.x.drive(first.y);
      }),
  ],
  ['CW-E023', 'itself', () => checked({ y: output(uint(2)) }, (_m, _p, io) => io.y.drive(io.y.not()))],
  [
    'CW-E024',
    'a register and an output of an instance',
    () =>
      checked({ a: input(bool) }, (m, _p, io) => {
        const { kept } = m.regs({ kept: bool });
        kept.next(io.a);
        m.instance('inner', Inner, {}).x.drive(io.a);
      }),
  ],
  [
    'CW-E024',
    'a memory',
    () =>
      checked({ a: input(uint(2)) }, (m, _p, io) =>
        m.memories({ w: memory(uint(2), 4) }).w.write(io.a, io.a),
      ),
  ],
  [
    'CW-E025',
    'a memory',
    () =>
      checked({ a: input(uint(2)), y: output(uint(2)) }, (m, _p, io) =>
        io.y.drive(m.memories({ w: memory(uint(2), 4) }).w.read(io.a)),
      ),
  ],
  [
    'CW-E025',
    'a wire with a default, and part of a register',
    () =>
      checked({ y: output(uint(2)) }, (m, _p, io) => {
        const { w } = m.wires({ w: uint(2, { default: 1 }) });
        const { r } = m.regs({ r: uint(2, { reset: 0 }) });
        r.bit(0).next(true);
        io.y.drive(w.and(r));
      }),
  ],
];

interface Assignable {
  drive(value: unknown): void;
  next(value: unknown): void;
}
const untyped2 = (value: unknown): Assignable => value as Assignable;

const Inner = module({
  name: 'inner',
  ports: () => ({ x: input(bool), y: output(bool) }),
  build(m, _p, io) {
    const { inverted } = m.wires({ inverted: io.x.not() });
    io.y.drive(inverted);
  },
});
const Outer = module({
  name: 'outer',
  ports: () => ({ x: input(bool), y: output(bool) }),
  build(m, _p, io) {
    const inner = m.instance('deep', Inner, {});
    inner.x.drive(io.x);
    io.y.drive(inner.y);
  },
});

function elaborated(name: string) {
  return build(module({ name, ports: () => ({}), build() {} }), {});
}

describe('further texts of the codes', () => {
  it.each(cases)('%s, %s', (code, _what, run) => {
    expect(codesOf(run)).toContain(code);
    expect(textOf(run)).toMatchSnapshot();
  });

  it('tells all findings of construction and of every pass at once', () => {
    const run = () =>
      checked(
        { a: input(uint(8)), unread: input(bool), y: output(uint(8)), z: output(bool) },
        (_m, _p, io) => {
          io.y.drive(untyped(io.a.add(1)));
          io.y.drive(untyped(io.a.extend(3)));
        },
      );
    expect(codesOf(run)).toEqual(['CW-E013', 'CW-E014', 'CW-E020', 'CW-E022', 'CW-E024']);
  });
});
