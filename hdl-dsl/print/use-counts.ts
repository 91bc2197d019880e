import type { Expression, Statement } from '../ir/index.js';
import { operandsOf } from '../ir/operands.js';
import { forEachExpression } from '../ir/statement-walk.js';

/** How many nodes and statements read each node. */
export function useCounts(
  statements: readonly Statement[],
  more: readonly Expression[] = [],
): Map<Expression, number> {
  const counts = new Map<Expression, number>();
  const count = (node: Expression): void => {
    const before = counts.get(node) ?? 0;
    counts.set(node, before + 1);
    if (before === 0) operandsOf(node).forEach(count);
  };
  forEachExpression(statements, count);
  more.forEach(count);
  return counts;
}
