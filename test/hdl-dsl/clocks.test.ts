import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  bool,
  build,
  clock,
  elaborate,
  input,
  type Module,
  type ModuleDefinition,
  type ModuleSpec,
  memory,
  module,
  output,
  uint,
} from '../../hdl-dsl/index.js';
import { codesOf, findingsOf } from './support/findings.js';

const two = { write: clock(), read: clock({ reset: 'sync' }) };
const ports = {
  d: input(uint(4), { clock: 'write' }),
  free: input(uint(4), { comment: 'from a pin', clock: 'asynchronous' }),
  y: output(uint(4), { clock: 'read' }),
};
type Body = ModuleSpec<z.ZodObject, typeof ports, typeof two>['build'];
const dual = (body: Body) =>
  module({ name: 'dual', params: z.object({}), clocks: two, ports: () => ports, build: body });
/** Codes of a module of two domains that may leave its inputs unread. */
const codes = (body: Body) =>
  codesOf(() =>
    build(
      dual((m, p, io) => {
        for (const pin of [io.d, io.free]) m.ignore(pin, 'read or not');
        body(m, p, io);
      }),
      {},
    ),
  );

const Pass = module({
  name: 'pass',
  ports: () => ({ x: input(uint(4)), z: input(uint(4)), y: output(uint(4)), w: output(uint(4)) }),
  build(_m, _p, io) {
    io.y.drive(io.x);
    io.w.drive(io.z);
  },
});
const Delay = module({
  name: 'delay',
  ports: () => ({ x: input(uint(4)), y: output(uint(4)) }),
  build(m, _p, io) {
    const { kept } = m.regs({ kept: uint(4) });
    kept.next(io.x);
    io.y.drive(kept);
  },
});
/** Two flip-flops in the domain that its instance gets. */
const Synchroniser = module({
  name: 'synchroniser',
  ports: () => ({ d: input(uint(4), { clock: 'asynchronous' }), q: output(uint(4)) }),
  build(m, _p, io) {
    const { raw } = m.wires({ raw: io.d });
    m.crossing(raw, 'the first stage settles it');
    const { first, second } = m.regs(
      { first: uint(4), second: uint(4) },
      { attributes: { ASYNC_REG: 'TRUE' } },
    );
    first.next(raw);
    second.next(first);
    io.q.drive(second);
  },
});

const shape = (top: Module) => ({
  clocks: top.clocks.map((c) => `${c.name} ${c.reset}`),
  ports: top.ports.map((p) => `${p.name} ${p.clock === 'asynchronous' ? p.clock : p.clock.name}`),
  registers: top.registers.map((r) => `${r.name} ${r.clock.name}`),
  memories: top.memories.map((m) => `${m.name} ${m.clock.name}`),
  assertions: top.assertions.map((a) => `${a.name} ${a.clock.name}`),
  instances: top.instances.map(
    (i) => `${i.name} ${Object.entries(i.clocks).map(([inner, outer]) => `${inner}=${outer.name}`)}`,
  ),
});

describe('clock domains', () => {
  it('are declared, taken by what is inside them, and told to instances', () => {
    const top = elaborate(
      dual((m, _p, io) => {
        m.regs({ a: uint(2) });
        m.within(m.clocks.read, () => {
          m.regs({ b: uint(2) });
          m.memories({ words: memory(uint(2), 4) });
          m.assert('Always', io.d.eq(0), 'always');
          m.instance('inner', Delay, {});
          m.regs({ c: uint(2) }, { clock: m.clocks.write });
        });
        m.memories({ others: memory(uint(2), 4) }, { clock: m.clocks.read });
        m.instance('outer', Delay, {});
        m.instance('told', Delay, {}, { clocks: { main: m.clocks.read } });
        m.instance('flat', Pass, {});
        m.instance(
          'both',
          dual(() => {}),
          {},
          { clocks: { write: m.clocks.read, read: m.clocks.write } },
        );
      }),
      {},
    );
    expect(shape(top)).toEqual({
      clocks: ['write async', 'read sync'],
      ports: ['d write', 'free asynchronous', 'y read'],
      registers: ['a write', 'b read', 'c write'],
      memories: ['words read', 'others read'],
      assertions: ['Always read'],
      instances: [
        'inner main=read',
        'outer main=write',
        'told main=read',
        'flat ',
        'both write=read,read=write',
      ],
    });
    expect(top.ports[1]?.comment).toBe('from a pin');
    expect(top.instances[0]?.clocks.main).toBe(top.clocks[1]);
  });

  it('of modules that declare none are `main`, where anything has a clock', () => {
    expect(shape(elaborate(Delay, {})).clocks).toEqual(['main async']);
    expect(shape(elaborate(Pass, {})).clocks).toEqual([]);
    const Above = module({ name: 'above', ports: () => ({}), build: (m) => void m.instance('d', Delay, {}) });
    expect(shape(elaborate(Above, {}))).toMatchObject({ clocks: ['main async'], instances: ['d main=main'] });
  });

  it('may depend on parameters, and `main` may have another reset', () => {
    const Some = module({
      name: (p) => `some_${p.isDual}`,
      params: z.object({ isDual: z.boolean() }),
      clocks: (p) =>
        p.isDual ? { main: clock({ reset: 'sync' }), slow: clock() } : { main: clock({ reset: 'sync' }) },
      ports: () => ({}),
      build(m) {
        if (m.clocks.slow !== undefined) m.within(m.clocks.slow, () => m.regs({ late: bool }));
        m.regs({ early: bool });
      },
    });
    expect(shape(elaborate(Some, { isDual: true }))).toMatchObject({
      clocks: ['main sync', 'slow async'],
      registers: ['late slow', 'early main'],
    });
    expect(shape(elaborate(Some, { isDual: false })).clocks).toEqual(['main sync']);
  });

  it('of black boxes are told like those of modules', () => {
    const top = elaborate(
      dual((m) => {
        m.blackBox('one', { module: 'pll', ports: {} });
        const spec = { module: 'fifo', clocks: two, ports: { a: input(bool, { clock: 'read' }) } } as const;
        m.blackBox('two', spec, { clocks: { write: m.clocks.write, read: m.clocks.read } });
        m.blackBox('none', { module: 'gate', clocked: false, ports: {} });
      }),
      {},
    );
    expect(shape(top).instances).toEqual(['one main=write', 'two write=write,read=read', 'none ']);
    expect(top.instances[1]?.of.ports[0]?.clock).toEqual({ name: 'read', reset: 'sync' });
  });

  it('have pins whose names may not be taken', () => {
    const taken = (name: string) => codes((m, _p, io) => void [m.wires({ [name]: io.d }), io.y.drive(0)]);
    expect(taken('clk_write_i')).toContain('CW-E006');
    expect(taken('rst_read_ni')).toContain('CW-E006');
    expect(taken('clk_i')).not.toContain('CW-E006');
  });

  it('are known to the editor, and so are those of instances', () => {
    const definitions: readonly ModuleDefinition[] = [Pass, Delay, dual(() => {})];
    expect(definitions).toHaveLength(3);
    const wrong = () =>
      elaborate(
        dual((m) => {
          // @ts-expect-error no such domain
          m.within(m.clocks.slow, () => {});
          // @ts-expect-error `pass` has no such domain
          m.instance('pass', Delay, {}, { clocks: { slow: m.clocks.read } });
        }),
        {},
      );
    expect(codesOf(wrong)).toEqual(['CW-E033', 'CW-E033']);
  });

  it('that nothing uses are refused', () => {
    const Idle = module({
      name: 'idle',
      clocks: two,
      ports: () => ({ x: output(bool) }),
      build: (_m, _p, io) => io.x.drive(true),
    });
    expect(findingsOf(() => build(Idle, {})).map((d) => d.message)).toEqual([
      'clock domain `read` is never used',
    ]);
  });
});

describe('crossings', () => {
  const allowed: Record<string, Body> = {
    'within one domain': (m, _p, io) => {
      const { a } = m.regs({ a: uint(4) });
      a.next(io.d);
      io.y.drive(0);
      m.ignore(a, 'a sink');
    },
    'of constants': (_m, _p, io) => io.y.drive(3),
    'through a synchroniser': (m, _p, io) => {
      const { d, q } = m.instance('sync', Synchroniser, {}, { clocks: { main: m.clocks.read } });
      d.drive(io.d);
      io.y.drive(q);
    },
    'of a pin without a domain through a synchroniser': (m, _p, io) => {
      m.within(m.clocks.read, () => {
        const { d, q } = m.instance('sync', Synchroniser, {});
        d.drive(io.free);
        io.y.drive(q);
      });
    },
    'through a wire that is said to be safe': (m, _p, io) => {
      const { held } = m.wires({ held: io.d });
      m.crossing(held, 'it holds still while it is read');
      io.y.drive(held);
    },
    'through a module without clocks, pin by pin': (m, _p, io) => {
      const { late } = m.regs({ late: uint(4) }, { clock: m.clocks.read });
      const { early } = m.regs({ early: uint(4) });
      const pass = m.instance('pass', Pass, {});
      pass.x.drive(io.d);
      pass.z.drive(late);
      early.next(pass.y);
      late.next(pass.w);
      m.ignore(early, 'a sink');
      io.y.drive(late);
    },
    'by a synchronous read that says why': (m, _p, io) => {
      const { words } = m.memories({ words: memory(uint(4), 4, { read: 'sync' }) });
      words.write(0, io.d);
      m.within(m.clocks.read, () => io.y.drive(words.read(0, { crossing: 'words are written long before' })));
    },
  };
  it.each(Object.entries(allowed))('%s are allowed', (_name, body) => expect(codes(body)).toEqual([]));

  const refused: Record<string, Body> = {
    'to an output': (_m, _p, io) => io.y.drive(io.d),
    'from a pin without a domain': (_m, _p, io) => io.y.drive(io.free),
    'to a register': (m, _p, io) => {
      const { late } = m.regs({ late: uint(4) }, { clock: m.clocks.read });
      late.next(io.d);
      io.y.drive(late);
    },
    'through wires': (m, _p, io) => {
      const { a, b } = m.wires({ a: io.d, b: uint(4) });
      b.drive(a);
      io.y.drive(b);
    },
    'in a condition': (m, _p, io) => {
      const { late } = m.regs({ late: uint(4, { reset: 0 }) }, { clock: m.clocks.read });
      m.when(io.d.eq(3), () => late.next(1));
      io.y.drive(late);
    },
    'in the subject of a switch': (m, _p, io) => {
      const { late } = m.regs({ late: uint(4, { reset: 0 }) }, { clock: m.clocks.read });
      m.switch(io.d, { 1: () => late.next(1) });
      io.y.drive(late);
    },
    'in a write to a memory': (m, _p, io) => {
      const { words } = m.memories({ words: memory(uint(4), 4) }, { clock: m.clocks.read });
      words.write(0, io.d);
      io.y.drive(words.read(0));
    },
    'in a read of a memory': (m, _p, io) => {
      const { words } = m.memories({ words: memory(uint(4), 4) });
      words.write(0, io.d);
      io.y.drive(words.read(0));
    },
    'to an instance': (m, _p, io) => {
      const delay = m.instance('delay', Delay, {}, { clocks: { main: m.clocks.read } });
      delay.x.drive(io.d);
      io.y.drive(delay.y);
    },
    'from an instance': (m, _p, io) => {
      const delay = m.instance('delay', Delay, {});
      delay.x.drive(io.d);
      io.y.drive(delay.y);
    },
    'through a module without clocks': (m, _p, io) => {
      const pass = m.instance('pass', Pass, {});
      pass.x.drive(io.d);
      pass.z.drive(0);
      m.ignore(pass.w, 'not used');
      io.y.drive(pass.y);
    },
    'in an assertion': (m, _p, io) => {
      m.within(m.clocks.read, () => m.assert('Zero', io.d.eq(0), 'zero'));
      io.y.drive(0);
    },
    'through a black box without clocks': (m, _p, io) => {
      const gate = m.blackBox('gate', {
        module: 'gate',
        clocked: false,
        ports: { a: input(uint(4)), y: output(uint(4)) },
      });
      gate.a.drive(io.d);
      io.y.drive(gate.y);
    },
  };
  it.each(Object.entries(refused))('%s are refused', (_name, body) =>
    expect(codes(body)).toEqual(['CW-E035']),
  );

  it('are told with both domains and both places, once for each pair of signals', () => {
    const findings = findingsOf(() =>
      build(
        dual((m, _p, io) => {
          m.ignore(io.free, 'not here');
          const { late } = m.regs({ late: uint(4) }, { clock: m.clocks.read });
          late.next(io.d);
          m.when(io.d.eq(1), () => late.next(2));
          io.y.drive(late);
        }),
        {},
      ),
    );
    expect(findings.map((d) => d.code)).toEqual(['CW-E035']);
    const [finding] = findings;
    expect(finding?.expected).toContain('`read`');
    expect(finding?.actual).toContain('`write`');
    expect(finding?.where).toMatchObject({ kind: 'source' });
    expect(finding?.related).toHaveLength(1);
  });
});
