import { describe, expect, test } from 'vitest';
import type { Expression, Signal } from '../../../hdl-dsl/ir/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import * as ir from '../print/support/ir.js';

const plus = (signal: Signal, by: number): Expression =>
  ir.binary('add', ir.read(signal), ir.lit(signal.type, by));

describe('registers', () => {
  const enable = ir.input('enable', ir.bool);
  const count = ir.register('count', ir.uint(4), 13n);
  const bare = ir.register('bare', ir.uint(4));
  const offset = ir.register('offset', ir.sint(40), -3n);
  const seen = ir.output('seen', ir.uint(4));
  const top = ir.module('counter', {
    ports: [enable, seen],
    registers: [count, bare, offset],
    body: [
      ir.when(ir.read(enable), [ir.assign(count, plus(count, 1)), ir.assign(bare, plus(bare, 1))]),
      ir.assign(offset, plus(offset, 1)),
      ir.assign(seen, ir.read(count)),
    ],
  });

  test('start in reset, hold unless assigned, and wrap', () => {
    const simulator = new Simulator(top);
    expect(simulator.peekSignal('count_q')).toBe(13);
    expect(simulator.peekSignal('bare_q')).toBe(0);
    simulator.step(3);
    expect(simulator.peek('seen_o')).toBe(13);
    simulator.poke('enable_i', 1);
    simulator.step(4);
    expect(simulator.peek('seen_o')).toBe(1);
    expect(simulator.peekSignal('bare_q')).toBe(4);
    expect(simulator.peekSignal('offset_q')).toBe(4n);
    expect(simulator.cycle).toBe(7);
  });

  test('reset gives back only those that have a reset value, and keeps the pins', () => {
    const simulator = new Simulator(top);
    simulator.poke('enable_i', 1);
    simulator.step(2);
    simulator.reset();
    expect(simulator.cycle).toBe(0);
    expect(simulator.peek('seen_o')).toBe(13);
    expect(simulator.peekSignal('offset_q')).toBe((1n << 40n) - 3n);
    expect(simulator.peekSignal('bare_q')).toBe(2);
    expect(simulator.peek('enable_i')).toBe(1);
  });

  test('all sample before the edge: a ring of registers turns', () => {
    const ring = [0, 1, 2, 3].map((i) =>
      ir.register(`r${i}`, i === 2 ? ir.uint(70) : ir.uint(8), BigInt(10 + i)),
    );
    const [a, b, c, d] = ring as [Signal, Signal, Signal, Signal];
    const wide = { ...ir.extend(ir.read(b), 70) };
    const simulator = new Simulator(
      ir.module('ring', {
        registers: ring.map((r) => r),
        body: [
          ir.assign(b, ir.read(a)),
          ir.assign(c, wide),
          ir.assign(d, ir.slice(ir.read(c), 0, 8)),
          ir.assign(a, ir.read(d)),
        ],
      }),
    );
    simulator.step();
    expect([0, 1, 2, 3].map((i) => Number(simulator.peekSignal(`r${i}_q`)))).toEqual([13, 10, 11, 12]);
    simulator.step(3);
    expect([0, 1, 2, 3].map((i) => Number(simulator.peekSignal(`r${i}_q`)))).toEqual([10, 11, 12, 13]);
  });

  test('parts are assigned on their own, the later assignment wins, and the rest holds', () => {
    const on = ir.input('on', ir.bool);
    const wide = ir.register('wide', ir.bits(96), 0n);
    const byte = ir.lit(ir.bits(8), 0xab);
    const simulator = new Simulator(
      ir.module('parts', {
        ports: [on],
        registers: [wide],
        body: [
          ir.assign(wide, ir.lit(ir.bits(16), 0x1234), 4, 16),
          ir.when(ir.read(on), [ir.assign(wide, byte, 8, 8)], [ir.assign(wide, byte, 80, 8)]),
        ],
      }),
    );
    simulator.step();
    expect(simulator.peekSignal('wide_q')).toBe((0xabn << 80n) | 0x12340n);
    simulator.poke('on_i', 1);
    simulator.step();
    expect(simulator.peekSignal('wide_q')).toBe((0xabn << 80n) | 0x1ab40n);
  });

  test('a switch on a signed subject chooses by number, and otherwise the default holds', () => {
    const s = ir.input('s', ir.sint(3));
    const w = ir.wire('w', ir.sint(6), -9n);
    const y = ir.output('y', ir.sint(6));
    const lit = (n: number): Expression => ir.lit(ir.sint(6), n);
    const simulator = new Simulator(
      ir.module('chooser', {
        ports: [s, y],
        wires: [w],
        body: [
          ir.choose(ir.read(s), [
            [-4, [ir.assign(w, lit(-1))]],
            [0, []],
            [3, [ir.assign(w, lit(7))]],
          ]),
          ir.assign(y, ir.read(w)),
        ],
      }),
    );
    const shown = [-4, -1, 0, 3].map((value) => {
      simulator.poke('s_i', value);
      return simulator.peek('y_o');
    });
    expect(shown).toEqual([63, 55, 55, 7]);
  });
});

describe.each([1, 8, 32, 33, 52, 53, 64, 100])('memories of %i-bit words', (width) => {
  describe.each([5, 8])('%i deep', (depth) => {
    test.each([false, true])('packed: %s', (packed) => {
      const word = ir.uint(width);
      const signed = ir.sint(width);
      const [at, from, data, write] = [
        ir.input('at', ir.uint(3)),
        ir.input('from', ir.uint(3)),
        ir.input('data', word),
        ir.input('write', ir.bool),
      ] as const;
      const m = ir.memory('m', word, depth, packed);
      const n = ir.memory('n', signed, depth, packed);
      const copy = ir.register('copy', word);
      const outputs = [
        ir.output('y', word),
        ir.output('z', signed),
        ir.output('all', ir.bits(width * depth)),
        ir.output('low', ir.bits(1)),
        ir.output('part', ir.bits(1)),
      ] as const;
      const [y, z, all, low, part] = outputs;
      const simulator = new Simulator(
        ir.module('memories', {
          ports: [at, from, data, write, ...outputs],
          memories: [m, n],
          registers: [copy],
          body: [
            ir.when(ir.read(write), [
              ir.write(m, ir.read(at), ir.read(data)),
              // What is read here is the word before the edge.
              ir.write(n, ir.read(at), ir.recast(ir.memoryRead(m, ir.read(at)), signed)),
            ]),
            ir.assign(copy, ir.memoryRead(m, ir.read(from))),
            ir.assign(y, ir.memoryRead(m, ir.read(from))),
            ir.assign(z, ir.memoryRead(n, ir.read(from))),
            ir.assign(all, packed ? ir.contents(m) : ir.lit(all.type, 0)),
            ir.assign(low, ir.slice(ir.memoryRead(m, ir.read(from)), width - 1, 1)),
            ir.assign(part, ir.partSelect(ir.memoryRead(m, ir.read(from)), ir.read(at), 1)),
          ],
        }),
      );
      const words = new Array<bigint>(8).fill(0n);
      const before = new Array<bigint>(8).fill(0n);
      const mask = (1n << BigInt(width)) - 1n;
      simulator.poke('write_i', 1);
      for (let i = 0; i < 40; i++) {
        const address = (i * 3) % 8;
        const value = (BigInt(i + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n) & mask;
        simulator.poke('at_i', address);
        simulator.poke('from_i', address);
        simulator.poke('data_i', value);
        const old = words[address] ?? 0n;
        expect(BigInt(simulator.peek('y_o'))).toBe(old);
        simulator.step();
        expect(BigInt(simulator.peekSignal('copy_q'))).toBe(old);
        if (address < depth) {
          before[address] = old;
          words[address] = value;
        }
        for (let k = 0; k < 8; k++) {
          simulator.poke('from_i', k);
          const expected = words[k] ?? 0n;
          expect(BigInt(simulator.peek('y_o')), `word ${k} of ${depth}`).toBe(expected);
          expect(BigInt(simulator.peek('z_o'))).toBe(before[k]);
          expect(BigInt(simulator.peek('low_o'))).toBe(expected >> BigInt(width - 1));
          expect(BigInt(simulator.peek('part_o'))).toBe(
            address < width ? (expected >> BigInt(address)) & 1n : 0n,
          );
        }
        const packedWords = words.slice(0, depth).reduceRight((sum, w) => (sum << BigInt(width)) | w, 0n);
        if (packed) expect(BigInt(simulator.peek('all_o'))).toBe(packedWords);
      }
      simulator.poke('write_i', 0);
      simulator.poke('at_i', 0);
      simulator.poke('data_i', 0);
      simulator.step(3);
      simulator.poke('from_i', 0);
      expect(BigInt(simulator.peek('y_o'))).toBe(words[0]);
    });
  });
});

describe('hierarchy', () => {
  const step = ir.input('step', ir.uint(8));
  const total = ir.register('total', ir.uint(8), 0n);
  const sum = ir.output('sum', ir.uint(8));
  const peeled = ir.output('peeled', ir.uint(8));
  const adder = ir.module('adder', {
    ports: [step, sum, peeled],
    registers: [total],
    body: [
      ir.assign(total, ir.binary('add', ir.read(total), ir.read(step))),
      ir.assign(sum, ir.read(total)),
      ir.assign(peeled, ir.unary('not', ir.read(step))),
    ],
  });
  const x = ir.instance('x', adder);
  const y = ir.instance('y', adder);
  const start = ir.input('start', ir.uint(8));
  const out = ir.output('out', ir.uint(8));
  const [xStep, xPeeled, yStep, ySum] = [
    ir.portOf(x, 'step'),
    ir.portOf(x, 'peeled'),
    ir.portOf(y, 'step'),
    ir.portOf(y, 'sum'),
  ];
  const top = ir.module('pair', {
    ports: [start, out],
    instances: [x, y],
    body: [
      ir.assign(xStep, ir.read(start)),
      ir.assign(yStep, ir.read(xPeeled)), // straight through x in the same cycle
      ir.assign(out, ir.read(ySum)),
    ],
  });

  test('instances have registers of their own, and paths go through them', () => {
    const simulator = new Simulator(top);
    simulator.poke('start_i', 3);
    simulator.step(2);
    expect(simulator.peekSignal('u_x.total_q')).toBe(6);
    expect(simulator.peekSignal('u_y.total_q')).toBe((2 * 252) % 256);
    expect(simulator.peek('out_o')).toBe((2 * 252) % 256);
    expect(simulator.peekSignal('u_y.step_i')).toBe(252);
    expect(simulator.peekSignal('x_peeled')).toBe(252);
  });

  test('signals have their printed names', () => {
    const paths = new Simulator(top).signals().map(({ path, width }) => `${path}:${width}`);
    expect(paths).toEqual([
      'start_i:8',
      'out_o:8',
      'x_step:8',
      'x_sum:8',
      'x_peeled:8',
      'y_step:8',
      'y_sum:8',
      'y_peeled:8',
      'u_x.step_i:8',
      'u_x.sum_o:8',
      'u_x.peeled_o:8',
      'u_x.total_q:8',
      'u_y.step_i:8',
      'u_y.sum_o:8',
      'u_y.peeled_o:8',
      'u_y.total_q:8',
    ]);
  });

  test('what is not there is refused by name', () => {
    const simulator = new Simulator(top);
    expect(() => simulator.pin('strat_i')).toThrow('`pair` has no pin `strat_i`');
    expect(() => simulator.peekSignal('u_z.total_q')).toThrow('`pair` has no signal `u_z.total_q`');
    expect(() => simulator.poke('out_o', 1)).toThrow('`out_o` is no input');
  });
});

describe('pins', () => {
  test.each([1, 8, 32, 33, 52, 53, 64, 300])('of %i bits take any number, and show its low bits', (width) => {
    const types = [ir.uint(width), ir.sint(width)];
    const inputs = types.map((type, i) => ir.input(`a${i}`, type));
    const outputs = types.map((type, i) => ir.output(`y${i}`, type));
    const tops = types.map((_, i) => ir.output(`top${i}`, ir.bits(1)));
    const body = inputs.flatMap((from, i) => [
      ir.assign(outputs[i] as Signal, ir.read(from)),
      ir.assign(tops[i] as Signal, ir.slice(ir.read(from), width - 1, 1)),
    ]);
    const simulator = new Simulator(ir.module('wires', { ports: [...inputs, ...outputs, ...tops], body }));
    for (const value of [
      0n,
      1n,
      -1n,
      1n << BigInt(width - 1),
      (1n << BigInt(width)) + 1n,
      -(1n << 400n) - 3n,
    ]) {
      const bits = BigInt.asUintN(width, value);
      for (const i of [0, 1]) {
        simulator.poke(`a${i}_i`, value);
        const shown = width > 32 ? bits : Number(bits);
        expect(simulator.peek(`y${i}_o`)).toBe(shown);
        expect(simulator.peek(`a${i}_i`)).toBe(shown);
        expect(simulator.peek(`top${i}_o`)).toBe(Number(bits >> BigInt(width - 1)));
      }
    }
    simulator.poke('a0_i', 1);
    expect(Number(simulator.peek('y0_o'))).toBe(1);
    expect(simulator.peekAt(simulator.pin('y0_o'))).toBe(simulator.peek('y0_o'));
  });
});

describe('size', () => {
  test('a chain of 5,000 wires settles', () => {
    const a = ir.input('a', ir.uint(16));
    const wires = Array.from({ length: 5000 }, (_, i) => ir.wire(`w${i}`, ir.uint(16)));
    const y = ir.output('y', ir.uint(16));
    const seen = ir.register('seen', ir.uint(16));
    const last = wires.at(-1) as Signal;
    const body = wires.map((w, i) => ir.assign(w, plus(wires[i - 1] ?? a, 3)));
    const simulator = new Simulator(
      ir.module('chain', {
        ports: [a, y],
        wires,
        registers: [seen],
        body: [...body, ir.assign(y, ir.read(last)), ir.assign(seen, ir.read(last))],
      }),
    );
    simulator.poke('a_i', 7);
    expect(simulator.peek('y_o')).toBe(15007);
    simulator.step();
    expect(simulator.peekSignal('seen_q')).toBe(15007);
  });

  test('a module of 2,000 registers works in several functions', () => {
    const registers = Array.from({ length: 2000 }, (_, i) => ir.register(`r${i}`, ir.uint(20), BigInt(i)));
    const body = registers.map((r, i) => {
      const before = registers[(i + 1999) % 2000] as Signal;
      return ir.assign(r, ir.binary('xor', ir.read(before), plus(r, 5)));
    });
    const simulator = new Simulator(ir.module('crowd', { registers, body }));
    let expected = Array.from({ length: 2000 }, (_, i) => i);
    for (let cycle = 0; cycle < 3; cycle++) {
      simulator.step();
      expected = expected.map((r, i) => (expected[(i + 1999) % 2000] ?? 0) ^ ((r + 5) % 2 ** 20));
    }
    expect(registers.map((r) => simulator.peekSignal(`${r.name}_q`))).toEqual(expected);
  });
});
