import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { concatNode, muxNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { bitsGround, boolGround } from '../nodes/ground.js';
import { expressionOf, Scalar } from './scalar.js';

/** Rotates by a number or, in one stage for each bit of it, by an unsigned signal; modulo the width. Reports CW-E010
 *  for a number that is no natural one. */
export function rotated(value: Scalar, amount: number | Scalar, direction: 'left' | 'right'): Expression {
  const start = expressionOf(value);
  const { width } = start.type;
  const left = (by: number): number => (direction === 'left' ? by : width - by) % width;
  if (!(amount instanceof Scalar)) return rotatedLeft(start, left(checkedAmount(amount) % width));
  const by = expressionOf(amount);
  let result = start;
  let stage = 1 % width;
  for (let i = 0; i < by.type.width; i++) {
    if (stage !== 0) {
      result = muxNode(sliceNode(by, i, boolGround), rotatedLeft(result, left(stage)), result);
    }
    stage = (2 * stage) % width;
  }
  return result;
}

function rotatedLeft(value: Expression, by: number): Expression {
  const { width } = value.type;
  if (by === 0) return value;
  const high = sliceNode(value, 0, bitsGround(width - by));
  return recastNode(concatNode([high, sliceNode(value, width - by, bitsGround(by))]), value.type);
}

function checkedAmount(amount: number): number {
  if (Number.isSafeInteger(amount) && amount >= 0) return amount;
  report({
    code: 'CW-E010',
    message: 'a rotation amount out of range',
    expected: 'an integer from 0',
    actual: String(amount),
    hint: 'rotate the other way for a negative amount',
  });
  return 0;
}
