import type { Assign, Signal, Statement } from '../ir/index.js';
import { project } from '../ir/statement-walk.js';
import { tileExactly } from './coverage.js';
import { reachable, readsOf, targetsOf } from './dependencies.js';

/** What becomes continuous assignments (of one target), or one `always_comb`. */
export type CombinationalBlock =
  | { readonly kind: 'assigns'; readonly assigns: readonly Assign[] }
  | {
      readonly kind: 'block';
      readonly targets: readonly Signal[];
      readonly statements: readonly Statement[];
    };

/** Groups top-level statements that share targets. A block never reads, even by way of other logic, what it assigns:
 *  such targets get blocks of their own, so that simulators see no loop where there is none. */
export function combinationalBlocks(
  body: readonly Statement[],
  dependencies: ReadonlyMap<Signal, ReadonlySet<Signal>>,
): CombinationalBlock[] {
  return groupsOf(body).flatMap((statements) => {
    const targets = [...targetsOf(statements)];
    const assigns = statements.filter((s) => s.kind === 'assign');
    if (assigns.length === statements.length && targets.length === 1 && tileExactly(assigns)) {
      return [{ kind: 'assigns' as const, assigns }];
    }
    return blocksOf(statements, targets, dependencies);
  });
}

function groupsOf(body: readonly Statement[]): Statement[][] {
  const groups = new Set<{ statements: Statement[]; order: number[] }>();
  const groupOfTarget = new Map<Signal, { statements: Statement[]; order: number[] }>();
  body.forEach((statement, index) => {
    const targets = targetsOf([statement]);
    const merged = { statements: [statement], order: [index] };
    for (const old of new Set([...targets].flatMap((t) => groupOfTarget.get(t) ?? []))) {
      merged.statements.push(...old.statements);
      merged.order.push(...old.order);
      groups.delete(old);
    }
    groups.add(merged);
    const sorted = merged.order
      .map((order, i) => ({ order, statement: merged.statements[i] }))
      .sort((a, b) => a.order - b.order);
    merged.order = sorted.map((s) => s.order);
    merged.statements = sorted.flatMap((s) => s.statement ?? []);
    for (const target of targetsOf(merged.statements)) groupOfTarget.set(target, merged);
  });
  return [...groups].sort((a, b) => (a.order[0] ?? 0) - (b.order[0] ?? 0)).map((group) => group.statements);
}

function blocksOf(
  statements: readonly Statement[],
  targets: readonly Signal[],
  dependencies: ReadonlyMap<Signal, ReadonlySet<Signal>>,
): CombinationalBlock[] {
  const only = (chosen: ReadonlySet<Signal>): readonly Statement[] =>
    project(statements, (leaf) => leaf.kind === 'assign' && chosen.has(leaf.target));
  const block = (chosen: readonly Signal[]): CombinationalBlock[] =>
    chosen.length === 0 ? [] : [{ kind: 'block', targets: chosen, statements: only(new Set(chosen)) }];
  // Reading a register reads its present value, never the next one assigned here.
  if (targets.every((target) => target.kind === 'register')) return block(targets);
  const influence = reachable(readsOf(statements), dependencies);
  const fedBack = targets.filter((target) => target.kind !== 'register' && influence.has(target));
  const together = targets.filter((target) => !fedBack.includes(target));
  return [...block(together), ...fedBack.flatMap((target) => block([target]))];
}
