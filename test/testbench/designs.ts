import { z } from 'zod';
import {
  bits,
  bool,
  clock,
  enumOf,
  flow,
  input,
  memory,
  module,
  output,
  sint,
  stream,
  struct,
  uint,
  vec,
} from '../../hdl-dsl/index.js';

/** Designs that the test-benches of the suite run on. */

export const Counter = module({
  name: ({ width }) => `counter_${width}`,
  params: z.object({ width: z.int().min(1).max(64) }),
  ports: ({ width }) => ({
    enable: input(bool),
    load: input(flow(uint(width))),
    count: output(uint(width)),
    isZero: output(bool),
  }),
  build(m, { width }, io) {
    const { count } = m.regs({ count: uint(width, { reset: 0 }) });
    m.when(io.load.valid, () => count.next(io.load.data)).elseWhen(io.enable, () =>
      count.next(count.addWrap(1)),
    );
    io.count.drive(count);
    io.isZero.drive(count.eq(0));
  },
});

/** A register stage between two streams that adds 1: a word waits while the other side is not ready. */
export const Stage = module({
  name: 'stage',
  ports: () => ({ words: input(stream(uint(8))), more: output(stream(uint(9))) }),
  build(m, _, io) {
    const { full, word } = m.regs({ full: bool({ reset: false }), word: uint(9) });
    io.words.ready.drive(full.not().or(io.more.ready));
    io.more.valid.drive(full);
    io.more.data.drive(word);
    m.when(io.words.ready, () => full.next(io.words.valid));
    m.when(io.words.fire, () => word.next(io.words.data.add(1)));
  },
});

/** Stages one behind the other. */
export const Pipeline = module({
  name: 'pipeline',
  ports: () => ({ words: input(stream(uint(8))), more: output(stream(uint(9))) }),
  build(m, _, io) {
    const first = m.instance('first', Stage, {});
    const second = m.instance('second', Stage, {});
    first.words.valid.drive(io.words.valid);
    first.words.data.drive(io.words.data);
    io.words.ready.drive(first.words.ready);
    second.words.valid.drive(first.more.valid);
    second.words.data.drive(first.more.data.truncate(8));
    first.more.ready.drive(second.words.ready);
    io.more.valid.drive(second.more.valid);
    io.more.data.drive(second.more.data);
    second.more.ready.drive(io.more.ready);
  },
});

/** A counter in each of two domains, one reset at once and one at its clock edge; the slow domain samples the fast one. */
export const TwoClocks = module({
  name: 'two_clocks',
  clocks: { fast: clock(), slow: clock({ reset: 'sync' }) },
  ports: () => ({
    isFast: input(bool, { clock: 'fast' }),
    fast: output(uint(16), { clock: 'fast' }),
    slow: output(uint(16), { clock: 'slow' }),
    seen: output(uint(16), { clock: 'slow' }),
  }),
  build(m, _, io) {
    const { fast } = m.regs({ fast: uint(16, { reset: 100 }) });
    m.when(io.isFast, () => fast.next(fast.addWrap(1)));
    io.fast.drive(fast);
    const { across } = m.wires({ across: fast });
    m.crossing(across, 'the test-bench says when it may be sampled');
    m.within(m.clocks.slow, () => {
      const { slow, seen } = m.regs({ slow: uint(16, { reset: 200 }), seen: uint(16, { reset: 0 }) });
      slow.next(slow.addWrap(1));
      seen.next(across);
      io.slow.drive(slow);
      io.seen.drive(seen);
    });
  },
});

/** A memory with initial contents, read in the same cycle and through a register. */
export const Store = module({
  name: 'store',
  ports: () => ({
    write: input(bool),
    address: input(uint(3)),
    data: input(uint(40)),
    now: output(uint(40)),
    later: output(uint(40)),
  }),
  build(m, _, io) {
    const { words } = m.memories({
      words: memory(uint(40), 6, { initial: [1n, 2n, 1n << 39n, 4n, 5n, 6n] }),
    });
    const { later } = m.regs({ later: uint(40) });
    later.next(words.read(io.address));
    m.when(io.write, () => words.write(io.address, io.data));
    io.now.drive(words.read(io.address));
    io.later.drive(later);
  },
});

export const Light = enumOf('light', { Red: 1, Amber: 2, Green: 4 });

export const Lights = module({
  name: 'lights',
  ports: () => ({ go: input(bool), wanted: input(Light), light: output(Light), isWanted: output(bool) }),
  build(m, _, io) {
    const { light } = m.regs({ light: Light({ reset: 'Red' }) });
    m.when(io.go, () =>
      m.switch(light, {
        Red: () => light.next('Green'),
        Green: () => light.next('Amber'),
        Amber: () => light.next('Red'),
      }),
    );
    io.light.drive(light);
    io.isWanted.drive(light.eq(io.wanted));
  },
});

export const pixel = struct({ red: uint(8), delta: sint(5), flags: vec(bool, 3) });

/** Registers a struct, a vector of structs turned round, signed sums, and a wide word. */
export const Shapes = module({
  name: 'shapes',
  ports: () => ({
    pixel: input(pixel),
    held: output(pixel),
    row: input(vec(pixel, 3)),
    turned: output(vec(pixel, 3)),
    a: input(sint(16)),
    b: input(sint(16)),
    sum: output(sint(17)),
    product: output(sint(32)),
    wide: input(bits(200)),
    flipped: output(bits(200)),
  }),
  build(m, _, io) {
    const { held } = m.regs({ held: pixel });
    held.next(io.pixel);
    io.held.drive(held);
    for (let i = 0; i < 3; i++) io.turned.at(i).drive(io.row.at(2 - i));
    io.sum.drive(io.a.add(io.b));
    io.product.drive(io.a.mul(io.b));
    const { wide } = m.regs({ wide: bits(200) });
    wide.next(io.wide.not());
    io.flipped.drive(wide);
  },
});

/** Has an assertion that a test-bench can break. */
export const Guarded = module({
  name: 'guarded',
  ports: () => ({ ok: input(bool), seen: output(uint(8)) }),
  build(m, _, io) {
    const { seen } = m.regs({ seen: uint(8, { reset: 0 }) });
    seen.next(seen.addWrap(1));
    io.seen.drive(seen);
    m.assert('StaysOk', io.ok, 'ok is never taken away');
  },
});

/** Shows a register that nothing has set. */
export const Unset = module({
  name: 'unset',
  ports: () => ({ set: input(bool), value: output(uint(8)), copy: output(stream(uint(8))) }),
  build(m, _, io) {
    const { value, isSet } = m.regs({ value: uint(8), isSet: bool({ reset: false }) });
    m.when(io.set, () => {
      value.next(77);
      isSet.next(true);
    });
    io.value.drive(value);
    io.copy.valid.drive(isSet.and(io.copy.ready));
    io.copy.data.drive(value);
  },
});

/** A black box that adds a parameter to a word, a clock later. */
export const Boxed = module({
  name: 'boxed',
  ports: () => ({ a: input(uint(8)), y: output(uint(9)) }),
  build(m, _, io) {
    const box = m.blackBox('adder', {
      module: 'plus_later',
      ports: { a: input(uint(8)), y: output(uint(9)) },
      parameters: { Amount: 5 },
    });
    box.a.drive(io.a);
    io.y.drive(box.y);
  },
});

export const plusLater = {
  models: {
    plus_later: {
      create: ({ parameters }: { readonly parameters: Readonly<Record<string, number>> }) => ({
        reset: () => ({ y_o: 0 }),
        clock: (inputs: Readonly<Record<string, number | bigint>>) => ({
          y_o: Number(inputs.a_i) + (parameters.Amount ?? 0),
        }),
      }),
    },
  },
  sources: [
    {
      path: 'plus_later.sv',
      text: `module plus_later #(parameter int Amount = 0) (
  input logic clk_i, input logic rst_ni, input logic [7:0] a_i, output logic [8:0] y_o
);
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) y_o <= '0;
    else y_o <= 9'(a_i) + 9'(Amount);
  end
  always @(posedge clk_i) if (rst_ni && a_i == 8'd255) $fatal(1, "no room");
endmodule
`,
    },
  ],
};
