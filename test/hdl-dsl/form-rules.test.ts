import { describe, expect, it } from 'vitest';
import { checkSignedness } from '../../hdl-dsl/check/check-signedness.js';
import { checkWidth } from '../../hdl-dsl/check/check-width.js';
import type { Expression, GroundType, Module, Statement } from '../../hdl-dsl/ir/index.js';
import * as ir from './print/support/ir.js';

const u4 = ir.input('u', ir.uint(4));
const s4 = ir.input('s', ir.sint(4));
const flag = ir.input('flag', ir.bool);
const [u, s, f] = [u4, s4, flag].map(ir.read) as [Expression, Expression, Expression];
const memory = ir.memory('words', ir.bits(4), 8);
const target = (type: GroundType) => ir.output('y', type);

const moduleOf = (body: readonly Statement[], more: Partial<Module> = {}): Module =>
  ({ ...ir.module('form', { ports: [u4, s4, flag], memories: [memory] }), body, ...more }) as Module;
const around = (value: Expression): Module => moduleOf([ir.assign(target(value.type), value)]);
const node = (fields: object): Expression => fields as Expression;
const binary = (op: string, type: GroundType, left: Expression, right: Expression) =>
  node({ kind: 'binary', op, type, left, right });
const unary = (op: string, type: GroundType, operand: Expression) =>
  node({ kind: 'unary', op, type, operand });

/** Nodes whose width does not follow from their operands. */
const widths: Record<string, Expression> = {
  'a literal out of range': node({ kind: 'literal', type: ir.uint(2), value: 4n }),
  'a read of other width': node({ kind: 'signal', type: ir.uint(5), signal: u4 }),
  'a memory read of other width': node({ kind: 'memory-read', type: ir.bits(5), memory, address: u }),
  'memory contents of other width': node({ kind: 'memory-contents', type: ir.bits(31), memory }),
  'a complement of other width': unary('not', ir.uint(5), u),
  'a negation that does not grow': unary('negate', ir.sint(4), s),
  'a reduction of two bits': unary('reduce-or', ir.bits(2), u),
  'a population count too narrow': unary('popcount', ir.uint(2), u),
  'a sum of unequal operands': binary(
    'add',
    ir.uint(4),
    u,
    node({ kind: 'literal', type: ir.uint(3), value: 1n }),
  ),
  'a sum wider than its operands': binary('add', ir.uint(5), u, u),
  'a product too narrow': binary('mul', ir.uint(7), u, u),
  'a comparison of four bits': binary('lt', ir.uint(4), u, u),
  'a shift that does not grow': node({
    kind: 'shift',
    direction: 'left',
    type: ir.uint(4),
    operand: u,
    amount: 1,
  }),
  'a right shift that narrows': node({
    kind: 'shift',
    direction: 'right',
    type: ir.uint(3),
    operand: u,
    amount: 1,
  }),
  'a dynamic shift that grows': node({
    kind: 'shift-dynamic',
    direction: 'left',
    type: ir.uint(5),
    operand: u,
    amount: u,
  }),
  'a concatenation too narrow': node({ kind: 'concat', type: ir.bits(7), parts: [u, u] }),
  'a slice past the end': node({ kind: 'slice', type: ir.bits(2), operand: u, lsb: 3 }),
  'a part wider than the whole': node({ kind: 'part-select', type: ir.bits(5), operand: u, index: u }),
  'a mux of unequal branches': node({
    kind: 'mux',
    type: ir.uint(4),
    condition: f,
    whenTrue: u,
    whenFalse: f,
  }),
  'a mux by four bits': node({ kind: 'mux', type: ir.uint(4), condition: u, whenTrue: u, whenFalse: u }),
  'an extension that does not widen': node({ kind: 'extend', type: ir.uint(4), operand: u }),
  'a recast of other width': node({ kind: 'recast', type: ir.bits(5), operand: u }),
};

/** Nodes that mix signs. */
const signs: Record<string, Expression> = {
  'a read of other sign': node({ kind: 'signal', type: ir.sint(4), signal: u4 }),
  'a signed memory address': node({ kind: 'memory-read', type: ir.bits(4), memory, address: s }),
  'a complement of other sign': unary('not', ir.sint(4), u),
  'a negation of an unsigned number': unary('negate', ir.sint(5), u),
  'a signed reduction': unary('reduce-or', ir.sint(1), u),
  'operands of two signs': binary('add', ir.uint(4), u, s),
  'a signed sum of unsigned numbers': binary('add', ir.sint(4), u, u),
  'a comparison of two signs': binary('lt', ir.bool, s, u),
  'a comparison that is no bool': binary('lt', ir.uint(1), u, u),
  'a shift of other sign': node({
    kind: 'shift',
    direction: 'right',
    type: ir.sint(4),
    operand: u,
    amount: 1,
  }),
  'a signed shift amount': node({
    kind: 'shift-dynamic',
    direction: 'left',
    type: ir.uint(4),
    operand: u,
    amount: s,
  }),
  'a signed index': node({ kind: 'part-select', type: ir.bits(2), operand: u, index: s }),
  'a mux of two signs': node({ kind: 'mux', type: ir.uint(4), condition: f, whenTrue: u, whenFalse: s }),
  'a mux by a number': node({
    kind: 'mux',
    type: ir.uint(4),
    condition: node({ kind: 'slice', type: ir.bits(1), operand: u, lsb: 0 }),
    whenTrue: u,
    whenFalse: u,
  }),
  'an extension of other sign': node({ kind: 'extend', type: ir.sint(6), operand: u }),
};

describe('the rules of the intermediate form', () => {
  it.each(Object.entries(widths))('have no %s', (_what, value) => {
    expect(checkWidth(around(value)).map((x) => x.code)).toEqual(['CW-E044']);
    expect(checkWidth(around(u))).toEqual([]);
  });

  it.each(Object.entries(signs))('have no %s', (_what, value) => {
    expect(checkSignedness(around(value)).map((x) => x.code)).toContain('CW-E045');
    expect(checkSignedness(around(u))).toEqual([]);
  });

  it('hold for statements, defaults and reset values', () => {
    const y = target(ir.uint(4));
    const broken: readonly Module[] = [
      moduleOf([{ ...ir.assign(y, u), width: 3 }]),
      moduleOf([{ ...ir.assign(y, u), lsb: 1 }]),
      moduleOf([{ ...ir.write(memory, u, u), width: 5 }]),
      moduleOf([ir.when(u, [])]),
      moduleOf([
        { kind: 'switch', subject: u, cases: [{ match: 16n, body: [] }], otherwise: [], source: ir.source },
      ]),
      moduleOf([], { registers: [ir.register('r', ir.uint(2), 4n)] }),
      moduleOf([], { wires: [ir.wire('w', ir.sint(2), 2n)] }),
    ];
    for (const top of broken) expect(checkWidth(top).map((x) => x.code)).toContain('CW-E044');
    expect(checkWidth(moduleOf([ir.assign(y, u), ir.when(f, [ir.write(memory, u, u)])]))).toEqual([]);
    const signed: readonly Module[] = [
      moduleOf([ir.when(u, [])]),
      moduleOf([ir.write(memory, s, u)]),
      moduleOf([], { wires: [ir.wire('w', { kind: 'uint', width: 2, signed: true })] }),
    ];
    for (const top of signed) expect(checkSignedness(top).map((x) => x.code)).toContain('CW-E045');
  });
});
