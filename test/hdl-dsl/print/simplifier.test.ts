import { describe, expect, test } from 'vitest';
import type { Expression, Module } from '../../../hdl-dsl/ir/index.js';
import { operandsOf } from '../../../hdl-dsl/ir/operands.js';
import { Simplifier } from '../../../hdl-dsl/print/simplifier.js';
import * as ir from './support/ir.js';
import { Random } from './support/random.js';
import { RandomExpressions, randomType } from './support/random-expressions.js';
import { Reference } from './support/reference.js';

const inputs = [ir.sint(8), ir.uint(33), ir.bits(70), ir.bool, ir.sint(54), ir.uint(3)].map((t, i) =>
  ir.input(`i${i}`, t),
);

function unitOf(value: Expression): Module {
  const y = ir.output('y', value.type);
  return ir.module('unit', { ports: [...inputs, y], body: [ir.assign(y, value)] });
}

function countNodes(root: Expression): number {
  return operandsOf(root).reduce((sum, operand) => sum + countNodes(operand), 1);
}

describe('simplified expressions', () => {
  test('mean what they meant', () => {
    const random = new Random(5);
    let before = 0;
    let after = 0;
    for (let round = 0; round < 400; round++) {
      const expressions = new RandomExpressions(random);
      expressions.signals.push(...inputs);
      const value = expressions.make(randomType(random), 4);
      const simplified = new Simplifier(new Map(), new Map()).simplify(value);
      expect({ ...simplified.type, kind: '' }).toEqual({ ...value.type, kind: '' });
      before += countNodes(value);
      after += countNodes(simplified);
      const [plain, short] = [new Reference(unitOf(value)), new Reference(unitOf(simplified))];
      for (let k = 0; k < 10; k++) {
        const pins = new Map(inputs.map((p) => [p.name, random.bits(p.type.width)]));
        for (const engine of [plain, short]) engine.drive((name) => pins.get(name) ?? 0n);
        expect(short.output('y')).toBe(plain.output('y'));
      }
    }
    expect(before).toBeGreaterThan(5000);
    expect(after).toBeLessThan(before);
  });

  test('a sum is no wider than what is kept of it', () => {
    const [a, b] = [ir.input('a', ir.uint(8)), ir.input('b', ir.uint(8))];
    const sum = ir.binary('add', ir.extend(ir.read(a), 9), ir.extend(ir.read(b), 9));
    const kept = new Simplifier(new Map(), new Map()).simplify(ir.slice(sum, 0, 8));
    expect(kept.kind).toBe('binary');
    expect(kept.type.width).toBe(8);
  });

  test('a sum that others read too stays whole', () => {
    const a = ir.input('a', ir.uint(8));
    const sum = ir.binary('add', ir.extend(ir.read(a), 9), ir.extend(ir.read(a), 9));
    const kept = new Simplifier(new Map([[sum, 2]]), new Map()).simplify(ir.slice(sum, 0, 8));
    expect(kept.kind).toBe('slice');
  });
});
