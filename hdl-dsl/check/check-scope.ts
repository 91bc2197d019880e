import type { Finding } from '../build/report.js';
import type { Expression, Memory, Module, Signal, SourceRef } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { forEachExpression, forEachLeaf } from '../ir/statement-walk.js';
import { labelOf } from './signal-label.js';

/** A module reads only its own signals and memories; what comes from elsewhere comes through ports. CW-E016. */
export function checkScope(module: Module): readonly Finding[] {
  const own = new Set<Signal | Memory>([
    ...module.ports,
    ...module.wires,
    ...module.registers,
    ...module.memories,
    ...module.instances.flatMap((i) => i.ports),
  ]);
  const foreign = new Map<Signal | Memory, SourceRef>();
  const seen = new Set<Expression>();
  const visit = (at: SourceRef) => (expression: Expression) =>
    forEachNode(
      expression,
      (node) => {
        const used = node.kind === 'signal' ? node.signal : 'memory' in node ? node.memory : undefined;
        if (used !== undefined && !own.has(used) && !foreign.has(used)) foreign.set(used, at);
      },
      seen,
    );
  for (const statement of module.body) forEachExpression([statement], visit(statement.source));
  forEachLeaf(module.body, (leaf) => {
    const used = leaf.kind === 'assign' ? leaf.target : leaf.memory;
    if (!own.has(used)) foreign.set(used, leaf.source);
  });
  for (const assertion of module.assertions) visit(assertion.source)(assertion.condition);
  return [...foreign].map(([used, source]) => ({
    code: 'CW-E016',
    message: `module \`${module.name}\` uses \`${used.kind === 'memory' ? used.name : labelOf(used)}\` of another module`,
    hint: 'bring the value in through a port',
    source,
    related: [{ message: 'declared at', source: used.source }],
  }));
}
