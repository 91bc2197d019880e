import type { Divergence, KindCounts, TraceDiff } from '../verilator-harness/divergence.js';
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

/** Counts the compared events under the names of the results. */
export function countCompared({ compared }: TraceDiff): Compared {
  const of = (kind: keyof KindCounts) => compared.byKind[kind] ?? 0;
  return { total: compared.total, codes: of('code'), sums: of('sum'), outputs: of('out') + of('saturated') };
}

function shown(value: number, divergence: Divergence): ShownValue {
  const [, hex, fixed] = formats(value, divergence);
  return { decimal: value, hex, fixed };
}
