import type { TraceDiff } from '../verilator-harness/divergence.js';
import type { SimEnd } from '../verilator-harness/engine.js';
import type { Reason } from './api.js';
import { countCompared } from './describe-divergence.js';

/** The verdict on a run and one sentence on its reason. */
export interface Judgement {
  readonly verdict: 'match' | 'mismatch';
  readonly reason: Reason;
  readonly message: string;
}

/** Judges a run: an end other than the regular one comes before any difference of events, which it explains. */
export function judge(end: SimEnd, diff: TraceDiff): Judgement {
  switch (end.reason) {
    case 'hang': {
      const waited = end.port === undefined ? 'the cycle limit was reached' : `\`${end.port}\` did not come`;
      return {
        verdict: 'mismatch',
        reason: 'hang',
        message: `the design hangs ${moment(end.mark)}: ${waited}`,
      };
    }
    case 'assertion':
      return {
        verdict: 'mismatch',
        reason: 'assertion',
        message: `assertion ${end.name} of ${end.unit} failed ${moment(end.mark)}, cycle ${end.cycle}: ${end.message}`,
      };
    case 'finished':
      return judgeDiff(diff);
  }
}

/** A mark below 0 stands for what comes before the first vector. */
function moment(mark: number): string {
  return mark < 0 ? 'before the first vector' : `in vector ${mark}`;
}

/** Judges a comparison of two traces. */
export function judgeDiff(diff: TraceDiff): Judgement {
  const { divergences } = diff;
  const compared = countCompared(diff);
  const events = (n: number) => `${n.toLocaleString('en-US')} ${n === 1 ? 'event' : 'events'}`;
  if (divergences.total === 0) {
    return { verdict: 'match', reason: 'equal', message: `${events(compared.total)} compared, all equal` };
  }
  return {
    verdict: 'mismatch',
    reason: 'divergence',
    message: `${events(divergences.total)} of ${compared.total.toLocaleString('en-US')} differ`,
  };
}
