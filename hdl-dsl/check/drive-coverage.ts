import type { Assign, Signal, Statement, Switch } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { maskOf } from './bit-mask.js';

/** Which bits of a signal statements drive: in some branch, and in every branch. */
export interface Coverage {
  readonly may: bigint;
  readonly must: bigint;
}

type Coverages = Map<Signal, Coverage>;

/** Two drives of which the first can never have an effect. */
export interface Overridden {
  readonly signal: Signal;
  readonly bits: bigint;
  readonly first: Assign;
  readonly second: Assign;
}

const none: Coverage = { may: 0n, must: 0n };

/** Coverage of every signal that `statements` drive. Drives that a later one always overrides go to `overridden`. */
export function coverageOf(
  statements: readonly Statement[],
  overridden: (found: Overridden) => void = () => {},
): Coverages {
  const all: Coverages = new Map();
  const add = (signal: Signal, found: Coverage, at: number): void => {
    const before = all.get(signal);
    if (before === undefined) {
      all.set(signal, found);
      return;
    }
    const bits = before.may & found.must;
    if (bits !== 0n) reportOverridden(statements, at, signal, bits, overridden);
    all.set(signal, { may: before.may | found.may, must: before.must | found.must });
  };
  statements.forEach((statement, at) => {
    if (statement.kind === 'assign') {
      add(statement.target, coverageOfBits(statement.lsb, statement.width), at);
    } else if (statement.kind !== 'memory-write') {
      for (const [signal, found] of coverageOfBranches(statement, overridden)) add(signal, found, at);
    }
  });
  return all;
}

/** Whole signals of a width have one coverage. */
const whole = new Map<number, Coverage>();

function coverageOfBits(lsb: number, width: number): Coverage {
  const known = lsb === 0 ? whole.get(width) : undefined;
  if (known !== undefined) return known;
  const bits = maskOf(lsb, width);
  const made = { may: bits, must: bits };
  if (lsb === 0) whole.set(width, made);
  return made;
}

function coverageOfBranches(
  statement: Statement & { kind: 'when' | 'switch' },
  overridden: (found: Overridden) => void,
): Coverages {
  if (statement.kind === 'when') {
    return branches([statement.then, statement.otherwise], overridden);
  }
  const cases = statement.cases.map((c) => c.body);
  return branches(isExhaustive(statement) ? cases : [...cases, statement.otherwise], overridden);
}

function branches(
  bodies: readonly (readonly Statement[])[],
  overridden: (found: Overridden) => void,
): Coverages {
  const all: Coverages = new Map();
  bodies.forEach((body, i) => {
    const coverage = body.length === 0 ? undefined : coverageOf(body, overridden);
    for (const [signal, before] of all) {
      const found = coverage?.get(signal);
      if (found === before) continue;
      const { may, must } = found ?? none;
      all.set(signal, { may: before.may | may, must: before.must & must });
    }
    if (coverage === undefined) return;
    for (const [signal, found] of coverage) {
      if (!all.has(signal)) all.set(signal, i === 0 ? found : { may: found.may, must: 0n });
    }
  });
  return all;
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
