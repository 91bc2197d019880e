import type { Expression, Signal } from '../ir/index.js';
import { toPattern } from '../nodes/ground.js';

type Subject = Expression | Signal;

/** What is known of values in one branch, from the conditions around it. Signals hold still within a cycle, so a
 *  condition that has been asked once has one answer. */
export class Facts {
  readonly #values: ReadonlyMap<Subject, bigint>;
  readonly #excluded: ReadonlyMap<Subject, ReadonlySet<bigint>>;

  constructor(
    values: ReadonlyMap<Subject, bigint> = new Map(),
    excluded: ReadonlyMap<Subject, ReadonlySet<bigint>> = new Map(),
  ) {
    this.#values = values;
    this.#excluded = excluded;
  }

  /** The pattern of an expression, if the facts tell it. */
  valueOf(expression: Expression): bigint | undefined {
    if (expression.kind === 'literal') return toPattern(expression.value, expression.type.width);
    const told = this.#values.get(keyOf(expression));
    if (told !== undefined) return told;
    if (expression.kind === 'unary' && expression.op === 'not' && expression.type.width === 1) {
      const inner = this.valueOf(expression.operand);
      return inner === undefined ? undefined : 1n - inner;
    }
    return expression.kind === 'binary' ? this.#ofBinary(expression) : undefined;
  }

  /** The facts say that `expression` does not have the value `match` of its type. */
  excludes(expression: Expression, match: bigint): boolean {
    const pattern = toPattern(match, expression.type.width);
    const known = this.valueOf(expression);
    if (known !== undefined) return known !== pattern;
    return this.#excluded.get(keyOf(expression))?.has(pattern) ?? false;
  }

  /** The facts of a branch in which a condition holds, or does not. */
  with(condition: Expression, holds: boolean): Facts {
    const values = new Map(this.#values);
    const excluded = new Map(this.#excluded);
    learn(condition, holds, values, excluded);
    return new Facts(values, excluded);
  }

  /** The facts of the case of a `switch`. */
  withValue(subject: Expression, match: bigint): Facts {
    const values = new Map(this.#values);
    values.set(keyOf(subject), toPattern(match, subject.type.width));
    return new Facts(values, this.#excluded);
  }

  /** The facts where no case of a `switch` matches. */
  without(subject: Expression, matches: ReadonlySet<bigint>): Facts {
    const excluded = new Map(this.#excluded);
    exclude(excluded, subject, [...matches]);
    return new Facts(this.#values, excluded);
  }

  #ofBinary({ op, left, right }: Expression & { kind: 'binary' }): bigint | undefined {
    const [a, b] = [this.valueOf(left), this.valueOf(right)];
    if (op === 'eq' || op === 'ne') {
      const yes = op === 'eq' ? 1n : 0n;
      if (a !== undefined && b !== undefined) return a === b ? yes : 1n - yes;
      if (b !== undefined && this.#excluded.get(keyOf(left))?.has(b)) return 1n - yes;
      return undefined;
    }
    if (left.type.width !== 1) return undefined;
    if (op === 'and') return a === 0n || b === 0n ? 0n : a === 1n && b === 1n ? 1n : undefined;
    if (op === 'or') return a === 1n || b === 1n ? 1n : a === 0n && b === 0n ? 0n : undefined;
    return undefined;
  }
}

/** Reads of one signal are one subject; other expressions are where they are the same node. */
function keyOf(expression: Expression): Subject {
  return expression.kind === 'signal' ? expression.signal : expression;
}

function learn(
  condition: Expression,
  holds: boolean,
  values: Map<Subject, bigint>,
  excluded: Map<Subject, ReadonlySet<bigint>>,
): void {
  if (condition.kind === 'literal') return;
  values.set(keyOf(condition), holds ? 1n : 0n);
  if (condition.kind === 'unary' && condition.op === 'not') {
    learn(condition.operand, !holds, values, excluded);
    return;
  }
  if (condition.kind !== 'binary') return;
  const { op, left, right } = condition;
  if ((op === 'and' && holds) || (op === 'or' && !holds)) {
    if (left.type.width !== 1) return;
    learn(left, holds, values, excluded);
    learn(right, holds, values, excluded);
  } else if ((op === 'eq' || op === 'ne') && right.kind === 'literal') {
    const pattern = toPattern(right.value, right.type.width);
    if ((op === 'eq') === holds) values.set(keyOf(left), pattern);
    else exclude(excluded, left, [pattern]);
  }
}

function exclude(
  excluded: Map<Subject, ReadonlySet<bigint>>,
  subject: Expression,
  matches: readonly bigint[],
): void {
  const known = excluded.get(keyOf(subject)) ?? new Set<bigint>();
  const patterns = matches.map((match) => toPattern(match, subject.type.width));
  excluded.set(keyOf(subject), new Set([...known, ...patterns]));
}
