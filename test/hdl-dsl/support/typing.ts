import {
  type Bool,
  bits,
  bool,
  enumOf,
  input,
  memory,
  module,
  mux,
  output,
  sint,
  stream,
  struct,
  type UInt,
  uint,
  vec,
} from '../../../hdl-dsl/index.js';

const State = enumOf('state', ['Idle', 'Run']);
export const M = module({
  name: 'm',
  ports: () => ({
    a: input(uint(4)),
    b: input(bool),
    s: output(stream(struct({ x: uint(3), y: bits(2) }))),
    o: output(sint(3)),
    v: input(vec(vec(uint(2), 3), 4)),
  }),
  build(m, _p, io) {
    // @ts-expect-error inputs are not driven
    io.a.drive(3);
    // @ts-expect-error kinds are kept apart
    io.o.drive(io.a);
    // @ts-expect-error kinds are kept apart
    io.a.add(io.o);
    // @ts-expect-error no such state
    m.regs({ s: State({ reset: 'Nope' }) });
    const { st, r, vs } = m.regs({ st: State, r: uint(4, { reset: 1 }), vs: vec(struct({ q: uint(2) }), 4) });
    // @ts-expect-error a register has next
    r.drive(2);
    // @ts-expect-error no such state
    st.next('Nope');
    st.next('Run');
    r.slice(0, 2).next(1);
    vs.at(1).q.next(io.v.at(io.a).at(1));
    vs.at(1).next({ q: io.v.at(io.a).at(1) });
    vs.next(vs);
    // @ts-expect-error a dynamic element is no target
    vs.at(io.a).q.next(1);
    // @ts-expect-error nor is one of an expression
    io.v.at(1).drive([1, 2, 3]);
    const q: UInt = mux(io.b, r, 3);
    const q2: Bool = mux(io.b, true, io.b);
    st.next(mux(io.b, st, 'Run'));
    io.s.data.x.drive(q.truncate(3));
    io.s.data.drive({ x: 1, y: 2 });
    io.s.valid.drive(io.s.ready.and(q2));
    // @ts-expect-error the consumer drives ready
    io.s.ready.drive(true);
    const { mm, mp } = m.memories({ mm: memory(uint(2), 4), mp: memory(bool, 4, { packed: true }) });
    // @ts-expect-error not packed
    mm.contents;
    mp.contents.at(1).and(true);
    const { w, w2 } = m.wires({ w: r, w2: sint(3) });
    w.add(1);
    // @ts-expect-error driven already
    w.drive(2);
    w2.drive(io.a.sub(1).wrap(3));
    m.switch(st, { Idle: () => {} }, () => {});
    // @ts-expect-error no such state
    m.switch(st, { Idel: () => {} });
    m.switch(r, { 0: () => {}, 3: () => {} });
  },
});
