import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  bits,
  bool,
  build,
  enumOf,
  input,
  type Module,
  memory,
  module,
  mux,
  output,
  sint,
  stream,
  struct,
  uint,
  uintUpTo,
  vec,
} from '../../hdl-dsl/index.js';
import { checked, construct } from './support/unit.js';

const ShiftAdd = module({
  name: (p) => `shift_add_${p.sumBits}`,
  comment: 'Adds ADC codes into one signed sum.',
  params: z.object({
    adcBits: z.int().min(1).max(16),
    sumBits: z.int().default(12),
    maxShift: z.int().min(0),
  }),
  ports: (p) => ({
    code: input(stream(uint(p.adcBits))),
    shift: input(uintUpTo(p.maxShift)),
    negative: input(bool, 'the top input bit counts negatively'),
    clear: input(bool),
    sum: output(sint(p.sumBits)),
  }),
  build(m, p, io) {
    const { acc } = m.regs({ acc: sint(p.sumBits, { reset: -3, comment: 'running sum' }) });
    const { term } = m.wires({ term: io.code.data.toSigned().shiftLeft(io.shift).wrap(p.sumBits) });
    io.code.ready.drive(true);
    m.when(io.clear, () => acc.next(0)).elseWhen(io.code.fire, () =>
      acc.next(mux(io.negative, acc.sub(term), acc.add(term)).wrap(p.sumBits)),
    );
    io.sum.drive(acc);
  },
});

const shapeOf = (module: Module) => ({
  ports: module.ports.map((p) => `${p.direction} ${p.name}: ${p.type.kind}(${p.type.width})`),
  registers: module.registers.map((r) => `${r.name}: ${r.type.kind}(${r.type.width}) reset ${r.reset}`),
  wires: module.wires.map((w) => `${w.name}: ${w.type.kind}(${w.type.width}) default ${w.default}`),
});

describe('elaboration', () => {
  it('takes a module name as it is given, capitals too', () => {
    const Named = module({
      name: 'MyUnit2',
      ports: () => ({ a: input(bool), b: output(bool) }),
      build(_m, _p, io) {
        io.b.drive(io.a);
      },
    });
    expect(build(Named, {}).name).toBe('MyUnit2');
  });

  it('names, flattens and types what the keys declare', () => {
    const top = build(ShiftAdd, { adcBits: 4, maxShift: 3 });
    expect(top.name).toBe('shift_add_12');
    expect(top.comment).toBe('Adds ADC codes into one signed sum.');
    expect(top.clocks.length > 0).toBe(true);
    expect(shapeOf(top)).toEqual({
      ports: [
        'input code_valid: bool(1)',
        'output code_ready: bool(1)',
        'input code_data: uint(4)',
        'input shift: uint(2)',
        'input negative: bool(1)',
        'input clear: bool(1)',
        'output sum: sint(12)',
      ],
      registers: ['acc: sint(12) reset -3'],
      wires: ['term: sint(12) default undefined'],
    });
    expect(top.registers[0]?.comment).toBe('running sum');
    expect(top.ports[4]?.comment).toBe('the top input bit counts negatively');
    expect(top.body.map((s) => s.kind)).toEqual(['assign', 'assign', 'when', 'assign']);
  });

  it('flattens structs, vectors of structs, and streams of structs', () => {
    const pixel = struct({ red: uint(3, { reset: 5 }), isEdge: bool({ reset: true }) });
    const top = construct(
      { prog: input(stream(pixel)), rows: output(vec(pixel, 2)), nest: input(vec(vec(sint(2), 3), 4)) },
      (m) => m.regs({ kept: vec(pixel, 2), coded: vec(sint(4), 3, { reset: [1, -1, 2] }) }),
    );
    expect(shapeOf(top)).toEqual({
      ports: [
        'input prog_valid: bool(1)',
        'output prog_ready: bool(1)',
        'input prog_red: uint(3)',
        'input prog_is_edge: bool(1)',
        'output rows_red: bits(6)',
        'output rows_is_edge: bits(2)',
        'input nest: bits(24)',
      ],
      registers: ['kept_red: bits(6) reset 45', 'kept_is_edge: bits(2) reset 3', 'coded: bits(12) reset 753'],
      wires: [],
    });
  });

  it('shares equal modules and separates those of other parameters', () => {
    const top = checked({}, (m) => {
      const parts = m.instances('part', 3, ShiftAdd, (i) => ({
        maxShift: 1,
        ...(i === 2 ? { sumBits: 20 } : {}),
        adcBits: 2,
      }));
      for (const part of parts) {
        part.code.valid.drive(true);
        part.code.data.drive(1);
        part.shift.drive(0);
        part.negative.drive(false);
        part.clear.drive(false);
        m.ignore(part, 'a test of sharing');
      }
    });
    expect(top.instances.map((i) => `${i.name} of ${i.of.name}`)).toEqual([
      'part_0 of shift_add_12',
      'part_1 of shift_add_12',
      'part_2 of shift_add_20',
    ]);
    expect(top.instances[0]?.of).toBe(top.instances[1]?.of);
    expect(top.clocks.length > 0).toBe(true);
  });

  it('drives parts of vectors, structs and memories where they lie', () => {
    const word = struct({ low: uint(2), high: bits(3) });
    const top = construct({ a: input(vec(word, 4)), i: input(uint(2)), y: output(word) }, (m, _p, io) => {
      const { r } = m.regs({ r: vec(word, 4) });
      const { words, plane } = m.memories({
        words: memory(word, 8),
        plane: memory(bool, 4, { packed: true }),
      });
      r.at(2).next(io.a.at(1));
      r.at(3).high.bit(1).next(true);
      words.write(io.i, { low: 1, high: io.a.at(io.i).high });
      plane.write(io.i, plane.contents.at(3));
      io.y.drive(words.read(io.i));
    });
    const assigns = top.body.map((s) =>
      s.kind === 'assign'
        ? `${s.target.name}[${s.lsb} +: ${s.width}]`
        : s.kind === 'memory-write'
          ? `write ${s.memory.name}`
          : s.kind,
    );
    expect(assigns).toEqual([
      'r_low[4 +: 2]',
      'r_high[6 +: 3]',
      'r_high[10 +: 1]',
      'write words_low',
      'write words_high',
      'write plane',
      'y_low[0 +: 2]',
      'y_high[0 +: 3]',
    ]);
    expect(top.memories.map((m) => `${m.name} ${m.depth} x ${m.word.width} ${m.packed}`)).toEqual([
      'words_low 8 x 2 false',
      'words_high 8 x 3 false',
      'plane 4 x 1 true',
    ]);
  });

  it('shares black boxes and keeps the parameters of each instance', () => {
    const top = construct({}, (m) => {
      for (const slice of [0, 1]) {
        m.blackBox(`xbar_${slice}`, {
          module: 'my_xbar',
          ports: { rowCode: input(bits(8)), code: output(uint(4)) },
          parameters: { Slice: slice },
        });
      }
    });
    const [first, second] = top.instances;
    expect(first?.of).toBe(second?.of);
    expect(first?.of).toMatchObject({
      kind: 'black-box',
      name: 'my_xbar',
      clocks: [{ name: 'main', reset: 'async' }],
    });
    expect(second?.parameters).toEqual({ Slice: 1 });
    expect(first?.ports.map((p) => `${p.instance} ${p.direction} ${p.name}`)).toEqual([
      'xbar_0 input row_code',
      'xbar_0 output code',
    ]);
  });

  it('conditions assertions by the branches around them', () => {
    const State = enumOf('state', ['Idle', 'Run']);
    const top = construct(
      { a: input(bool), b: input(bool), s: input(State), ok: input(bool) },
      (m, _p, io) => {
        m.assert('Always', io.ok, 'always');
        m.when(io.a, () => m.assert('InA', io.ok, 'in a'))
          .elseWhen(io.b, () => m.switch(io.s, { Run: () => m.assert('InRun', io.ok, 'in run') }))
          .otherwise(() => m.assert('Else', io.ok, 'else'));
      },
    );
    const text = (e: Module['assertions'][number]['condition']): string => {
      if (e.kind === 'signal') return e.signal.name;
      if (e.kind === 'literal') return String(e.value);
      if (e.kind === 'unary') return `!${text(e.operand)}`;
      return e.kind === 'binary' ? `(${text(e.left)} ${e.op} ${text(e.right)})` : e.kind;
    };
    expect(top.assertions.map((a) => `${a.name}: ${text(a.condition)}`)).toEqual([
      'Always: ok',
      'InA: (!a or ok)',
      'InRun: (!((!a and b) and (s eq 1)) or ok)',
      'Else: (!(!a and !b) or ok)',
    ]);
  });

  it('freezes everything', () => {
    const top = build(ShiftAdd, { adcBits: 4, maxShift: 3 });
    const seen = new Set<object>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      if (!('resolve' in value)) expect(Object.isFrozen(value)).toBe(true);
      for (const inner of Object.values(value)) visit(inner);
    };
    visit(top);
    expect(seen.size).toBeGreaterThan(60);
    expect(() => Object.assign(top, { name: 'other' })).toThrow(TypeError);
  });
});
