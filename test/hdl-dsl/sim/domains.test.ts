import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { BlackBox, ClockDomain, Memory, MemoryWrite, Module } from '../../../hdl-dsl/ir/index.js';
import type { BlackBoxModel } from '../../../hdl-dsl/sim/black-box-model.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { VcdWriter } from '../../../hdl-dsl/sim/vcd-writer.js';
import { readVcdWindow } from '../../../verilator-harness/vcd-window.js';
import * as ir from '../print/support/ir.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-domains-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fast: ClockDomain = { name: 'fast', reset: 'async' };
const slow: ClockDomain = { name: 'slow', reset: 'sync' };

const within = <T extends object>(clock: ClockDomain, thing: T): T & { readonly clock: ClockDomain } => ({
  ...thing,
  clock,
});
const counts = (register: ReturnType<typeof ir.register>) =>
  ir.assign(register, ir.binary('add', ir.read(register), ir.lit(register.type, 1)));

/** A counter in each of two domains, one register without reset, and each counter sampled in the other domain. */
function twoCounters(): Module {
  const a = within(fast, ir.register('a', ir.uint(8), 3n));
  const b = within(slow, ir.register('b', ir.uint(8), 5n));
  const free = within(slow, ir.register('free', ir.uint(8)));
  const seenA = within(slow, ir.register('seen_a', ir.uint(8), 0n));
  const seenB = within(fast, ir.register('seen_b', ir.uint(8), 0n));
  const registers = [a, b, free, seenA, seenB];
  const outputs = registers.map((r) => ir.output(r.name, r.type));
  const body = [
    ...[a, b, free].map(counts),
    ir.assign(seenA, ir.read(a)),
    ir.assign(seenB, ir.read(b)),
    ...outputs.map((o, i) => ir.assign(o, ir.read(registers[i]!))),
  ];
  return { ...ir.module('two', { ports: outputs, registers, body }), clocks: [fast, slow] };
}

const shown = (simulator: Simulator) =>
  ['a_o', 'b_o', 'free_o', 'seen_a_o', 'seen_b_o'].map((pin) => Number(simulator.peek(pin)));

describe.each([undefined, 2])('clock domains, %s nodes a function', (nodesPerFunction) => {
  const make = (top: Module) =>
    new Simulator(top, nodesPerFunction === undefined ? {} : { nodesPerFunction });

  test('have edges of their own, and simultaneous ones sample what was before', () => {
    const simulator = make(twoCounters());
    expect(simulator.domains).toEqual(['fast', 'slow']);
    expect(shown(simulator)).toEqual([3, 5, 0, 0, 0]);
    simulator.tick(['fast']);
    expect(shown(simulator)).toEqual([4, 5, 0, 0, 5]);
    simulator.tick(['slow']);
    expect(shown(simulator)).toEqual([4, 6, 1, 4, 5]);
    simulator.tick(['slow', 'fast']);
    expect(shown(simulator)).toEqual([5, 7, 2, 4, 6]);
    simulator.step(2);
    expect(shown(simulator)).toEqual([7, 9, 4, 6, 8]);
    expect([simulator.cyclesOf('fast'), simulator.cyclesOf('slow'), simulator.cycle]).toEqual([4, 4, 5]);
    simulator.tick([]);
    expect(shown(simulator)).toEqual([7, 9, 4, 6, 8]);
    expect(() => simulator.tick(['fas'])).toThrow(new RangeError('`two` has no clock domain `fas`'));
  });

  test('are reset one by one: asynchronously at once, synchronously at the edge', () => {
    const simulator = make(twoCounters());
    simulator.step(10);
    expect(shown(simulator)).toEqual([13, 15, 10, 12, 14]);
    simulator.holdReset('fast', true);
    expect(shown(simulator)).toEqual([3, 15, 10, 12, 0]);
    simulator.step();
    expect(shown(simulator)).toEqual([3, 16, 11, 3, 0]);
    simulator.holdReset('fast', false);
    simulator.holdReset('slow', true);
    expect(shown(simulator)).toEqual([3, 16, 11, 3, 0]);
    simulator.tick(['fast']);
    expect(shown(simulator)).toEqual([4, 16, 11, 3, 16]);
    simulator.tick(['slow']);
    // Registers without reset go on.
    expect(shown(simulator)).toEqual([4, 5, 12, 0, 16]);
    simulator.holdReset('slow', false);
    simulator.step();
    expect(shown(simulator)).toEqual([5, 6, 13, 4, 5]);
    simulator.reset();
    expect(shown(simulator)).toEqual([3, 5, 13, 0, 0]);
  });

  test('are mapped down by their instances, twice over', () => {
    const inner = within({ name: 'main', reset: 'async' } as ClockDomain, ir.register('n', ir.uint(4), 0n));
    const leafOut = ir.output('n', ir.uint(4));
    const leaf = ir.module('leaf', {
      ports: [leafOut],
      registers: [inner],
      body: [counts(inner), ir.assign(leafOut, ir.read(inner))],
    });
    const x: ClockDomain = { name: 'x', reset: 'async' };
    const y: ClockDomain = { name: 'y', reset: 'async' };
    const middleOuts = [ir.output('p', ir.uint(4)), ir.output('q', ir.uint(4))];
    const leaves = [
      { ...ir.instance('p', leaf), clocks: { main: x } },
      { ...ir.instance('q', leaf), clocks: { main: y } },
    ];
    const middle: Module = {
      ...ir.module('middle', {
        ports: middleOuts,
        instances: leaves,
        body: middleOuts.map((o, i) => ir.assign(o, ir.read(ir.portOf(leaves[i]!, 'n')))),
      }),
      clocks: [x, y],
    };
    const crossed = { ...ir.instance('m', middle), clocks: { x: slow, y: fast } };
    const outs = [ir.output('p', ir.uint(4)), ir.output('q', ir.uint(4))];
    const top: Module = {
      ...ir.module('top', {
        ports: outs,
        instances: [crossed],
        body: outs.map((o) => ir.assign(o, ir.read(ir.portOf(crossed, o.name)))),
      }),
      clocks: [fast, slow],
    };
    const simulator = make(top);
    simulator.tick(['slow']);
    simulator.tick(['slow']);
    simulator.tick(['fast']);
    expect([simulator.peek('p_o'), simulator.peek('q_o')]).toEqual([2, 1]);
  });

  test('of a memory: written in one, read in another', () => {
    const data = ir.input('data', ir.uint(40));
    const at = ir.input('at', ir.uint(2));
    const mem: Memory = { ...ir.memory('mem', ir.uint(40), 3), clock: fast, initial: [7n, 2n ** 39n] };
    const read = within(slow, ir.register('read', ir.uint(40)));
    const out = ir.output('read', ir.uint(40));
    const top: Module = {
      ...ir.module('dual', {
        ports: [data, at, out],
        registers: [read],
        memories: [mem],
        body: [
          ir.write(mem, ir.read(at), ir.read(data)),
          ir.assign(read, ir.memoryRead(mem, ir.read(at))),
          ir.assign(out, ir.read(read)),
        ],
      }),
      clocks: [fast, slow],
    };
    const simulator = make(top);
    const readAt = (address: number) => {
      simulator.poke('at_i', address);
      simulator.tick(['slow']);
      return simulator.peek('read_o');
    };
    expect([0, 1, 2, 3].map(readAt)).toEqual([7n, 2n ** 39n, 0n, 0n]);
    simulator.poke('data_i', 99n);
    simulator.poke('at_i', 1);
    simulator.tick(['fast', 'slow']);
    expect(simulator.peek('read_o')).toBe(2n ** 39n);
    expect([0, 1, 2, 3].map(readAt)).toEqual([7n, 99n, 0n, 0n]);
  });

  test.each([8, 32, 40, 52, 53, 80, 200])(
    'parts of words of %i bits are written, the later wins',
    (width) => {
      for (const [packed, word] of [
        [false, ir.sint(width)],
        [true, ir.uint(width)],
      ] as const) {
        const half = Math.floor(width / 2);
        const low = ir.input('low', ir.bits(half));
        const high = ir.input('high', ir.bits(width - half));
        const flags = ['low', 'high', 'top'].map((name) => ir.input(`write_${name}`, ir.bool));
        const pattern = (1n << BigInt(width)) - 2n;
        const mem: Memory = { ...ir.memory('mem', word, 3, packed), initial: [0n, pattern] };
        const write = (lsb: number, size: number, source: ReturnType<typeof ir.read>): MemoryWrite => ({
          ...ir.write(mem, ir.lit(ir.uint(2), 1), source),
          lsb,
          width: size,
        });
        const outs = [0, 1, 2].map((i) => ir.output(`word_${i}`, word));
        const top = ir.module('parts', {
          ports: [low, high, ...flags, ...outs],
          memories: [mem],
          body: [
            ir.when(ir.read(flags[0]!), [write(0, half, ir.read(low))]),
            ir.when(ir.read(flags[1]!), [write(half, width - half, ir.read(high))]),
            ir.when(ir.read(flags[2]!), [write(width - 1, 1, ir.lit(ir.bits(1), 0))]),
            ...outs.map((o, i) => ir.assign(o, ir.memoryRead(mem, ir.lit(ir.uint(2), i)))),
          ],
        });
        const simulator = make(top);
        const words = () => [0, 1, 2].map((i) => BigInt(simulator.peek(`word_${i}_o`)));
        const write3 = (l: number, h: number, t: number) => {
          for (const [name, value] of Object.entries({ low: l, high: h, top: t }))
            simulator.poke(`write_${name}_i`, value);
          simulator.step();
        };
        expect(words()).toEqual([0n, pattern, 0n]);
        const lowOnes = (1n << BigInt(half)) - 1n;
        const lowValue = 0x5555555555555555555555555n & lowOnes;
        const highValue = (1n << BigInt(width - half)) - 1n;
        simulator.poke('low_i', lowValue);
        simulator.poke('high_i', highValue);
        write3(1, 0, 0);
        expect(words()).toEqual([0n, (pattern & ~lowOnes) | lowValue, 0n]);
        write3(0, 1, 1);
        const topless = (highValue << BigInt(half)) & ~(1n << BigInt(width - 1));
        expect(words()).toEqual([0n, topless | lowValue, 0n]);
      }
    },
  );
});

test('an assertion is looked at in its own domain, out of its reset', () => {
  const ok = ir.input('ok', ir.bool);
  const top: Module = {
    ...ir.module('host', {
      ports: [ok],
      assertions: [{ ...ir.assertion('AlwaysOk', ir.read(ok), 'ok is 1'), clock: slow }],
    }),
    clocks: [fast, slow],
  };
  const simulator = new Simulator(top);
  simulator.tick(['fast']);
  simulator.holdReset('slow', true);
  simulator.step();
  expect(simulator.failedAssertion).toBeUndefined();
  simulator.holdReset('slow', false);
  simulator.poke('ok_i', 1);
  simulator.tick(['slow']);
  simulator.poke('ok_i', 0);
  simulator.tick(['slow', 'fast']);
  expect(simulator.failedAssertion).toEqual({ name: 'AlwaysOk', unit: 'host', message: 'ok is 1', cycle: 1 });
});

test('a black box is told which of its clocks have an edge', () => {
  const a: ClockDomain = { name: 'a', reset: 'async' };
  const b: ClockDomain = { name: 'b', reset: 'async' };
  const box: BlackBox = {
    kind: 'black-box',
    name: 'box',
    clocks: [a, b],
    ports: [ir.output('n', ir.uint(8))],
  };
  const told: string[] = [];
  let resets = 0;
  const model: BlackBoxModel = {
    create: () => ({
      reset: () => ({ n_o: 40 + resets++ }),
      clock(_, edges) {
        told.push(edges.join('+'));
        return {};
      },
    }),
  };
  const instance = { ...ir.instance('x', box), clocks: { a: slow, b: fast } };
  const out = ir.output('n', ir.uint(8));
  const top: Module = {
    ...ir.module('host', {
      ports: [out],
      instances: [instance],
      body: [ir.assign(out, ir.read(ir.portOf(instance, 'n')))],
    }),
    clocks: [fast, slow],
  };
  const simulator = new Simulator(top, { models: { box: model } });
  simulator.tick(['fast']);
  simulator.tick(['slow']);
  simulator.step();
  expect(told).toEqual(['b', 'a', 'a+b']);
  const before = resets;
  simulator.holdReset('slow', true);
  expect([simulator.peek('n_o'), resets]).toEqual([40 + before, before + 1]);
  simulator.step();
  expect(told).toHaveLength(3);
});

test('a waveform has every clock and reset, at integer times', () => {
  const file = join(folder, 'two.vcd');
  const simulator = new Simulator(twoCounters());
  const writer = new VcdWriter(file);
  simulator.trace(writer);
  simulator.holdReset('slow', true);
  simulator.edge(3, ['slow']);
  simulator.edge(5, ['fast']);
  simulator.edge(6, [], ['slow', 'fast']);
  simulator.holdReset('slow', false);
  simulator.edge(9, ['slow', 'fast']);
  simulator.flushTrace();
  writer.close();
  expect(() => simulator.edge(8, [])).toThrow(new RangeError('time 8 is no integer from 9'));
  expect(() => simulator.edge(9.5, [])).toThrow(RangeError);
  const text = readFileSync(file, 'utf8').trim().split('\n');
  expect(text.slice(0, 9)).toEqual([
    '$timescale 1ns $end',
    '$scope module two $end',
    '$var wire 1 ! clk_fast_i $end',
    '$var wire 1 " rst_fast_ni $end',
    '$var wire 1 # clk_slow_i $end',
    '$var wire 1 $ rst_slow_ni $end',
    '$var wire 8 % a_o [7:0] $end',
    '$var wire 8 & b_o [7:0] $end',
    "$var wire 8 ' free_o [7:0] $end",
  ]);
  expect(text.slice(text.indexOf('#0') + 1)).toEqual([
    '0!',
    '1"',
    '0#',
    '1$',
    'b11 %',
    'b101 &',
    "b0 '",
    'b0 (',
    'b0 )',
    '0$',
    '#3',
    '1#',
    "b1 '",
    '#5',
    '1!',
    'b100 %',
    'b101 )',
    '#6',
    '0!',
    '0#',
    '1$',
    '#9',
    '1!',
    '1#',
    'b101 %',
    'b110 &',
    "b10 '",
    'b100 (',
  ]);
  expect(readVcdWindow(file, { from: 0, to: 0 }).signals.length).toBeGreaterThan(4);
});

test('many pins are poked at once', () => {
  const pins = [ir.input('a', ir.uint(3)), ir.input('b', ir.sint(5)), ir.input('c', ir.uint(32))];
  const wide = ir.input('wide', ir.uint(33));
  const outs = pins.map((p) => ir.output(p.name, p.type));
  const top = ir.module('pins', {
    ports: [...pins, wide, ...outs],
    body: outs.map((o, i) => ir.assign(o, ir.read(pins[i]!))),
  });
  const simulator = new Simulator(top);
  const poke = simulator.poker(['c_i', 'a_i', 'b_i']);
  poke(Int32Array.of(-1, 13, 0x1f0));
  const peek = () => ['a_o', 'b_o', 'c_o'].map((pin) => simulator.peek(pin));
  expect(peek()).toEqual([5, 16, 2 ** 32 - 1]);
  poke([7, 8, 1]);
  expect(peek()).toEqual([0, 1, 7]);
  expect(() => simulator.poker(['a_o'])).toThrow(new RangeError('`a_o` is no input'));
  expect(() => simulator.poker(['wide_i'])).toThrow(
    new RangeError('a pin of more than 32 bits takes no number'),
  );
});

test('an enumeration of any encoding keeps its values', () => {
  const type = {
    kind: 'enum',
    width: 4,
    signed: false,
    enumeration: {
      name: 'state',
      members: [
        { name: 'Idle', value: 1n },
        { name: 'Run', value: 4n },
        { name: 'Done', value: 8n },
      ],
    },
  } as const;
  const state = ir.register('state', type, 1n);
  const out = ir.output('state', type);
  const top = ir.module('machine', {
    ports: [out],
    registers: [state],
    body: [
      ir.choose(ir.read(state), [
        [1, [ir.assign(state, ir.lit(type, 4))]],
        [4, [ir.assign(state, ir.lit(type, 8))]],
        [8, [ir.assign(state, ir.lit(type, 1))]],
      ]),
      ir.assign(out, ir.read(state)),
    ],
  });
  const simulator = new Simulator(top);
  const seen = Array.from({ length: 4 }, () => {
    const value = simulator.peek('state_o');
    simulator.step();
    return value;
  });
  expect(seen).toEqual([1, 4, 8, 1]);
});
