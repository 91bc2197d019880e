import {
  concat,
  enumOf,
  flow,
  input,
  memory,
  module,
  mux,
  output,
  q,
  type SInt,
  sint,
  stream,
  struct,
  type UInt,
  uint,
  uintBelow,
  uintUpTo,
  vec,
} from '../../../hdl-dsl/index.js';

const Mode = enumOf('mode', { Off: 0, On: 4 });

/** Assignments that the types refuse, each beside one that they accept. */
export const Assignments = module({
  name: 'assignments',
  ports: () => ({
    a: input(uint(8)),
    b: input(uint(4)),
    s: input(sint(8)),
    x: input(q(4, 4)),
    y: input(q(2, 6)),
    code: input(stream(uint(8))),
    pulse: input(flow(struct({ row: uint(3), level: q(1, 3) }))),
    sum: output(uint(9)),
    wide: output(uint(257)),
    top: output(uint(256)),
    product: output(q(6, 10)),
    out: output(flow(q(5, 6))),
    index: output(uintBelow(8)),
    upTo: output(uintUpTo(8)),
    mode: output(Mode),
  }),
  build(m, _p, io) {
    io.sum.drive(io.a.add(io.b));
    // @ts-expect-error 8 bits for 9
    io.sum.drive(io.a);
    // @ts-expect-error 10 bits for 9
    io.sum.drive(io.a.add(io.b).add(1));
    // @ts-expect-error signed for unsigned
    io.sum.drive(io.a.sub(io.b));
    // 257 bits are any width: elaboration checks.
    io.wide.drive(io.a.extend(257));
    io.wide.drive(io.a);
    io.wide.drive(io.wide.truncate(256));
    io.top.drive(io.a.extend(256));
    // @ts-expect-error 255 bits for 256
    io.top.drive(io.a.extend(255));
    // A result past 256 bits has any width too.
    io.top.drive(io.a.extend(256).add(1));
    io.sum.drive('0x1ff');
    io.sum.drive('9b1_1111_0000');
    io.sum.drive(-1n);
    // @ts-expect-error no number
    io.sum.drive('ff');

    const { total, narrow, list } = m.regs({
      total: uint(16, { reset: '0xffff' }),
      narrow: sint(9),
      list: vec(struct({ gain: q(4, 4) }), 4),
    });
    total.next(total.add(io.a).wrap(total.width));
    total.next(total.addWrap(io.a));
    // @ts-expect-error the carry
    total.next(total.add(io.a));
    total.slice(0, 8).next(io.a.asBits());
    // @ts-expect-error 8 bits for 4
    total.slice(0, 4).next(io.a.asBits());
    // @ts-expect-error kinds
    total.slice(0, 8).next(io.a);
    narrow.next(io.a.sub(io.b));
    // @ts-expect-error 8 bits for 9
    narrow.next(io.s);
    // @ts-expect-error unequal branches
    mux(io.code.valid, io.a, io.b);
    narrow.next(mux(io.code.valid, narrow, io.s.extend(9)));
    // @ts-expect-error unequal widths
    io.a.and(io.b);
    io.a.and(io.b.extend(8));
    // @ts-expect-error unequal widths
    io.a.asBits().eq(io.b.asBits());
    io.a.eq(io.b);

    list.at(0).gain.next(io.x);
    list.at(io.b).gain.add(io.y);
    // @ts-expect-error another format of equal width
    list.at(0).gain.next(io.y);
    list.at(1).next({ gain: 0.5 });
    // @ts-expect-error another format
    list.at(1).next({ gain: io.y });
    io.product.drive(io.x.mul(io.y));
    // @ts-expect-error q(6, 10) of a product
    io.product.drive(io.x.add(io.y));
    // @ts-expect-error a number is no fixed-point number
    io.product.drive(io.a.extend(16).asSInt());
    io.out.data.drive(io.x.add(io.y));
    io.out.data.drive(q.from(q(5, 6), 0.1, { rounding: 'half-up' }));
    io.out.data.drive(io.x.to(q(5, 6)));
    // @ts-expect-error q(4, 4) for q(5, 6)
    io.out.data.drive(io.x);
    // @ts-expect-error another format
    io.x.to(q(5, 6)).add(io.a);
    // @ts-expect-error a flow has no ready
    io.out.ready;
    io.out.valid.drive(io.pulse.valid);
    // @ts-expect-error the consumer reads
    io.pulse.valid.drive(true);
    // @ts-expect-error a flow is driven by its parts
    io.out.drive;
    const negated: SInt<9> = io.a.negate();
    // @ts-expect-error 9 bits
    const short: SInt<8> = io.s.negate();
    const any: UInt = io.a;
    const again: UInt<3> = any;
    io.index.drive(again);
    // @ts-expect-error four bits hold 0 to 8
    io.index.drive(io.upTo);
    io.index.drive(io.pulse.data.row);
    // @ts-expect-error no format q(2, 6) here
    io.pulse.data.level.to(q(2, 6), { rounding: 'none' });
    const joined = concat(io.a, io.b, io.code.valid);
    // @ts-expect-error 13 bits
    joined.and(io.sum.asBits());
    joined.and(io.a.extend(13).asBits());

    const { words } = m.memories({ words: memory(uint(4), 16) });
    words.write(io.b, io.b);
    // @ts-expect-error a word has four bits
    words.write(io.b, io.a);
    io.mode.drive('On');
    // @ts-expect-error no member
    io.mode.drive('Of');
    // @ts-expect-error members are no numbers
    io.mode.drive(4);
    m.switch(io.mode, { Off: () => {}, On: () => {} });
    const inner = m.instance('inner', Inner, {});
    inner.x.drive(io.b);
    // @ts-expect-error 8 bits for 4
    inner.x.drive(io.a);
    const seen: UInt<5> = inner.y;
    // @ts-expect-error 5 bits
    const wrong: UInt<4> = inner.y;
    void [negated, short, seen, wrong];
  },
});

const Inner = module({
  name: 'inner',
  ports: () => ({ x: input(uint(4)), y: output(uint(5)) }),
  build: (_m, _p, io) => io.y.drive(io.x.add(1)),
});
