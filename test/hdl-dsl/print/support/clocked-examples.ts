import type { ClockDomain, Expression, Module, Signal } from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';

const { bool, read, assign, when, lit } = ir;

/** A counter in one domain, seen in another through two flops: both kinds of reset, attributes, a crossing, assertions in
 *  their domains, and an instance whose clocks have other names outside. */
export function clockDomains(): Module {
  const write: ClockDomain = { name: 'write', reset: 'async' };
  const readSide: ClockDomain = { name: 'read', reset: 'sync' };
  const step = ir.input('step', bool, 'counts one up');
  const level = { ...ir.output('level', ir.uint(4), 'as the reader sees it'), clock: readSide };
  const parity = { ...ir.output('parity', bool), clock: readSide };
  const count = ir.register('count', ir.uint(4), 9n, 'in the domain that writes', write);
  const gray = { ...ir.wire('gray', ir.bits(4)), comment: 'one bit changes at a time' };
  const sync = ['first', 'second'].map((name) => ({
    ...ir.register(name, ir.bits(4), 5n, undefined, readSide),
    attributes: { ASYNC_REG: 'TRUE' },
  }));
  const [first, second] = sync;
  if (first === undefined || second === undefined) throw new Error('two flops');
  const held = ir.register('held', ir.bits(4), undefined, 'without a reset', readSide);
  const child = follower();
  const follow = ir.instance('follow', child, {}, { main: readSide });
  const next = ir.slice(ir.binary('add', ir.extend(read(count), 5), lit(ir.uint(5), 1)), 0, 4);
  const shifted = ir.recast(ir.slice(ir.concat(lit(bool, 0), ir.slice(read(count), 1, 3)), 0, 4), ir.bits(4));
  const parityOf = ir.unary('reduce-xor', read(second));
  const implies = (a: Expression, b: Expression) => ir.binary('or', ir.unary('not', a), b);
  const isZero = (signal: Signal) => ir.binary('eq', read(signal), lit(signal.type, 0));
  return ir.module('clock_domains', {
    comment: 'a count that another clock reads.',
    ports: [step, level, parity],
    wires: [gray],
    registers: [count, first, second, held],
    instances: [follow],
    clocks: [write, readSide],
    body: [
      when(read(step), [assign(count, ir.recast(next, ir.uint(4)))]),
      assign(gray, ir.binary('xor', ir.recast(read(count), ir.bits(4)), shifted)),
      assign(first, read(gray)),
      assign(second, read(first)),
      assign(held, read(second)),
      assign(level, ir.recast(read(held), ir.uint(4))),
      assign(ir.portOf(follow, 'x'), parityOf),
      assign(parity, read(ir.portOf(follow, 'y'))),
    ],
    crossings: [{ signal: gray, reason: 'a Gray code is at most one step old' }],
    assertions: [
      ir.assertion('CodeOfZeroIsZero', implies(isZero(count), isZero(gray)), 'another code', write),
      ir.assertion('ZeroHasNoParity', implies(isZero(second), ir.unary('not', parityOf)), 'odd', readSide),
    ],
  });
}

/** One flop with an asynchronous reset, whatever resets the clock outside. */
function follower(): Module {
  const [x, y] = [ir.input('x', bool), ir.output('y', bool)];
  const q = ir.register('q', bool, 1n);
  return ir.module('follower', {
    ports: [x, y],
    registers: [q],
    body: [assign(q, read(x)), assign(y, read(q))],
  });
}

/** Memories with contents from the start, masked and partial writes, a synchronous read, and a table that nothing
 *  writes; arrays and packed ones. */
export function tables(): Module {
  const address = ir.input('address', ir.uint(3));
  const data = ir.input('data', ir.bits(8));
  const mask = ir.input('mask', ir.bits(2), 'one bit for each half of the word');
  const masked = ir.memory('masked', ir.bits(8), 6, false, {
    initial: [1n, 2n, 3n],
    comment: 'halves by mask',
  });
  const rom = ir.memory('rom', ir.uint(8), 5, false, { initial: [10n, 20n, 30n] });
  const flat = ir.memory('flat', ir.bits(6), 5, true, { initial: [0n, 7n, 63n] });
  const table = ir.memory('table', ir.bits(4), 4, true, { initial: [3n, 1n, 0n, 2n] });
  const fetched = ir.register('masked_read', ir.bits(8), undefined, 'read synchronously, the old word');
  const outputs = [
    ir.output('fetched', ir.bits(8)),
    ir.output('word', ir.uint(8)),
    ir.output('part', ir.bits(6)),
    ir.output('all', ir.bits(16)),
  ] as const;
  const half = (i: number) =>
    when(ir.slice(read(mask), i, 1), [
      ir.write(masked, read(address), ir.slice(read(data), i * 4, 4), i * 4, 4),
    ]);
  return ir.module('tables', {
    ports: [address, data, mask, ...outputs],
    memories: [masked, rom, flat, table],
    registers: [fetched],
    body: [
      half(0),
      half(1),
      assign(fetched, ir.memoryRead(masked, read(address))),
      ir.write(flat, read(address), ir.slice(read(data), 2, 3), 2, 3),
      assign(outputs[0], read(fetched)),
      assign(outputs[1], ir.memoryRead(rom, read(address))),
      assign(outputs[2], ir.memoryRead(flat, read(address))),
      assign(outputs[3], ir.contents(table)),
    ],
  });
}

/** A machine with one bit a state, its register kept apart from its next value by an attribute; ports with attributes;
 *  names that may change or give way; inputs unread on purpose. */
export function oneHot(): Module {
  const states = ir.encoded('phase', { Idle: 1, Fill: 2, Drain: 4 });
  const type = ir.enumType(states);
  const go = { ...ir.input('go', bool), attributes: { MARK_DEBUG: 'TRUE', KEEP: 'say "yes"' } };
  const spare = ir.input('spare', ir.bits(3));
  const busy = ir.output('busy', bool);
  const phase = { ...ir.register('phase', type, 1n), attributes: { fsm_encoding: 'none' } };
  const alias = { ...ir.wire('alias', bool), naming: 'mergeable' as const };
  const clash = { ...ir.wire('phase_q', bool), naming: 'renameable' as const };
  const move = (to: number) => [assign(phase, lit(type, to))];
  return ir.module('one_hot', {
    comment: 'one bit for each state.',
    ports: [go, spare, busy],
    wires: [alias, clash],
    registers: [phase],
    body: [
      assign(alias, read(go)),
      assign(clash, ir.binary('ne', read(phase), lit(type, 1))),
      ir.choose(read(phase), [
        [1, [when(read(alias), move(2))]],
        [2, move(4)],
        [4, move(1)],
      ]),
      assign(busy, read(clash)),
    ],
    ignored: [{ signal: spare, reason: 'a later revision reads them' }],
  });
}
