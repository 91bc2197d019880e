import type { Assign, Signal, Statement, Switch } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { maskOf } from './bit-mask.js';

/** Which bits of a signal statements drive: in some branch, and in every branch. */
export interface Coverage {
  readonly may: bigint;
  readonly must: bigint;
}

/** Two drives of which the first can never have an effect. */
export interface Overridden {
  readonly signal: Signal;
  readonly bits: bigint;
  readonly first: Assign;
  readonly second: Assign;
}

/** Coverage of every signal that `statements` drive. Drives that a later one always overrides go to `overridden`. */
export function coverageOf(
  statements: readonly Statement[],
  overridden: (found: Overridden) => void = () => {},
): Map<Signal, Coverage> {
  const all = new Map<Signal, Coverage>();
  statements.forEach((statement, at) => {
    for (const [signal, found] of coverageOfOne(statement, overridden)) {
      const before = all.get(signal) ?? { may: 0n, must: 0n };
      const bits = before.may & found.must;
      if (bits !== 0n) reportOverridden(statements, at, signal, bits, overridden);
      all.set(signal, { may: before.may | found.may, must: before.must | found.must });
    }
  });
  return all;
}

function coverageOfOne(statement: Statement, overridden: (found: Overridden) => void): Map<Signal, Coverage> {
  switch (statement.kind) {
    case 'assign': {
      const bits = maskOf(statement.lsb, statement.width);
      return new Map([[statement.target, { may: bits, must: bits }]]);
    }
    case 'when':
      return branches([statement.then, statement.otherwise], overridden);
    case 'switch': {
      const cases = statement.cases.map((c) => c.body);
      return branches(isExhaustive(statement) ? cases : [...cases, statement.otherwise], overridden);
    }
    case 'memory-write':
      return new Map();
  }
}

function branches(
  bodies: readonly (readonly Statement[])[],
  overridden: (found: Overridden) => void,
): Map<Signal, Coverage> {
  const each = bodies.map((body) => coverageOf(body, overridden));
  const signals = new Set(each.flatMap((coverage) => [...coverage.keys()]));
  return new Map(
    [...signals].map((signal) => {
      const may = each.reduce((bits, coverage) => bits | (coverage.get(signal)?.may ?? 0n), 0n);
      return [signal, { may, must: each.reduce((bits, c) => bits & (c.get(signal)?.must ?? 0n), may) }];
    }),
  );
}

/** Every member of an enumeration, or every number, has its case. */
function isExhaustive({ subject, cases, otherwise }: Switch): boolean {
  if (otherwise.length > 0) return false;
  const { enumeration, width } = subject.type;
  return BigInt(cases.length) === (enumeration ? BigInt(enumeration.members.length) : 1n << BigInt(width));
}

function reportOverridden(
  statements: readonly Statement[],
  at: number,
  signal: Signal,
  bits: bigint,
  overridden: (found: Overridden) => void,
): void {
  const first = driveOf(statements.slice(0, at), signal, bits);
  const second = driveOf(statements.slice(at, at + 1), signal, bits);
  if (first === undefined || second === undefined) return;
  overridden({ signal, bits, first, second });
}

function driveOf(statements: readonly Statement[], signal: Signal, bits: bigint): Assign | undefined {
  let found: Assign | undefined;
  forEachLeaf(statements, (leaf) => {
    if (leaf.kind !== 'assign' || leaf.target !== signal || isDefault(leaf)) return;
    if ((maskOf(leaf.lsb, leaf.width) & bits) !== 0n) found ??= leaf;
  });
  return found;
}

/** The drive that stands for an output's default is there to be overridden. */
function isDefault(assign: Assign): boolean {
  return assign.source === assign.target.source;
}
