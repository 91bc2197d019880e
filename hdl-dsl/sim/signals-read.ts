import type { Expression, Signal, Statement } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { forEachExpression } from '../ir/statement-walk.js';

const read = new WeakMap<readonly Statement[], readonly Signal[]>();

/** Signals read by the expressions of `statements`; asked for again and again with the same list. */
export function signalsRead(statements: readonly Statement[]): readonly Signal[] {
  let signals = read.get(statements);
  if (signals === undefined) {
    const found = new Set<Signal>();
    const seen = new Set<Expression>();
    forEachExpression(statements, (e) =>
      forEachNode(e, (n) => n.kind === 'signal' && found.add(n.signal), seen),
    );
    signals = [...found];
    read.set(statements, signals);
  }
  return signals;
}
