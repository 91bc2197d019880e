import type { Assign, Expression, Signal, Statement, Wire } from '../ir/index.js';
import { forEachLeaf, project } from '../ir/statement-walk.js';
import { isWhole } from './coverage.js';
import { slice } from './narrow.js';

/** Makes a net for the value that a target has before a later statement changes it. */
export type MakeStage = (target: Signal, statements: readonly Statement[]) => Wire;

/** Rewrites a block so that on every way through it each bit of `target` is assigned exactly once: later assignments
 *  take the place of earlier ones, and `fallback` stands where none applies.
 *
 *  Reason: a simulator sees every change of a variable, also one that the same block takes back. Icarus Verilog 11
 *  wakes too many `always_comb` blocks (its issue 508), so two blocks that assign a default and then another value
 *  can wake each other for ever. Next values of registers wake nobody and keep their defaults. */
export function assignOnce(
  statements: readonly Statement[],
  target: Signal,
  fallback: readonly Statement[],
  makeStage: MakeStage,
): readonly Statement[] {
  const last = statements.at(-1);
  if (last === undefined) return fallback;
  const rest = statements.slice(0, -1);
  if (!mentions(last, target)) return [...assignOnce(rest, target, fallback, makeStage), last];
  const others = project(rest, (leaf) => !isOf(leaf, target));
  const own = project(rest, (leaf) => isOf(leaf, target));
  const before = assignOnce(own, target, fallback, makeStage);
  switch (last.kind) {
    case 'assign':
      return [...others, ...withoutBits(before, target, last.lsb, last.width), last];
    case 'memory-write':
      return [...others, ...before, last];
    case 'when':
    case 'switch': {
      // What would be repeated in several branches gets a name first.
      const value = own.length > 0 && !isShort(before) ? [staged(target, before, makeStage)] : before;
      const inBranch = (body: readonly Statement[]): readonly Statement[] =>
        assignOnce(body, target, value, makeStage);
      const inner =
        last.kind === 'when'
          ? { ...last, then: inBranch(last.then), otherwise: inBranch(last.otherwise) }
          : {
              ...last,
              cases: last.cases.map(({ match, body }) => ({ match, body: inBranch(body) })),
              otherwise: inBranch(last.otherwise),
            };
      return [...others, inner];
    }
  }
}

function staged(target: Signal, statements: readonly Statement[], makeStage: MakeStage): Assign {
  const wire = makeStage(target, statements);
  const value: Expression = { kind: 'signal', type: wire.type, signal: wire };
  return { kind: 'assign', target, lsb: 0, width: target.type.width, value, source: target.source };
}

const isOf = (leaf: Statement, target: Signal): boolean => leaf.kind === 'assign' && leaf.target === target;

function mentions(statement: Statement, target: Signal): boolean {
  let found = false;
  forEachLeaf([statement], (leaf) => {
    found ||= isOf(leaf, target);
  });
  return found;
}

const isShort = (statements: readonly Statement[]): boolean =>
  statements.length === 1 && statements.every((s) => s.kind === 'assign' && isWhole(s));

/** The statements without what they assign to some bits of the target. */
function withoutBits(
  statements: readonly Statement[],
  target: Signal,
  lsb: number,
  width: number,
): readonly Statement[] {
  return statements.flatMap((statement) => oneWithoutBits(statement, target, lsb, width));
}

function oneWithoutBits(
  statement: Statement,
  target: Signal,
  lsb: number,
  width: number,
): readonly Statement[] {
  switch (statement.kind) {
    case 'assign': {
      if (statement.target !== target) return [statement];
      const end = statement.lsb + statement.width;
      return [
        ...partOf(statement, statement.lsb, Math.min(end, lsb)),
        ...partOf(statement, Math.max(statement.lsb, lsb + width), end),
      ];
    }
    case 'memory-write':
      return [statement];
    case 'when': {
      const then = withoutBits(statement.then, target, lsb, width);
      const otherwise = withoutBits(statement.otherwise, target, lsb, width);
      return then.length + otherwise.length === 0 ? [] : [{ ...statement, then, otherwise }];
    }
    case 'switch': {
      const cases = statement.cases.map(({ match, body }) => ({
        match,
        body: withoutBits(body, target, lsb, width),
      }));
      const otherwise = withoutBits(statement.otherwise, target, lsb, width);
      const isEmpty = otherwise.length === 0 && cases.every(({ body }) => body.length === 0);
      return isEmpty ? [] : [{ ...statement, cases, otherwise }];
    }
  }
}

function partOf(assign: Assign, from: number, to: number): Assign[] {
  if (from >= to) return [];
  if (to - from === assign.width) return [assign];
  const value = slice(assign.value, from - assign.lsb, to - from, () => false);
  return [{ ...assign, lsb: from, width: to - from, value }];
}
