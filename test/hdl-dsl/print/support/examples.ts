import type { BlackBox, Module } from '../../../../hdl-dsl/ir/index.js';
import { mainClock } from '../../../../hdl-dsl/names/clock-pins.js';
import { clockDomains, oneHot, tables } from './clocked-examples.js';
import * as ir from './ir.js';

const { bool, read, assign, when, lit } = ir;

/** Adds weighted codes into one sum: enabled and chained register updates, signed arithmetic, a narrowed sum. */
export function shiftAdd(): Module {
  const valid = ir.input('code_valid', bool, 'a code is offered');
  const ready = ir.output('code_ready', bool);
  const code = ir.input('code_data', ir.uint(8), 'unsigned ADC code');
  const shift = ir.input('shift', ir.uint(4), 'weight of the code: 2^shift');
  const negative = ir.input('negative', bool, 'the top input bit counts negatively');
  const clear = ir.input('clear', bool);
  const sum = ir.output('sum', ir.sint(20), 'complete when the last code was taken');
  const acc = ir.register('acc', ir.sint(20), 0n, 'partial sum');
  const last = ir.register('last', ir.uint(8));
  const term = ir.wire('term', ir.sint(20));
  const wide = ir.extend(ir.recast(ir.extend(read(code), 9), ir.sint(9)), 20);
  const add = (op: 'add' | 'sub') => {
    const full = ir.binary(op, ir.extend(read(acc), 21), ir.extend(read(term), 21));
    return ir.recast(ir.slice(full, 0, 20), ir.sint(20));
  };
  return ir.module('shift_add', {
    comment: 'adds ADC codes into one signed sum, each weighted by its slice and input step.',
    ports: [valid, ready, code, shift, negative, clear, sum],
    wires: [term],
    registers: [acc, last],
    body: [
      assign(term, {
        kind: 'shift-dynamic',
        direction: 'left',
        type: ir.sint(20),
        operand: wide,
        amount: read(shift),
      }),
      assign(ready, lit(bool, 1)),
      when(
        read(clear),
        [assign(acc, lit(ir.sint(20), 0))],
        [when(read(valid), [assign(acc, ir.mux(read(negative), add('sub'), add('add')))])],
      ),
      when(read(valid), [assign(last, read(code))]),
      assign(sum, read(acc)),
    ],
    assertions: [
      ir.assertion(
        'LastIsNotAll',
        ir.binary('ne', read(last), lit(ir.uint(8), 255)),
        '100% of "last" is set',
      ),
    ],
  });
}

/** A state machine with an enumeration, outputs that depend on the state, and one override of a default. */
export function sequencer(): Module {
  const states = ir.enumeration('phase', 'Idle', 'LoadRow', 'Convert');
  const start = ir.input('start', bool);
  const columns = ir.input('columns', ir.uint(3), 'columns to convert, less one');
  const busy = ir.output('busy', bool);
  const strobe = ir.output('strobe', bool);
  const column = ir.output('column', ir.uint(3));
  const phase = ir.register('phase', ir.enumType(states), 0n);
  const count = ir.register('count', ir.uint(3), 0n, 'column under way');
  const done = ir.wire('done', bool);
  const next = ir.slice(ir.binary('add', ir.extend(read(count), 4), ir.extend(lit(ir.uint(3), 1), 4)), 0, 3);
  return ir.module('sequencer', {
    comment: 'walks over the columns of one row.',
    ports: [start, columns, busy, strobe, column],
    wires: [done],
    registers: [phase, count],
    body: [
      assign(done, ir.binary('eq', read(count), read(columns))),
      assign(busy, lit(bool, 1)),
      assign(strobe, lit(bool, 0)),
      ir.choose(read(phase), [
        [0, [assign(busy, lit(bool, 0)), when(read(start), [assign(phase, lit(phase.type, 1))])]],
        [1, [assign(count, lit(ir.uint(3), 0)), assign(phase, lit(phase.type, 2))]],
        [
          2,
          [
            assign(strobe, lit(bool, 1)),
            assign(count, ir.recast(next, ir.uint(3))),
            when(read(done), [assign(phase, lit(phase.type, 0))]),
          ],
        ],
      ]),
      assign(column, read(count)),
    ],
  });
}

/** Memories of both kinds with depths that are no powers of two, depth 1, and a packed one read as a whole. */
export function memories(): Module {
  const enable = ir.input('write', bool);
  const address = ir.input('address', ir.uint(3));
  const data = ir.input('data', ir.bits(12));
  const words = ir.memory('words', ir.bits(12), 5);
  const plane = ir.memory('plane', bool, 6, true);
  const single = ir.memory('single', ir.bits(12), 1);
  const pairs = ir.memory('pairs', ir.bits(3), 4, true);
  const outputs = [
    ir.output('word', ir.bits(12)),
    ir.output('all', ir.bits(6)),
    ir.output('only', ir.bits(12)),
    ir.output('pair', ir.bits(3)),
  ] as const;
  return ir.module('memories', {
    ports: [enable, address, data, ...outputs],
    memories: [words, plane, single, pairs],
    body: [
      when(read(enable), [
        ir.write(words, read(address), read(data)),
        ir.write(plane, read(address), ir.slice(read(data), 0, 1)),
      ]),
      ir.write(single, ir.slice(read(address), 0, 1), read(data)),
      ir.write(pairs, ir.slice(read(address), 1, 2), ir.slice(read(data), 4, 3)),
      assign(outputs[0], ir.memoryRead(words, read(address))),
      assign(outputs[1], ir.contents(plane)),
      assign(outputs[2], ir.memoryRead(single, ir.slice(read(address), 2, 1))),
      assign(outputs[3], ir.memoryRead(pairs, ir.slice(read(address), 0, 2))),
    ],
  });
}

/** One of each awkward expression: parts out of range, signed comparisons and shifts, the minimum, wide literals. */
export function expressions(): Module {
  const a = ir.input('a', ir.sint(8));
  const b = ir.input('b', ir.sint(8));
  const u = ir.input('u', ir.uint(8));
  const vector = ir.input('vector', ir.bits(20));
  const index = ir.input('index', ir.uint(3));
  const wide = ir.input('wide', ir.bits(70));
  const values: [string, ReturnType<typeof read>][] = [
    ['element', ir.partSelect(read(vector), read(index), 4)],
    ['third', ir.partSelect(read(vector), ir.slice(read(index), 0, 2), 6)],
    ['less', ir.binary('lt', read(a), read(b))],
    ['at_most', ir.binary('le', read(a), read(b))],
    ['at_most_three', ir.binary('le', read(a), lit(ir.sint(8), 3))],
    [
      'minimum',
      ir.mux(ir.binary('eq', read(a), lit(ir.sint(8), -128)), lit(ir.sint(8), -128), lit(ir.sint(8), -3)),
    ],
    ['negated', ir.unary('negate', read(a), ir.sint(9))],
    ['product', ir.binary('mul', read(a), read(b), ir.sint(16))],
    ['halved', { kind: 'shift', direction: 'right', type: ir.sint(8), operand: read(a), amount: 1 }],
    [
      'shifted',
      { kind: 'shift-dynamic', direction: 'right', type: ir.sint(8), operand: read(a), amount: read(u) },
    ],
    [
      'far',
      {
        kind: 'shift-dynamic',
        direction: 'left',
        type: ir.uint(8),
        operand: read(u),
        amount: ir.recast(read(wide), ir.uint(70)),
      },
    ],
    [
      'ones',
      ir.unary('popcount', ir.binary('xor', read(wide), lit(ir.bits(70), (1n << 69n) | 5n)), ir.uint(7)),
    ],
    ['carry', ir.slice(ir.binary('add', ir.extend(read(u), 9), ir.extend(read(u), 9)), 8, 1)],
    ['top', ir.slice(ir.binary('mul', read(a), read(b), ir.sint(16)), 12, 4)],
    ['parity', ir.unary('reduce-xor', read(u))],
    ['joined', ir.concat(ir.slice(read(u), 7, 1), ir.slice(read(u), 7, 1), read(a), lit(ir.sint(4), -3))],
  ];
  const outputs = values.map(([name, value]) => ir.output(name, value.type));
  return ir.module('expressions', {
    ports: [a, b, u, vector, index, wide, ...outputs],
    body: values.map(([, value], i) => {
      const target = outputs[i];
      if (target === undefined) throw new Error('one output a value');
      return assign(target, value);
    }),
  });
}

/** Instances of a module and of a black box with parameters, driven plainly and conditionally, partly unread. */
export function hierarchy(): Module {
  const box: BlackBox = {
    kind: 'black-box',
    name: 'cell_array',
    clocks: [mainClock],
    ports: [ir.input('column', ir.uint(2)), ir.output('code', ir.bits(6)), ir.output('done', bool)],
  };
  const doubler = ir.module('doubler', {
    comment: 'twice the input, without a clock.',
    ports: [ir.input('x', ir.uint(6)), ir.output('y', ir.uint(7)), ir.output('zero', bool)],
  });
  const [x, y, zero] = doubler.ports;
  if (x === undefined || y === undefined || zero === undefined) throw new Error('three ports');
  const double: Module = {
    ...doubler,
    body: [
      assign(y, { kind: 'shift', direction: 'left', type: ir.uint(7), operand: read(x), amount: 1 }),
      assign(zero, ir.binary('eq', read(x), lit(ir.uint(6), 0))),
    ],
  };
  const column = ir.input('column', ir.uint(2));
  const hold = ir.input('hold', bool);
  const spare = ir.input('spare', ir.bits(4), 'only bit 2 counts');
  const result = ir.output('result', ir.uint(7));
  const seen = ir.output('seen', ir.bits(4));
  const array = ir.instance('array', box, { Slice: 3, SliceBits: 2 });
  const twice = ir.instance('twice', double);
  return ir.module('hierarchy', {
    ports: [column, hold, spare, result, seen],
    instances: [array, twice],
    body: [
      assign(ir.portOf(array, 'column'), read(column)),
      when(
        read(hold),
        [assign(ir.portOf(twice, 'x'), lit(ir.uint(6), 0))],
        [assign(ir.portOf(twice, 'x'), ir.recast(read(ir.portOf(array, 'code')), ir.uint(6)))],
      ),
      assign(result, read(ir.portOf(twice, 'y'))),
      assign(seen, ir.concat(ir.slice(read(ir.portOf(array, 'code')), 2, 3), ir.slice(read(spare), 2, 1))),
    ],
  });
}

/** A wide register written in parts, one without reset, and a memory that nothing resets. */
export function wideRegister(): Module {
  const load = ir.input('load', bool);
  const high = ir.input('high', bool);
  const data = ir.input('data', ir.bits(64));
  const q = ir.output('q', ir.bits(128));
  const stamp = ir.output('stamp', ir.bits(64));
  const vector = ir.register('vector', ir.bits(128), 1n);
  const latest = ir.register('latest', ir.bits(64));
  return ir.module('wide_register', {
    ports: [load, high, data, q, stamp],
    registers: [vector, latest],
    body: [
      when(read(load), [
        when(read(high), [assign(vector, read(data), 64, 64)], [assign(vector, read(data), 0, 64)]),
        assign(latest, read(data)),
      ]),
      assign(q, read(vector)),
      assign(stamp, read(latest)),
    ],
  });
}

/** Two blocks that change their minds and read one another's results: endless in Icarus Verilog 11 as written. */
export function chainOfOverrides(): Module {
  const s = ir.input('s', bool);
  const d = ir.input('d', ir.uint(4));
  const out = ir.output('out', ir.uint(4));
  const first = ir.wire('first', ir.uint(4), 5n);
  const second = ir.wire('second', ir.uint(4), 9n);
  const third = ir.wire('third', ir.uint(4), 0n);
  return ir.module('chain_of_overrides', {
    ports: [s, d, out],
    wires: [first, second, third],
    body: [
      when(read(s), [assign(first, read(d))]),
      assign(first, lit(ir.uint(1), 1), 3, 1),
      when(read(s), [assign(second, read(first))], [assign(second, lit(bool, 0), 0, 1)]),
      when(ir.binary('eq', read(first), lit(ir.uint(4), 11)), [assign(second, lit(ir.uint(4), 4))]),
      when(read(s), [assign(third, read(second))]),
      assign(out, read(third)),
    ],
  });
}

export const examples: Readonly<Record<string, () => Module>> = {
  shiftAdd,
  sequencer,
  memories,
  expressions,
  hierarchy,
  wideRegister,
  chainOfOverrides,
  clockDomains,
  tables,
  oneHot,
};
