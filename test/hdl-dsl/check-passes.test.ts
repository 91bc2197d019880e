import { describe, expect, it } from 'vitest';
import { modulePasses } from '../../hdl-dsl/check/check-design.js';
import {
  bool,
  checkDesign,
  enumOf,
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
import { codesOf } from './support/findings.js';
import { checked, construct } from './support/unit.js';

const State = enumOf('state', ['Idle', 'Run', 'Stop']);
const ports = { a: input(uint(4)), b: input(bool), c: input(bool), s: input(State), y: output(uint(4)) };
type Body = Parameters<typeof checked<typeof ports>>[1];
/** Codes of a module that reads all of its inputs and may drive `y`. */
const codes = (body: Body) =>
  codesOf(() =>
    checked(ports, (m, p, io) => {
      m.ignore(io.a, 'read or not');
      for (const pin of [io.b, io.c, io.s]) m.ignore(pin, 'read or not');
      body(m, p, io);
    }),
  );

const Pass = module({
  name: 'pass',
  ports: () => ({ x: input(uint(4)), y: output(uint(4)) }),
  build: (_m, _p, io) => io.y.drive(io.x),
});
const Delay = module({
  name: 'delay',
  ports: () => ({ x: input(uint(4)), y: output(uint(4)) }),
  build(m, _p, io) {
    const { kept } = m.regs({ kept: uint(4, { reset: 0 }) });
    kept.next(io.x);
    io.y.drive(kept);
  },
});

describe('drivers', () => {
  const fine: Record<string, Body> = {
    'one drive': (_m, _p, io) => io.y.drive(io.a),
    'a drive and a conditional override': (m, _p, io) => {
      io.y.drive(io.a);
      m.when(io.b, () => io.y.drive(0));
    },
    'both branches': (m, _p, io) => {
      m.when(io.b, () => io.y.drive(0)).otherwise(() => io.y.drive(1));
    },
    'three branches': (m, _p, io) => {
      m.when(io.b, () => io.y.drive(0))
        .elseWhen(io.c, () => io.y.drive(2))
        .otherwise(() => io.y.drive(1));
    },
    'two conditional drives that may both be active': (m, _p, io) => {
      io.y.drive(0);
      m.when(io.b, () => io.y.drive(1));
      m.when(io.c, () => io.y.drive(2));
    },
    'every bit once': (_m, _p, io) => {
      io.y.slice(0, 2).drive(1);
      io.y.bit(3).drive(io.b);
      io.y.bit(2).drive(io.c);
    },
    'bits split over branches': (m, _p, io) => {
      io.y.slice(0, 2).drive(1);
      m.when(io.b, () => io.y.slice(2, 2).drive(1)).otherwise(() => io.y.slice(2, 2).drive(0));
    },
    'every member of an enumeration': (m, _p, io) =>
      m.switch(io.s, { Idle: () => io.y.drive(0), Run: () => io.y.drive(1), Stop: () => io.y.drive(2) }),
    'a switch with otherwise': (m, _p, io) =>
      m.switch(io.s, { Idle: () => io.y.drive(0) }, () => io.y.drive(1)),
    'a wire with a default': (m, _p, io) => {
      const { w } = m.wires({ w: uint(4, { default: 3 }) });
      m.when(io.b, () => w.drive(io.a));
      io.y.drive(w);
    },
    'a register that holds': (m, _p, io) => {
      const { r } = m.regs({ r: uint(4, { reset: 0 }) });
      m.when(io.b, () => r.next(io.a));
      io.y.drive(r);
    },
  };
  it.each(Object.entries(fine))('accepts %s', (_name, body) => expect(codes(body)).toEqual([]));

  const broken: Record<string, [string[], Body]> = {
    'no drive': [['CW-E020'], () => {}],
    'a missing bit': [['CW-E020'], (_m, _p, io) => io.y.slice(0, 3).drive(1)],
    'one branch': [['CW-E021'], (m, _p, io) => void m.when(io.b, () => io.y.drive(0))],
    'a branch of three': [
      ['CW-E021'],
      (m, _p, io) => void m.when(io.b, () => io.y.drive(0)).elseWhen(io.c, () => io.y.drive(2)),
    ],
    'a branch without one of the bits': [
      ['CW-E021'],
      (m, _p, io) => void m.when(io.b, () => io.y.drive(0)).otherwise(() => io.y.slice(1, 3).drive(1)),
    ],
    'a member without a drive': [
      ['CW-E021'],
      (m, _p, io) => m.switch(io.s, { Idle: () => io.y.drive(0), Run: () => io.y.drive(1) }),
    ],
    'a number without a drive': [
      ['CW-E021'],
      (m, _p, io) => m.switch(io.a.truncate(1), { 0: () => io.y.drive(0) }),
    ],
    'two drives': [
      ['CW-E022'],
      (_m, _p, io) => {
        io.y.drive(io.a);
        io.y.drive(0);
      },
    ],
    'two drives of one bit': [
      ['CW-E022'],
      (_m, _p, io) => {
        io.y.slice(0, 3).drive(0);
        io.y.slice(2, 2).drive(0);
      },
    ],
    'a conditional drive before one without': [
      ['CW-E022'],
      (m, _p, io) => {
        m.when(io.b, () => io.y.drive(io.a));
        io.y.drive(0);
      },
    ],
    'a drive before one in every branch': [
      ['CW-E022'],
      (m, _p, io) => {
        io.y.drive(1);
        m.when(io.b, () => io.y.drive(io.a)).otherwise(() => io.y.drive(0));
      },
    ],
    'two next of a register in one branch': [
      ['CW-E022'],
      (m, _p, io) => {
        const { r } = m.regs({ r: uint(4) });
        m.when(io.b, () => {
          r.next(1);
          r.next(2);
        });
        io.y.drive(r);
      },
    ],
  };
  it.each(Object.entries(broken))('refuses %s', (_name, [expected, body]) =>
    expect(codes(body)).toEqual(expected),
  );

  it('lets the default of an output be overridden everywhere', () => {
    const run = (always: boolean) =>
      codesOf(() =>
        checked({ b: input(bool), y: output(bool({ default: false })) }, (m, _p, io) => {
          m.when(io.b, () => io.y.drive(true));
          if (always) m.when(io.b, () => io.y.drive(true)).otherwise(() => io.y.drive(false));
        }),
      );
    expect(run(false)).toEqual([]);
    expect(run(true)).toEqual(['CW-E022']);
  });
});

describe('loops', () => {
  const two = (first: typeof Pass, second: typeof Pass) =>
    codes((m, _p, io) => {
      const a = m.instance('one', first, {});
      const b = m.instance('two', second, {});
      a.x.drive(b.y);
      b.x.drive(a.y);
      io.y.drive(a.y);
    });
  it('are found through modules and end at registers', () => {
    expect(two(Pass, Pass)).toEqual(['CW-E023']);
    expect(two(Pass, Delay)).toEqual([]);
    expect(two(Delay, Delay)).toEqual([]);
  });

  it('run through conditions, and through addresses of memories but not their contents', () => {
    expect(
      codes((m, _p, io) => {
        m.when(io.y.bit(0), () => io.y.drive(1)).otherwise(() => io.y.drive(0));
      }),
    ).toEqual(['CW-E023']);
    const withMemory = (address: 'register' | 'self') =>
      codes((m, _p, io) => {
        const { words } = m.memories({ words: memory(uint(4), 16) });
        const { at } = m.regs({ at: uint(4) });
        at.next(io.a);
        words.write(at, io.y);
        io.y.drive(words.read(address === 'self' ? io.y : at));
      });
    expect(withMemory('self')).toEqual(['CW-E023']);
    expect(withMemory('register')).toEqual([]);
  });

  it('end at black boxes', () => {
    expect(
      codes((m, _p, io) => {
        const box = m.blackBox('box', { module: 'macro', ports: { x: input(uint(4)), y: output(uint(4)) } });
        box.x.drive(box.y);
        io.y.drive(box.y);
      }),
    ).toEqual([]);
  });

  it('of long chains are found without running out of stack', () => {
    const chain = (close: boolean) =>
      codes((m, _p, io) => {
        const wires = Array.from({ length: 12_000 }, (_, i) => m.wires({ [`w${i}`]: bool })[`w${i}`]);
        wires.forEach((w, i) => {
          w?.drive(i === 0 ? (close ? (wires.at(-1)?.not() ?? true) : io.b) : (wires[i - 1] ?? true));
        });
        m.ignore(wires, 'long');
        io.y.drive(0);
      });
    expect(chain(false)).toEqual([]);
    expect(chain(true)).toEqual(['CW-E023']);
  });
});

describe('unused', () => {
  it('takes conditions, addresses and assertions as reads', () => {
    expect(
      codesOf(() =>
        checked({ a: input(uint(2)), b: input(bool), c: input(bool), y: output(bool) }, (m, _p, io) => {
          const { w } = m.memories({ w: memory(bool, 4) });
          m.when(io.b, () => w.write(io.a, true));
          m.assert('NeverC', io.c.not(), 'c is never set');
          io.y.drive(w.read(0));
        }),
      ),
    ).toEqual([]);
  });

  it('is lifted by m.ignore, for structs and streams too', () => {
    const run = (ignore: boolean) =>
      codesOf(() =>
        checked(
          { in: input(stream(struct({ a: uint(2), b: bool }))), v: input(vec(bool, 2)) },
          (m, _p, io) => {
            io.in.ready.drive(true);
            const { r } = m.regs({ r: uint(2, { reset: 1 }) });
            if (ignore) for (const x of [io.in, io.v, r]) m.ignore(x, 'a pin of other configurations');
          },
        ),
      );
    expect(run(true)).toEqual([]);
    expect(run(false)).toEqual(['CW-E024', 'CW-E024', 'CW-E024', 'CW-E024', 'CW-E024', 'CW-E025']);
  });
});

describe('names', () => {
  const clash = (body: Body) =>
    codes((m, p, io) => {
      body(m, p, io);
      io.y.drive(0);
    }).filter((code) => code === 'CW-E006' || code === 'CW-E007');

  it('clash after suffixing, across kinds of declarations', () => {
    expect(clash((m) => void m.wires({ y_o: sint(2), fine: sint(2) }))).toEqual(['CW-E006']);
    expect(clash((m) => void [m.regs({ x: bool }), m.wires({ x_q: bool })])).toEqual(['CW-E006']);
    expect(clash((m) => void [m.regs({ x: bool }), m.wires({ x_d: bool })])).toEqual(['CW-E006']);
    expect(clash((m) => void [m.regs({ x: bool }), m.memories({ x: memory(bool, 2) })])).toEqual(['CW-E006']);
    expect(clash((m) => void [m.regs({ x: bool }), m.wires({ clk_i: bool })])).toEqual(['CW-E006']);
    expect(clash((m) => void [m.instance('p', Pass, {}), m.wires({ u_p: bool, p_y: bool })])).toEqual([
      'CW-E006',
      'CW-E006',
    ]);
    expect(clash((m) => void [m.instance('p', Pass, {}), m.instance('p', Delay, {})])).toHaveLength(3);
    expect(clash((m) => void m.wires({ clk_i: bool, x: bool }))).toEqual([]);
  });

  it('may be keywords where a suffix keeps them apart', () => {
    expect(clash((m) => void m.regs({ reg: bool, wire: bool }))).toEqual([]);
    expect(clash((m) => void m.wires({ logic: bool }))).toEqual(['CW-E007']);
  });
});

describe('the passes', () => {
  it('are named, and each module is checked once however often it is used', () => {
    expect(Object.keys(modulePasses)).toEqual([
      'scope',
      'width',
      'signedness',
      'drivers',
      'unused',
      'loops',
      'clocks',
      'resets',
      'names',
      'machines',
      'dead-code',
      'parameters',
    ]);
    const Broken = module({ name: 'broken', ports: () => ({ x: input(bool) }), build() {} });
    const top = construct({}, (m) => {
      for (const { x } of m.instances('part', 3, Broken, {})) x.drive(true);
    });
    expect(new Set(top.instances.map((i) => i.of)).size).toBe(1);
    expect(checkDesign(top).map((d) => d.code)).toEqual(['CW-E024']);
  });
});
