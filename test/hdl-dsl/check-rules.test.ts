import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Diagnostic } from '../../base/diagnostic.js';
import {
  all,
  bool,
  type CheckOptions,
  checkDesign,
  enumOf,
  input,
  literal,
  type ModuleSpec,
  memory,
  module,
  mux,
  output,
  type PortSpecs,
  sint,
  stream,
  uint,
} from '../../hdl-dsl/index.js';
import { codesOf, findingsOf } from './support/findings.js';
import { construct } from './support/unit.js';

type Build<P extends PortSpecs> = ModuleSpec<z.ZodObject, P>['build'];
const found = <P extends PortSpecs>(ports: P, body: Build<P>, options: CheckOptions = {}): Diagnostic[] =>
  checkDesign(construct(ports, body), options);
const State = enumOf('state', ['Idle', 'Run', 'Stop']);
const inputs = { a: input(bool), b: input(bool), s: input(State), n: input(uint(2)), y: output(uint(4)) };

describe('dead code', () => {
  const codes = (body: Build<typeof inputs>): readonly string[] =>
    found(inputs, (m, p, io) => {
      for (const pin of [io.a, io.b, io.s, io.n]) m.ignore(pin, 'read or not');
      io.y.drive(0);
      body(m, p, io);
    })
      .filter((d) => d.code === 'CW-E043')
      .map((d) => `${d.severity} ${d.code} ${d.message}`);
  const dead = (what: string): string[] => [`warning CW-E043 ${what}`];

  const cases: Record<string, readonly [string[], Build<typeof inputs>]> = {
    'a condition that is false': [
      dead('a `when` is never active: its condition never holds'),
      (m, _p, io) => void m.when(literal(bool, false), () => io.y.drive(1)),
    ],
    'the other branch of one that is true': [
      dead('the other branch of a `when` is never active: its condition always holds'),
      (m, _p, io) => m.when(literal(bool, true), () => io.y.drive(1)).otherwise(() => io.y.drive(2)),
    ],
    'a condition that the one around it excludes': [
      dead('a `when` is never active: its condition never holds'),
      (m, _p, io) => {
        m.when(io.a.not(), () => m.when(io.a, () => io.y.drive(1)));
      },
    ],
    'part of a conjunction around it': [
      dead('the other branch of a `when` is never active: its condition always holds'),
      (m, _p, io) => {
        m.when(all(io.a, io.b), () => m.when(io.b, () => io.y.drive(1)).otherwise(() => io.y.drive(2)));
      },
    ],
    'a branch after the same condition': [
      dead('a `when` is never active: its condition never holds'),
      (m, _p, io) => {
        m.when(io.a, () => io.y.drive(1)).elseWhen(io.a, () => io.y.drive(2));
      },
    ],
    'a comparison with another constant': [
      dead('a `when` is never active: its condition never holds'),
      (m, _p, io) => {
        m.when(io.n.eq(1), () => m.when(io.n.eq(2), () => io.y.drive(1)));
      },
    ],
    'a comparison that a switch answers': [
      dead('a `when` is never active: its condition never holds'),
      (m, _p, io) => m.switch(io.s, { Run: () => void m.when(io.s.eq('Idle'), () => io.y.drive(1)) }),
    ],
    'a case of a switch inside another of the same subject': [
      dead('case `Stop` of a `switch` is never active'),
      (m, _p, io) =>
        m.switch(io.s, {
          Run: () => m.switch(io.s, { Run: () => io.y.drive(1), Stop: () => io.y.drive(2) }),
        }),
    ],
    'a case that an earlier condition took': [
      dead('case `Run` of a `switch` is never active'),
      (m, _p, io) => {
        m.when(io.s.eq('Run'), () => io.y.drive(1)).otherwise(() =>
          m.switch(io.s, { Run: () => io.y.drive(2), Stop: () => io.y.drive(3) }),
        );
      },
    ],
    'the rest of a switch with every case': [
      dead('the last branch of a `switch` is never active'),
      (m, _p, io) =>
        m.switch(
          io.n,
          { 0: () => io.y.drive(1), 1: () => io.y.drive(2), 2: () => io.y.drive(3), 3: () => io.y.drive(4) },
          () => io.y.drive(5),
        ),
    ],
    'nothing: a condition that is true': [
      [],
      (m, _p, io) => void m.when(literal(bool, true), () => io.y.drive(1)),
    ],
    'nothing: the same condition again': [
      [],
      (m, _p, io) => {
        m.when(io.a, () => io.y.drive(1));
        m.when(io.a, () => m.when(io.b, () => io.y.drive(2)));
      },
    ],
    'nothing: encodings beyond the members': [
      [],
      (m, _p, io) =>
        m.switch(
          io.s,
          { Idle: () => io.y.drive(1), Run: () => io.y.drive(2), Stop: () => io.y.drive(3) },
          () => io.y.drive(5),
        ),
    ],
    'nothing: one of two': [
      [],
      (m, _p, io) => {
        m.when(io.a.or(io.b), () => m.when(io.b, () => io.y.drive(1)).otherwise(() => io.y.drive(2)));
      },
    ],
  };
  it.each(Object.entries(cases))('is %s', (_what, [expected, body]) => expect(codes(body)).toEqual(expected));
});

describe('resets', () => {
  const codes = (body: Build<typeof inputs>): readonly string[] =>
    found(inputs, (m, p, io) => {
      for (const pin of [io.a, io.b, io.s, io.n]) m.ignore(pin, 'read or not');
      io.y.drive(0);
      body(m, p, io);
    }).map((d) => d.code);

  const needed: Record<string, Build<typeof inputs>> = {
    'read in a condition': (m, _p, io) => {
      const { r } = m.regs({ r: uint(2) });
      r.next(io.n);
      m.when(r.eq(1), () => io.y.drive(1));
    },
    'read in a condition through wires': (m, _p, io) => {
      const { r } = m.regs({ r: bool });
      r.next(io.a);
      const { w } = m.wires({ w: r.not() });
      const { v } = m.wires({ v: w.and(io.b) });
      m.when(v, () => io.y.drive(1));
    },
    'the subject of a switch': (m, _p, io) => {
      const { r } = m.regs({ r: State });
      r.next(io.s);
      m.switch(r, { Run: () => io.y.drive(1) });
    },
    'a flag that selects': (m, _p, io) => {
      const { r } = m.regs({ r: bool });
      r.next(io.a);
      const { w } = m.wires({ w: mux(r, literal(uint(4), 1), literal(uint(4), 2)) });
      m.when(io.b, () => io.y.drive(w));
    },
  };
  it.each(Object.entries(needed))('are missing on a register that is %s', (_what, body) =>
    expect(codes(body)).toEqual(['CW-E037']),
  );

  const idle: Record<string, Build<typeof inputs>> = {
    'has one': (m, _p, io) => {
      const { r } = m.regs({ r: bool({ reset: false }) });
      r.next(io.a);
      m.when(r, () => io.y.drive(1));
    },
    'is data': (m, _p, io) => {
      const { r } = m.regs({ r: uint(4) });
      r.next(io.n.extend(4));
      m.when(io.a, () => io.y.drive(r));
    },
    'is a number that saturates': (m, _p, io) => {
      const { r } = m.regs({ r: sint(6) });
      r.next(io.n.toSigned().extend(6));
      m.when(io.a, () => io.y.drive(r.saturate(4).asUInt()));
    },
    'is said to be meant': (m, _p, io) => {
      const { r } = m.regs({ r: bool });
      m.ignore(r, 'written before it is read');
      r.next(io.a);
      m.when(r, () => io.y.drive(1));
    },
    'comes from a memory': (m, _p, io) => {
      const { w } = m.memories({ w: memory(bool, 4, { read: 'sync' }) });
      w.write(io.n, io.a);
      m.when(w.read(io.n), () => io.y.drive(1));
    },
  };
  it.each(Object.entries(idle))('are not asked of a register that %s', (_what, body) =>
    expect(codes(body)).toEqual([]),
  );

  it('are asked of what drives valid or ready of a stream', () => {
    const codesOfStream = (reset: boolean) =>
      found({ out: output(stream(uint(4))) }, (m, _p, io) => {
        const { valid, data } = m.regs({ valid: reset ? bool({ reset: false }) : bool, data: uint(4) });
        m.ignore(io.out.ready, 'always taken');
        valid.next(valid.not());
        data.next(data.addWrap(1));
        io.out.valid.drive(valid);
        io.out.data.drive(data);
      }).map((d) => d.code);
    expect(codesOfStream(true)).toEqual([]);
    expect(codesOfStream(false)).toEqual(['CW-E037']);
  });
});

describe('severities', () => {
  const Child = module({
    name: 'child_8',
    ports: () => ({ x: input(bool), unread: input(bool), y: output(bool) }),
    build: (m, _p, io) => {
      io.y.drive(io.x);
      m.when(literal(bool, false), () => io.y.drive(true));
    },
  });
  const severities = (options: CheckOptions): readonly string[] =>
    found(
      { a: input(bool), y: output(bool) },
      (m, _p, io) => {
        const child = m.instance('child', Child, {});
        child.x.drive(io.a);
        child.unread.drive(io.a);
        io.y.drive(child.y);
        m.wires({ dead: io.a });
      },
      options,
    ).map((d) => `${d.code} ${d.severity}`);
  const asMade = ['CW-E024 error', 'CW-E043 warning', 'CW-E024 error'];

  it('are those of the passes unless they are set for a code and a path', () => {
    expect(severities({})).toEqual(asMade);
    expect(severities({ warningsAsErrors: true })).toEqual([
      'CW-E024 error',
      'CW-E043 error',
      'CW-E024 error',
    ]);
    const set = (path: string | undefined, severity: 'warning' | 'info' | 'off') =>
      severities({ severities: [{ code: 'CW-E024', severity, ...(path === undefined ? {} : { path }) }] });
    expect(set(undefined, 'off')).toEqual(['CW-E043 warning']);
    expect(set('child_*', 'warning')).toEqual(['CW-E024 warning', 'CW-E043 warning', 'CW-E024 error']);
    expect(set('unit/dead', 'info')).toEqual(['CW-E024 error', 'CW-E043 warning', 'CW-E024 info']);
    expect(set('*/unread', 'info')).toEqual(['CW-E024 info', 'CW-E043 warning', 'CW-E024 error']);
    expect(set('**d', 'info')).toEqual(['CW-E024 info', 'CW-E043 warning', 'CW-E024 info']);
    expect(set('child', 'off')).toEqual(asMade);
    expect(set('child.8', 'off')).toEqual(asMade);
  });

  it('of several rules the last counts, and warnings made of errors become errors again', () => {
    const rules = [
      { code: 'CW-E024', severity: 'off' },
      { code: 'CW-E024', path: 'unit', severity: 'warning' },
    ] as const;
    expect(severities({ severities: rules })).toEqual(['CW-E043 warning', 'CW-E024 warning']);
    expect(severities({ severities: rules, warningsAsErrors: true })).toEqual([
      'CW-E043 error',
      'CW-E024 error',
    ]);
  });

  it.each(['CW-E006', 'CW-E016', 'CW-E020', 'CW-E021', 'CW-E023', 'CW-E044', 'CW-E045'] as const)(
    'of %s cannot be less than an error',
    (code) => {
      const set = (severity: 'error' | 'warning' | 'off') => () =>
        severities({ severities: [{ code, severity }] });
      expect(codesOf(set('off'))).toEqual(['CW-E047']);
      expect(codesOf(set('warning'))).toEqual(['CW-E047']);
      expect(codesOf(set('error'))).toEqual([]);
    },
  );

  it('of unknown codes are refused', () => {
    const unknown = () => severities({ severities: [{ code: 'CW-E999', severity: 'off' }] });
    expect(findingsOf(unknown).map((d) => d.code)).toEqual(['CW-E047']);
  });
});
