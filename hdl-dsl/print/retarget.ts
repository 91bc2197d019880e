import type { Signal, Statement } from '../ir/index.js';

/** The statements with `to` assigned in place of `from`. */
export function retarget(statements: readonly Statement[], from: Signal, to: Signal): readonly Statement[] {
  return statements.map((statement) => retargetOne(statement, from, to));
}

function retargetOne(statement: Statement, from: Signal, to: Signal): Statement {
  switch (statement.kind) {
    case 'assign':
      return statement.target === from ? { ...statement, target: to } : statement;
    case 'memory-write':
      return statement;
    case 'when':
      return {
        ...statement,
        then: retarget(statement.then, from, to),
        otherwise: retarget(statement.otherwise, from, to),
      };
    case 'switch':
      return {
        ...statement,
        cases: statement.cases.map(({ match, body }) => ({ match, body: retarget(body, from, to) })),
        otherwise: retarget(statement.otherwise, from, to),
      };
  }
}
