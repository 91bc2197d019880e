import {
  bits,
  bool,
  build,
  clock,
  enumOf,
  input,
  memory,
  module,
  output,
  sint,
  uint,
  vec,
} from '../../../hdl-dsl/index.js';

const State = enumOf('state', ['Idle', 'Run', 'Stop']);

const Half = module({
  name: 'half',
  ports: () => ({ a: input(sint(6)), b: input(sint(4)), y: output(sint(10)), low: output(bool) }),
  build(_m, _p, io) {
    io.y.drive(io.a.mul(io.b));
    io.low.drive(io.a.lt(io.b));
  },
});

/** Every kind of node and statement. */
const Everything = module({
  name: 'everything',
  ports: () => ({
    go: input(bool),
    a: input(uint(8)),
    b: input(sint(6)),
    amount: input(uint(4)),
    index: input(uint(3)),
    list: input(vec(uint(3), 5)),
    sum: output(uint(9)),
    shifts: output(bits(40)),
    picked: output(uint(3)),
    ones: output(uint(4)),
    flags: output(bits(5)),
    word: output(uint(8)),
    fixed: output(uint(8)),
    contents: output(bits(24)),
    product: output(sint(10)),
    state: output(State),
  }),
  build(m, _p, io) {
    const { count, held, state } = m.regs({
      count: uint(8, { reset: 3 }),
      held: sint(6),
      state: State({ reset: 'Idle' }),
    });
    const { words, table } = m.memories({
      words: memory(uint(8), 5),
      table: memory(uint(8), 3, { packed: true }),
    });
    const half = m.instance('half', Half, {});
    half.a.drive(io.b);
    half.b.drive(held.slice(0, 4).asSInt());
    io.product.drive(half.y);
    const { sum, choice } = m.wires({ sum: io.a.add(count), choice: uint(8, { default: 9 }) });
    io.sum.drive(sum);
    m.when(io.go, () => {
      count.next(count.subWrap(io.a));
      words.write(io.index, io.a);
      m.when(half.low, () => choice.drive(io.a)).elseWhen(io.b.lt(0), () => {
        choice.slice(2, 3).drive(5);
        table.write(io.index, count);
      });
    }).otherwise(() => held.next(io.b.negate().truncate(6)));
    m.switch(
      state,
      {
        Idle: () => m.when(io.go, () => state.next('Run')),
        Run: () => state.next('Stop'),
      },
      () => {
        state.next('Idle');
        words.write(1, choice);
      },
    );
    io.state.drive(state);
    io.word.drive(words.read(io.index));
    io.fixed.drive(table.read(io.index));
    io.contents.drive(table.contents.asBits());
    io.picked.drive(io.list.at(io.index));
    io.ones.drive(choice.popcount());
    io.flags.drive(io.a.asBits().slice(0, 5).xor(io.b.asBits().slice(1, 5)));
    io.shifts.drive(
      io.a.shiftLeft(io.amount).asBits().slice(0, 20).concat(io.b.extend(20).shiftRight(io.amount).asBits()),
    );
  },
});

const TwoClocks = module({
  name: 'two_clocks',
  clocks: { write: clock(), read: clock({ reset: 'sync' }) },
  ports: () => ({
    a: input(uint(4), { clock: 'write' }),
    b: input(uint(4), { clock: 'read' }),
    x: output(uint(4), { clock: 'write' }),
    y: output(uint(4), { clock: 'read' }),
  }),
  build(m, _p, io) {
    const { first } = m.regs({ first: uint(4, { reset: 1 }) });
    const { second } = m.regs({ second: uint(4, { reset: 2 }) }, { clock: m.clocks.read });
    first.next(io.a);
    second.next(io.b);
    io.x.drive(first);
    io.y.drive(second);
  },
});

export const everything = () => build(Everything, {});
export const twoClocks = () => build(TwoClocks, {});
