import type { ExpectedDivergence } from './fault.js';

/** The first event that differs is of this kind, at least at these coordinates. */
export const differs = (
  kind: ExpectedDivergence['kind'],
  position: ExpectedDivergence['position'] = {},
  nature: ExpectedDivergence['nature'] = 'value',
): ExpectedDivergence => ({ reason: 'divergence', kind, position, nature });

/** An assertion of this name fails. */
export const fails = (assertion: string) =>
  ({ reason: 'assertion', message: new RegExp(`assertion ${assertion} of`) }) as const;

/** The design never ends this vector. */
export const hangs = (vector: number) =>
  ({ reason: 'hang', message: new RegExp(`hangs in vector ${vector}: \`done_o\` did not come`) }) as const;
