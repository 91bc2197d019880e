import { describe, expect, it } from 'vitest';
import { judge } from '../../systems/judge.js';
import type { TraceDiff } from '../../verilator-harness/divergence.js';
import type { SimEnd } from '../../verilator-harness/engine.js';

const found = (total: number, divergences: number): TraceDiff => ({
  compared: { total, byKind: { out: total } },
  divergences: { total: divergences, byKind: { out: divergences } },
});
const assertion = {
  reason: 'assertion',
  cycle: 7,
  name: 'Rule',
  unit: 'top.u_part',
  message: 'it holds',
} as const;

describe('judge', () => {
  it.each<[string, SimEnd, TraceDiff, object]>([
    [
      'equal traces',
      { reason: 'finished' },
      found(12_345, 0),
      { verdict: 'match', reason: 'equal', message: '12,345 events compared, all equal' },
    ],
    [
      'one event that differs',
      { reason: 'finished' },
      found(1200, 1),
      { verdict: 'mismatch', reason: 'divergence', message: '1 event of 1,200 differ' },
    ],
    [
      'a wait in vain, whatever differs',
      { reason: 'hang', mark: 3, port: 'done_o' },
      found(10, 5),
      { verdict: 'mismatch', reason: 'hang', message: 'the design hangs in vector 3: `done_o` did not come' },
    ],
    [
      'the cycle limit before the first vector',
      { reason: 'hang', mark: -1 },
      found(10, 0),
      {
        verdict: 'mismatch',
        reason: 'hang',
        message: 'the design hangs before the first vector: the cycle limit was reached',
      },
    ],
    [
      'a failed assertion though nothing differs',
      { ...assertion, mark: 0 },
      found(10, 0),
      {
        verdict: 'mismatch',
        reason: 'assertion',
        message: 'assertion Rule of top.u_part failed in vector 0, cycle 7: it holds',
      },
    ],
    [
      'an assertion that fails while the array is programmed',
      { ...assertion, mark: -1 },
      found(10, 10),
      {
        verdict: 'mismatch',
        reason: 'assertion',
        message: 'assertion Rule of top.u_part failed before the first vector, cycle 7: it holds',
      },
    ],
  ])('%s', (_, end, diff, expected) => {
    expect(judge(end, diff)).toEqual(expected);
  });
});
