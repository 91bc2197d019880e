import type { Assign, Expression, Signal, SourceRef, Statement, When } from '../ir/index.js';

/** Drives all bits of a signal. */
export function assignWhole(target: Signal, value: Expression, source: SourceRef): Assign {
  return Object.freeze({ kind: 'assign', target, lsb: 0, width: target.type.width, value, source });
}

/** Statements under a condition. */
export function whenStatement(condition: Expression, then: readonly Statement[], source: SourceRef): When {
  return Object.freeze({
    kind: 'when',
    condition,
    then: Object.freeze([...then]),
    otherwise: Object.freeze([]),
    source,
  });
}
