import type { EventKind } from '../base/trace.js';
import type { Divergence, TraceDiff } from '../verilator-harness/divergence.js';
import { explainDivergence, formats } from '../verilator-harness/explain-divergence.js';
import type { Compared, FirstDivergence, ShownValue } from './api.js';

/** Brings the first divergence of a comparison into the form that results have. */
export function describeDivergence(divergence: Divergence): FirstDivergence {
  const { unit, kind, nature, position, expected, got, cycle, source } = divergence;
  return {
    unit,
    kind,
    nature,
    position: Object.fromEntries(position.map(({ name, value }) => [name, value])),
    ...(expected === undefined ? {} : { expected: shown(expected, divergence) }),
    ...(got === undefined ? {} : { got: shown(got, divergence) }),
    ...(cycle === undefined ? {} : { cycle }),
    ...(source === undefined ? {} : { source: `${source.file}:${source.line}:${source.column}` }),
    explanation: explainDivergence(divergence),
  };
}

/** The name in the results under which a kind of event counts; a program's logs have counts of their own. */
const countedAs: Readonly<Record<EventKind, keyof Compared>> = {
  code: 'codes',
  part: 'codes',
  sum: 'sums',
  out: 'outputs',
  saturated: 'outputs',
  overflow: 'outputs',
  last: 'outputs',
  memory: 'outputs',
  ramps: 'outputs',
  log: 'total',
};

/** Counts the compared events under the names of the results. */
export function countCompared({ compared }: TraceDiff): Compared {
  const counts = { codes: 0, sums: 0, outputs: 0 };
  for (const [kind, count] of Object.entries(compared.byKind)) {
    const name = countedAs[kind as EventKind];
    if (name !== 'total') counts[name] += count;
  }
  return { total: compared.total, ...counts };
}

function shown(value: number, divergence: Divergence): ShownValue {
  const [, hex, fixed] = formats(value, divergence);
  return { decimal: value, hex, fixed };
}
