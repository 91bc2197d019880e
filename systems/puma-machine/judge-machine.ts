import type { GoldenRun, RtlRun } from './compare-runs.js';
import type { StateDifference } from './compare-state.js';
import type { TraceComparison } from './compare-traces.js';

/** Why a run has its verdict: all events and the end are equal; an event differs; the RTL does not come to the end that
 *  the golden model comes to; an assertion failed; the machine is another one in the end; only cycles differ. */
export type MachineReason = 'equal' | 'divergence' | 'hang' | 'assertion' | 'state' | 'cycles';

export interface MachineJudgement {
  readonly verdict: 'match' | 'mismatch';
  readonly reason: MachineReason;
  /** One sentence on the reason. */
  readonly message: string;
}

/** Judges a run. A hang of both sides, the golden model in a deadlock and the RTL stuck, is a match. */
export function judgeMachine(
  golden: Pick<GoldenRun, 'end'>,
  rtl: Pick<RtlRun, 'end' | 'reason' | 'state'>,
  { compared, divergences }: TraceComparison,
  differences: readonly StateDifference[],
): MachineJudgement {
  const mismatch = (reason: MachineReason, message: string) => ({
    verdict: 'mismatch' as const,
    reason,
    message,
  });
  const happened = divergences.some(({ cycle }) => Number.isFinite(cycle));
  if (rtl.end === 'assertion') return mismatch('assertion', rtl.reason ?? 'an assertion failed');
  if (happened) {
    const logs =
      divergences.length === 1 ? 'one log of events differs' : `${divergences.length} logs of events differ`;
    return mismatch('divergence', `${logs} (${count(compared.total)} events compared)`);
  }
  if (rtl.end === 'hang') return mismatch('hang', `the design hangs: ${rtl.reason}`);
  const expected = { stopped: 'stopped', deadlock: 'stuck', limit: 'cut off' } as const;
  if (rtl.end !== expected[golden.end.reason]) {
    return mismatch('hang', `the RTL ${rtlEnd[rtl.end]}, the golden model ${goldenEnd[golden.end.reason]}`);
  }
  if (divergences.length > 0) return mismatch('divergence', 'the RTL has fewer events than the golden model');
  if (rtl.state === undefined) return mismatch('hang', 'the debug port did not answer every read');
  if (differences.length > 0) {
    const onlyCycles = differences.every(({ what }) => /^(cycles|counter (cycles|stall\w+))$/.test(what));
    return onlyCycles
      ? mismatch('cycles', `all events are equal, but not the cycles: ${tell(differences[0]!)}`)
      : mismatch('state', `all events are equal, but not the machine in the end: ${tell(differences[0]!)}`);
  }
  const end = golden.end.reason === 'stopped' ? '' : `; both ${bothEnd[golden.end.reason]}`;
  return {
    verdict: 'match',
    reason: 'equal',
    message: `${count(compared.total)} events compared, all equal${end}`,
  };
}

const rtlEnd = {
  stopped: 'stopped',
  stuck: 'is stuck',
  'cut off': 'still ran at the cycle limit',
  hang: 'hangs',
  assertion: 'failed',
} as const;

const goldenEnd = {
  stopped: 'stopped',
  deadlock: 'is in a deadlock',
  limit: 'still ran at the cycle limit',
} as const;

const bothEnd = { deadlock: 'are in a deadlock', limit: 'were cut off at the cycle limit' } as const;

function tell({ unit, what, expected, got }: StateDifference): string {
  return `${what} of ${unit} is ${got} instead of ${expected}`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
