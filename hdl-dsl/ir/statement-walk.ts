import type { Expression } from './expressions.js';
import type { Memory, Signal } from './modules.js';
import type { Assign, MemoryWrite, Statement } from './statements.js';

/** Visits the assignments and memory writes below `statements`, in order. */
export function forEachLeaf(
  statements: readonly Statement[],
  visit: (leaf: Assign | MemoryWrite) => void,
): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
      case 'memory-write':
        visit(statement);
        break;
      case 'when':
        forEachLeaf(statement.then, visit);
        forEachLeaf(statement.otherwise, visit);
        break;
      case 'switch':
        for (const { body } of statement.cases) forEachLeaf(body, visit);
        forEachLeaf(statement.otherwise, visit);
        break;
    }
  }
}

/** Visits the expressions that stand in `statements`: conditions, subjects, values, addresses. */
export function forEachExpression(
  statements: readonly Statement[],
  visit: (expression: Expression) => void,
): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
        visit(statement.value);
        break;
      case 'memory-write':
        visit(statement.address);
        visit(statement.data);
        break;
      case 'when':
        visit(statement.condition);
        forEachExpression(statement.then, visit);
        forEachExpression(statement.otherwise, visit);
        break;
      case 'switch':
        visit(statement.subject);
        for (const { body } of statement.cases) forEachExpression(body, visit);
        forEachExpression(statement.otherwise, visit);
        break;
    }
  }
}

/** The statements with only the assignments and writes that `keep` chooses; empty branches go. */
export function project(
  statements: readonly Statement[],
  keep: (leaf: Assign | MemoryWrite) => boolean,
): readonly Statement[] {
  return statements.flatMap((statement) => {
    const kept = projectOne(statement, keep);
    return kept === undefined ? [] : [kept];
  });
}

function projectOne(
  statement: Statement,
  keep: (leaf: Assign | MemoryWrite) => boolean,
): Statement | undefined {
  switch (statement.kind) {
    case 'assign':
    case 'memory-write':
      return keep(statement) ? statement : undefined;
    case 'when': {
      const then = project(statement.then, keep);
      const otherwise = project(statement.otherwise, keep);
      return then.length + otherwise.length === 0 ? undefined : { ...statement, then, otherwise };
    }
    case 'switch': {
      const cases = statement.cases.map(({ match, body }) => ({ match, body: project(body, keep) }));
      const otherwise = project(statement.otherwise, keep);
      if (otherwise.length === 0 && cases.every(({ body }) => body.length === 0)) return undefined;
      // An empty case still keeps its value from `otherwise`.
      const needed = otherwise.length === 0 ? cases.filter(({ body }) => body.length > 0) : cases;
      return { ...statement, cases: needed, otherwise };
    }
  }
}

/** The statements as each target sees them: for every signal and memory that they write, the statements with only
 *  the assignments of it, in order. One walk for all targets. */
export function splitByTarget(
  statements: readonly Statement[],
): ReadonlyMap<Signal | Memory, readonly Statement[]> {
  const split = new Map<Signal | Memory, Statement[]>();
  const add = (target: Signal | Memory, statement: Statement): void => {
    const own = split.get(target);
    if (own === undefined) split.set(target, [statement]);
    else own.push(statement);
  };
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
        add(statement.target, statement);
        break;
      case 'memory-write':
        add(statement.memory, statement);
        break;
      case 'when': {
        const then = splitByTarget(statement.then);
        const otherwise = splitByTarget(statement.otherwise);
        for (const target of new Set([...then.keys(), ...otherwise.keys()])) {
          add(target, {
            ...statement,
            then: then.get(target) ?? [],
            otherwise: otherwise.get(target) ?? [],
          });
        }
        break;
      }
      case 'switch': {
        const cases = statement.cases.map(({ match, body }) => ({ match, split: splitByTarget(body) }));
        const otherwise = splitByTarget(statement.otherwise);
        const targets = new Set([...cases.flatMap((c) => [...c.split.keys()]), ...otherwise.keys()]);
        for (const target of targets) {
          add(target, {
            ...statement,
            cases: cases.map(({ match, split: own }) => ({ match, body: own.get(target) ?? [] })),
            otherwise: otherwise.get(target) ?? [],
          });
        }
        break;
      }
    }
  }
  return split;
}
