import type { Expression, Module, Statement } from '../../../hdl-dsl/index.js';

/** A design with one module changed: what `change` gives for each assignment, at any depth of `when` and `switch`,
 *  takes its place; undefined removes it. */
export function withFault(
  top: Module,
  module: string,
  change: (assignment: Statement & { kind: 'assign' }) => Statement | undefined,
): Module {
  let changed = 0;
  const statement = (s: Statement): Statement[] => {
    switch (s.kind) {
      case 'assign': {
        const replaced = change(s);
        if (replaced !== s) changed++;
        return replaced === undefined ? [] : [replaced];
      }
      case 'when':
        return [{ ...s, then: s.then.flatMap(statement), otherwise: s.otherwise.flatMap(statement) }];
      case 'switch':
        return [
          {
            ...s,
            cases: s.cases.map((c) => ({ ...c, body: c.body.flatMap(statement) })),
            otherwise: s.otherwise.flatMap(statement),
          },
        ];
      case 'memory-write':
        return [s];
    }
  };
  const visit = (m: Module): Module => ({
    ...m,
    body: m.name === module ? m.body.flatMap(statement) : m.body,
    instances: m.instances.map((i) => (i.of.kind === 'module' ? { ...i, of: visit(i.of) } : i)),
  });
  const faulty = visit(top);
  if (changed === 0) throw new Error(`no assignment of ${module} was changed`);
  return faulty;
}

/** The same assignment of a constant. */
export function stuckAt(assignment: Statement & { kind: 'assign' }, value: bigint): Statement {
  const constant: Expression = { kind: 'literal', type: assignment.value.type, value };
  return { ...assignment, value: constant };
}
