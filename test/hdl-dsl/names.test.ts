import { describe, expect, it } from 'vitest';
import {
  bool,
  build,
  elaborate,
  input,
  type Module,
  module,
  nameOf,
  output,
  uint,
} from '../../hdl-dsl/index.js';
import { ModuleNames } from '../../hdl-dsl/names/module-names.js';
import { printDesign } from '../../hdl-dsl/print/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { codesOf } from './support/findings.js';
import { checked, construct } from './support/unit.js';

const namesOf = (top: Module): string[] => {
  const names = new ModuleNames(top);
  return [...top.registers, ...top.wires].map((signal) => names.read(signal));
};
const ports = { a: input(uint(4)), y: output(uint(4)) };

describe('the naming policy', () => {
  it('keeps reserved names, wherever they are declared, and numbers renameable ones', () => {
    const top = construct(ports, (m, _p, io) => {
      const first = m.wires({ sum: io.a.not() }, { naming: 'renameable' });
      const { sum } = m.wires({ sum: io.a });
      const { r } = m.regs({ r: uint(4, { naming: 'renameable' }) });
      const { r_q, r_d } = m.wires({ r_q: io.a, r_d: io.a });
      r.next(io.a);
      io.y.drive(first.sum.xor(sum).xor(r).xor(r_q).xor(r_d));
    });
    expect(namesOf(top)).toEqual(['r_q_2', 'sum_2', 'sum', 'r_q', 'r_d']);
    expect(new ModuleNames(top).target(top.registers[0] ?? fail())).toBe('r_d_2');
  });

  it('refuses reserved names that clash, and no others', () => {
    const clash = (first: 'reserved' | 'renameable', second: 'reserved' | 'renameable') =>
      codesOf(() =>
        checked(ports, (m, _p, io) => {
          const { x } = m.wires({ x: uint(4, { naming: first }) });
          x.drive(io.a);
          const again = m.wires({ x: io.a.not() }, { naming: second });
          io.y.drive(x.xor(again.x));
        }),
      );
    expect(clash('reserved', 'reserved')).toEqual(['CW-E006']);
    expect(clash('renameable', 'reserved')).toEqual([]);
    expect(clash('reserved', 'renameable')).toEqual([]);
    expect(clash('renameable', 'renameable')).toEqual([]);
  });

  it('lets mergeable names give way to those of equal signals', () => {
    const top = construct(ports, (m, _p, io) => {
      const { kept } = m.regs({ kept: uint(4) });
      const { alias } = m.wires({ alias: kept }, { naming: 'mergeable' });
      const { other } = m.wires({ other: alias.not() }, { naming: 'mergeable' });
      kept.next(other);
      io.y.drive(alias);
      m.ignore(io.a, 'not here');
    });
    expect(namesOf(top)).toEqual(['kept_q', 'kept_q', 'other']);
  });

  it('is the same in the printed text and in the simulator', () => {
    const Twice = module({
      name: 'twice',
      ports: () => ports,
      build(m, _p, io) {
        const first = m.wires({ x: io.a.not() }, { naming: 'renameable' });
        const { x } = m.wires({ x: first.x.addWrap(1) });
        io.y.drive(x.xor(first.x));
      },
    });
    const top = build(Twice, {});
    const [file] = printDesign(top, { command: 'test' });
    expect(file?.text).toMatch(/logic \[3:0\] x_2;/);
    const simulator = new Simulator(top);
    simulator.poke('a_i', 5);
    expect([simulator.peekSignal('x_2'), simulator.peekSignal('x')]).toEqual([10, 11]);
  });

  it('keeps the name of the module from its signals, and words of SystemVerilog', () => {
    expect(codesOf(() => checked(ports, (m, _p, io) => io.y.drive(m.wires({ unit: io.a }).unit)))).toEqual([
      'CW-E006',
    ]);
    const top = construct(ports, (m, _p, io) =>
      io.y.drive(m.wires({ reg: uint(4, { naming: 'renameable' }) }).reg.xor(io.a)),
    );
    expect(namesOf(top)).toEqual(['reg_']);
  });

  it('takes names of at most 200 characters', () => {
    const named = (length: number) =>
      codesOf(() =>
        checked(ports, (m, _p, io) =>
          io.y.drive(m.wires({ ['x'.repeat(length)]: io.a })['x'.repeat(length)] ?? 0),
        ),
      );
    expect(named(200)).toEqual([]);
    expect(named(201)).toEqual(['CW-E046']);
    const unit = (length: number) =>
      codesOf(() => build(module({ name: 'n'.repeat(length), ports: () => ({}), build() {} }), {}));
    expect(unit(200)).toEqual([]);
    expect(unit(201)).toEqual(['CW-E046']);
  });
});

describe('attributes', () => {
  it('come from types, from what one call declares, and from ports', () => {
    const top = elaborate(
      module({
        name: 'kept',
        ports: () => ({ a: input(bool, { comment: 'a pin', attributes: { PULLUP: 'TRUE' } }) }),
        build(m, _p, io) {
          m.regs({ own: bool({ attributes: { KEEP: 'yes' } }), all: bool }, { attributes: { KEEP: 'all' } });
          m.wires({ w: io.a }, { attributes: { MARK: '1' } });
        },
      }),
      {},
    );
    expect(top.ports[0]).toMatchObject({ comment: 'a pin', attributes: { PULLUP: 'TRUE' } });
    expect(top.registers.map((r) => r.attributes)).toEqual([{ KEEP: 'yes' }, { KEEP: 'all' }]);
    expect(top.wires[0]?.attributes).toEqual({ MARK: '1' });
  });
});

describe('nameOf', () => {
  it('keeps parameters in the name of a module', () => {
    expect(nameOf('fifo', { width: 8, almostFull: 3 })).toBe('fifo_width8_almost_full3');
    expect(
      nameOf('fifo', { low: -2, big: 12n, half: 0.5, isFast: true, isSmall: false, none: undefined }),
    ).toBe('fifo_lowm2_big12_half0p5_is_fast');
    expect(nameOf('fifo', { mode: 'half-even', empty: '' })).toBe('fifo_mode_half_even_empty');
    expect(nameOf('fifo', {})).toBe('fifo');
  });
});

function fail(): never {
  throw new Error('no register');
}
