import type { Assign, Signal, Statement } from '../ir/index.js';

/** Whether every path through `statements` assigns all of `target` in one assignment. */
export function coversFully(statements: readonly Statement[], target: Signal): boolean {
  return statements.some((statement) => coversByItself(statement, target));
}

function coversByItself(statement: Statement, target: Signal): boolean {
  switch (statement.kind) {
    case 'assign':
      return statement.target === target && isWhole(statement);
    case 'memory-write':
      return false;
    case 'when':
      return coversFully(statement.then, target) && coversFully(statement.otherwise, target);
    case 'switch':
      return (
        statement.cases.every(({ body }) => coversFully(body, target)) &&
        coversFully(statement.otherwise, target)
      );
  }
}

/** Whether an assignment drives all bits of its target. */
export function isWhole(assign: Assign): boolean {
  return assign.lsb === 0 && assign.width === assign.target.type.width;
}

/** Whether the assignments drive all bits of one target, each bit once. */
export function tileExactly(assigns: readonly Assign[]): boolean {
  const sorted = [...assigns].sort((a, b) => a.lsb - b.lsb);
  let next = 0;
  for (const { lsb, width } of sorted) {
    if (lsb !== next) return false;
    next += width;
  }
  return next === assigns[0]?.target.type.width;
}
