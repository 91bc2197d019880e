import type { Assign, Statement } from '../ir/index.js';
import type { Simplifier } from './simplifier.js';

/** Statements with simplified expressions; branches never taken go, memory writes get the test of their address. */
export function simplifyStatements(
  statements: readonly Statement[],
  simplifier: Simplifier,
): readonly Statement[] {
  const simplified: Statement[] = [];
  for (const statement of statements) {
    if (statement.kind === 'assign') simplified.push(simplifyAssign(statement, simplifier));
    else simplified.push(...simplifyOne(statement, simplifier));
  }
  return simplified;
}

function simplifyAssign(assign: Assign, simplifier: Simplifier): Assign {
  const value = simplifier.simplify(assign.value);
  return value === assign.value ? assign : { ...assign, value };
}

function simplifyOne(statement: Exclude<Statement, Assign>, simplifier: Simplifier): readonly Statement[] {
  switch (statement.kind) {
    case 'memory-write': {
      const data = simplifier.simplify(statement.data);
      const found = simplifier.indexOf(simplifier.simplify(statement.address), statement.memory.depth);
      if (found === undefined) return [];
      const write: Statement = { ...statement, address: found.index, data };
      if (found.inRange === undefined) return [write];
      return [
        { kind: 'when', condition: found.inRange, then: [write], otherwise: [], source: statement.source },
      ];
    }
    case 'when': {
      const condition = simplifier.simplify(statement.condition);
      const then = simplifyStatements(statement.then, simplifier);
      const otherwise = simplifyStatements(statement.otherwise, simplifier);
      if (condition.kind === 'literal') return condition.value !== 0n ? then : otherwise;
      return then.length + otherwise.length === 0 ? [] : [{ ...statement, condition, then, otherwise }];
    }
    case 'switch': {
      const subject = simplifier.simplify(statement.subject);
      const cases = statement.cases.map(({ match, body }) => ({
        match,
        body: simplifyStatements(body, simplifier),
      }));
      const otherwise = simplifyStatements(statement.otherwise, simplifier);
      if (subject.kind === 'literal') return cases.find((c) => c.match === subject.value)?.body ?? otherwise;
      if (cases.length === 0) return otherwise;
      return [{ ...statement, subject, cases, otherwise }];
    }
  }
}
