import type { Expression, Signal, Statement } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { forEachExpression, forEachLeaf } from '../ir/statement-walk.js';

/** Signals that the expressions of `statements` read. */
export function readsOf(statements: readonly Statement[]): Set<Signal> {
  const reads = new Set<Signal>();
  const seen = new Set<Expression>();
  forEachExpression(statements, (expression) =>
    forEachNode(expression, (node) => node.kind === 'signal' && reads.add(node.signal), seen),
  );
  return reads;
}

/** Signals that `statements` assign. */
export function targetsOf(statements: readonly Statement[]): Set<Signal> {
  const targets = new Set<Signal>();
  forEachLeaf(statements, (leaf) => leaf.kind === 'assign' && targets.add(leaf.target));
  return targets;
}

/** Everything that `from` depends on, itself included. */
export function reachable(
  from: Iterable<Signal>,
  direct: ReadonlyMap<Signal, ReadonlySet<Signal>>,
): Set<Signal> {
  const found = new Set<Signal>();
  const open = [...from];
  for (let signal = open.pop(); signal !== undefined; signal = open.pop()) {
    if (found.has(signal)) continue;
    found.add(signal);
    open.push(...(direct.get(signal) ?? []));
  }
  return found;
}
