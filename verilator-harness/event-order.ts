import type { EventKind } from '../base/trace.js';

const ranks: Readonly<Record<EventKind, { rank: number; singular: string; plural: string }>> = {
  code: { rank: 0, singular: 'ADC code', plural: 'codes' },
  ramps: { rank: 1, singular: 'count of comparisons', plural: 'counts of comparisons' },
  part: { rank: 1, singular: 'sum of a crossbar', plural: 'sums of crossbars' },
  sum: { rank: 2, singular: 'partial sum', plural: 'sums' },
  out: { rank: 3, singular: 'output', plural: 'outputs' },
  saturated: { rank: 4, singular: 'saturation flag', plural: 'saturation flags' },
  overflow: { rank: 4, singular: 'overflow flag', plural: 'overflow flags' },
  last: { rank: 5, singular: 'last mark', plural: 'last marks' },
  memory: { rank: 6, singular: 'byte of the activation buffer', plural: 'bytes of the activation buffer' },
  log: { rank: 7, singular: 'field of a log', plural: 'fields of logs' },
};

/** All kinds of event, cause before effect. */
export const eventKinds = (Object.keys(ranks) as EventKind[]).sort((a, b) => ranks[a].rank - ranks[b].rank);

export function isEventKind(value: unknown): value is EventKind {
  return typeof value === 'string' && Object.hasOwn(ranks, value);
}

/** Negative where events of kind `a` cause those of kind `b` within a vector. */
export function compareKinds(a: EventKind, b: EventKind): number {
  return ranks[a].rank - ranks[b].rank;
}

/** Words for a kind of event. */
export function kindName(kind: EventKind): { readonly singular: string; readonly plural: string } {
  return ranks[kind];
}
