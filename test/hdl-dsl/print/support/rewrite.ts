import type { Expression, Module, Statement } from '../../../../hdl-dsl/ir/index.js';
import { forEachNode } from '../../../../hdl-dsl/ir/operands.js';
import { forEachExpression } from '../../../../hdl-dsl/ir/statement-walk.js';

/** Rewrites expressions from the leaves up; what was shared stays shared. */
export function rewriter(
  change: (node: Expression) => Expression | undefined,
): (e: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  const rewrite = (node: Expression): Expression => {
    let result = done.get(node);
    if (result === undefined) {
      result = change(node) ?? inside(node, rewrite);
      done.set(node, result);
    }
    return result;
  };
  return rewrite;
}

function inside(node: Expression, rewrite: (e: Expression) => Expression): Expression {
  switch (node.kind) {
    case 'literal':
    case 'signal':
    case 'memory-contents':
      return node;
    case 'memory-read':
      return { ...node, address: rewrite(node.address) };
    case 'unary':
    case 'shift':
    case 'slice':
    case 'extend':
    case 'recast':
      return { ...node, operand: rewrite(node.operand) };
    case 'binary':
      return { ...node, left: rewrite(node.left), right: rewrite(node.right) };
    case 'shift-dynamic':
      return { ...node, operand: rewrite(node.operand), amount: rewrite(node.amount) };
    case 'concat':
      return { ...node, parts: node.parts.map(rewrite) };
    case 'part-select':
      return { ...node, operand: rewrite(node.operand), index: rewrite(node.index) };
    case 'mux':
      return {
        ...node,
        condition: rewrite(node.condition),
        whenTrue: rewrite(node.whenTrue),
        whenFalse: rewrite(node.whenFalse),
      };
  }
}

/** The module with all its expressions, those of assertions included, rewritten. */
export function rewriteModule(module: Module, change: (node: Expression) => Expression | undefined): Module {
  const rewrite = rewriter(change);
  return {
    ...module,
    body: mapExpressions(module.body, rewrite),
    assertions: module.assertions.map((a) => ({ ...a, condition: rewrite(a.condition) })),
  };
}

function mapExpressions(
  statements: readonly Statement[],
  rewrite: (e: Expression) => Expression,
): readonly Statement[] {
  return statements.map((s) => mapOne(s, rewrite));
}

function mapOne(s: Statement, rewrite: (e: Expression) => Expression): Statement {
  switch (s.kind) {
    case 'assign':
      return { ...s, value: rewrite(s.value) };
    case 'memory-write':
      return { ...s, address: rewrite(s.address), data: rewrite(s.data) };
    case 'when':
      return {
        ...s,
        condition: rewrite(s.condition),
        then: mapExpressions(s.then, rewrite),
        otherwise: mapExpressions(s.otherwise, rewrite),
      };
    case 'switch':
      return {
        ...s,
        subject: rewrite(s.subject),
        cases: s.cases.map(({ match, body }) => ({ match, body: mapExpressions(body, rewrite) })),
        otherwise: mapExpressions(s.otherwise, rewrite),
      };
  }
}

/** The module without statements for which `drop` holds, at any depth. */
export function dropStatements(
  statements: readonly Statement[],
  drop: (s: Statement) => boolean,
): readonly Statement[] {
  return statements
    .filter((s) => !drop(s))
    .flatMap((s): Statement[] => {
      if (s.kind === 'assign' || s.kind === 'memory-write') return [s];
      if (s.kind === 'when') {
        const then = dropStatements(s.then, drop);
        const otherwise = dropStatements(s.otherwise, drop);
        return then.length + otherwise.length === 0 ? [] : [{ ...s, then, otherwise }];
      }
      const cases = s.cases.map(({ match, body }) => ({ match, body: dropStatements(body, drop) }));
      const otherwise = dropStatements(s.otherwise, drop);
      const isEmpty = otherwise.length === 0 && cases.every(({ body }) => body.length === 0);
      return isEmpty ? [] : [{ ...s, cases, otherwise }];
    });
}

/** Only what the outputs depend on is left. */
export function withoutUnused(module: Module): Module {
  const outputs = module.ports.filter((p) => p.direction === 'output');
  const wanted = new Set<unknown>(outputs);
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    const body = ofWanted(module.body, wanted);
    const seen = new Set<Expression>();
    forEachExpression(body, (e) =>
      forEachNode(
        e,
        (n) => {
          if (n.kind === 'signal') wanted.add(n.signal);
          if (n.kind === 'memory-read' || n.kind === 'memory-contents') wanted.add(n.memory);
        },
        seen,
      ),
    );
    for (const { ports } of module.instances) {
      if (ports.some((p) => wanted.has(p))) for (const p of ports) wanted.add(p);
    }
  }
  const instances = module.instances.filter((i) => i.ports.some((p) => wanted.has(p)));
  const domains = new Set(
    [...module.registers, ...module.memories]
      .filter((r) => wanted.has(r))
      .map((r) => r.clock.name)
      .concat(instances.flatMap((i) => Object.values(i.clocks).map((d) => d.name))),
  );
  return {
    ...module,
    ports: module.ports.filter((p) => wanted.has(p)),
    wires: module.wires.filter((w) => wanted.has(w)),
    registers: module.registers.filter((r) => wanted.has(r)),
    memories: module.memories.filter((m) => wanted.has(m)),
    instances,
    assertions: [],
    body: ofWanted(module.body, wanted),
    clocks: module.clocks.filter(({ name }) => domains.has(name)),
  };
}

function ofWanted(body: readonly Statement[], wanted: ReadonlySet<unknown>): readonly Statement[] {
  return dropStatements(body, (s) =>
    s.kind === 'assign' ? !wanted.has(s.target) : s.kind === 'memory-write' && !wanted.has(s.memory),
  );
}

/** Every expression of a module, once, outer ones first. */
export function expressionsOf(module: Module): Expression[] {
  const found: Expression[] = [];
  const seen = new Set<Expression>();
  forEachExpression(module.body, (e) => forEachNode(e, (n) => found.push(n), seen));
  return found;
}
