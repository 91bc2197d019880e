import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Trace } from '../../base/trace.js';
import type { ProgramDifference, ProgramDiffResult } from '../api.js';
import type { CosimProgramResult } from '../machine-api.js';
import { resultFile } from '../run-files.js';
import { compareTraces } from './compare-traces.js';
import { unitName } from './explain-machine.js';
import { fieldsByName, type LogDivergence } from './log-divergence.js';
import { isMachineTrace, machineTraceOf } from './trace-streams.js';

/** Compares two traces of machines. What a run's own traces are compared with is in its folder too: its result tells of
 *  the instruction, the state before it, and the end of the machine, which traces do not hold.
 *  @param run folder of the run whose golden trace is compared with its RTL trace
 *  @throws {CrossweaveError} CW-P042 for traces of different machines */
export function diffPrograms(expected: Trace, got: Trace, run: string | undefined): ProgramDiffResult {
  checkSameMachine(expected, got);
  const known = run === undefined ? undefined : knownResult(run);
  // A run that was cut off, or ended by an assertion, has fewer events without fault.
  const prefix =
    known !== undefined && (known.end.golden === 'limit' || /^(assertion|hang)$/.test(known.end.rtl));
  const [a, b] = [machineTraceOf(expected), machineTraceOf(got)];
  const { compared, divergences } = compareTraces(a, b, { prefix });
  const [first] = divergences;
  const difference = first ? describe(first, a.cores.length, known) : null;
  const count = { compared, divergences: divergences.length, first: difference };
  if (known?.verdict === 'mismatch') {
    return { verdict: 'mismatch', reason: known.reason, message: known.message, ...count };
  }
  const events = compared.total.toLocaleString('en-US');
  return divergences.length === 0
    ? { verdict: 'match', reason: 'equal', message: `${events} events compared, all equal`, ...count }
    : {
        verdict: 'mismatch',
        reason: 'divergence',
        message: `${divergences.length === 1 ? 'one log differs' : `${divergences.length} logs differ`} (${events} events compared)`,
        ...count,
      };
}

function describe(
  found: LogDivergence,
  cores: number,
  known: CosimProgramResult | undefined,
): ProgramDifference {
  const { kind } = found.place;
  const unit = unitName(found, cores);
  const record = (values: readonly number[] | undefined) => values && fieldsByName(kind, values);
  const [expected, got] = [record(found.expected), record(found.got)];
  const first = known?.first;
  const same = first?.kind === kind && first.unit === unit && first.event === found.index;
  return {
    kind,
    unit,
    nature: found.nature,
    event: found.index,
    ...(expected ? { expected } : {}),
    ...(got ? { got } : {}),
    explanation: same ? first.explanation : plain(found, unit, expected, got),
  };
}

function plain(
  { place, index, nature }: LogDivergence,
  unit: string,
  expected: Record<string, number> | undefined,
  got: Record<string, number> | undefined,
): string {
  const fields = (values: Record<string, number>) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return [
    `first difference: event ${index} of the log ${place.kind} of ${unit}${nature === 'value' ? '' : `, ${nature}`}`,
    ...(expected ? [`  expected  ${fields(expected)}`] : []),
    ...(got ? [`  got       ${fields(got)}`] : []),
  ].join('\n');
}

/** What the run said of itself, if that can still be read. */
function knownResult(run: string): CosimProgramResult | undefined {
  try {
    return JSON.parse(readFileSync(join(run, resultFile), 'utf8')) as CosimProgramResult;
  } catch {
    return undefined;
  }
}

function checkSameMachine(a: Trace, b: Trace): void {
  const units = (trace: Trace) => trace.streams.map(({ unit }) => unit).join(' ');
  if (isMachineTrace(a) && isMachineTrace(b) && units(a) === units(b)) return;
  const shape = (trace: Trace) =>
    isMachineTrace(trace)
      ? `${machineTraceOf(trace).cores.length} cores, ${trace.streams.length} logs`
      : 'no machine';
  throw new CrossweaveError({
    code: 'CW-P042',
    severity: 'error',
    message: 'the runs are of different machines',
    expected: shape(a),
    actual: shape(b),
    hint: 'compare runs of machines with the same cores and MVMUs',
  });
}
