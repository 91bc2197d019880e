import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { dynamicShiftNode, shiftNode } from '../nodes/arithmetic-nodes.js';
import { extendNode, sliceNode } from '../nodes/basic-nodes.js';
import { resized } from '../nodes/ground.js';
import { maxWidth } from '../types/ground-types.js';
import { expressionOf, Scalar } from './scalar.js';

/** Operand of `extend`: reports CW-E013 for a smaller width and keeps the value. */
export function extended(value: Scalar, width: number): Expression {
  const expression = expressionOf(value);
  if (isWidth(width) && width >= value.width) return extendNode(expression, width);
  report({
    code: 'CW-E013',
    message: '`extend` cannot narrow a value',
    expected: `a width from ${value.width} to ${maxWidth} bits`,
    actual: `${width} bits`,
    hint: 'say how a narrowing ends: `truncate(width)`, `wrap(width)` or `saturate(width)`',
  });
  return expression;
}

/** Low bits of a value: reports CW-E013 for a larger width and keeps the value. */
export function truncated(value: Scalar, width: number): Expression {
  const expression = expressionOf(value);
  if (isWidth(width) && width <= value.width)
    return sliceNode(expression, 0, resized(expression.type, width));
  report({
    code: 'CW-E013',
    message: '`truncate` cannot widen a value',
    expected: `a width from 1 to ${value.width} bits`,
    actual: `${width} bits`,
    hint: 'widen with `extend(width)`',
  });
  return expression;
}

/** To `width` bits modulo 2^width, wider or narrower. */
export function wrapped(value: Scalar, width: number): Expression {
  return width >= value.width ? extended(value, width) : truncated(value, width);
}

/** Shift left with room for what is shifted. */
export function shiftedLeft(value: Scalar, amount: number | Scalar, growth?: number): Expression {
  const expression = expressionOf(value);
  if (amount instanceof Scalar) {
    const most = amount.width > 16 ? maxWidth : 2 ** amount.width - 1;
    const room = grown(value.width, growth ?? most);
    return dynamicShiftNode('left', extendNode(expression, value.width + room), expressionOf(amount));
  }
  return shiftNode('left', expression, grown(value.width, amount));
}

function grown(width: number, growth: number): number {
  if (Number.isInteger(growth) && growth >= 0 && width + growth <= maxWidth) return growth;
  report({
    code: 'CW-E010',
    message: 'a shift amount out of range',
    expected: `an integer from 0 to ${maxWidth - width}`,
    actual: String(growth),
    hint: 'a left shift grows by the largest amount; say a smaller one with `shiftLeft(amount, { growth })`',
  });
  return 0;
}

function isWidth(width: number): boolean {
  return Number.isInteger(width) && width >= 1 && width <= maxWidth;
}
