import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Trace } from '../base/trace.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import { readTraceFile } from '../verilator-harness/trace-file.js';
import type { CosimResult, DiffOptions, DiffResult, FirstDivergence, ProgramDiffResult } from './api.js';
import { countCompared, describeDivergence } from './describe-divergence.js';
import { judgeDiff } from './judge.js';
import { diffPrograms } from './puma-machine/diff-programs.js';
import { isMachineTrace } from './puma-machine/trace-streams.js';
import { resultFile, traceFiles } from './run-files.js';

/** Compares the traces of a run, golden model against RTL, or the RTL traces of two runs.
 *
 *  @throws {CrossweaveError} CW-R010 for a folder that holds no run, CW-R001..CW-R004 for traces that cannot be compared */
export async function diff({ run, other }: DiffOptions): Promise<DiffResult | ProgramDiffResult> {
  checkRuns(other === undefined ? [run] : [run, other]);
  const [expected, got] =
    other === undefined
      ? [join(run, traceFiles.golden), join(run, traceFiles.rtl)]
      : [join(run, traceFiles.rtl), join(other, traceFiles.rtl)];
  const traces: [Trace, Trace] = [await readTraceFile(expected), await readTraceFile(got)];
  if (traces.some(isMachineTrace)) return diffPrograms(...traces, other === undefined ? run : undefined);
  // Runs of different levels share some kinds of event; what only one has cannot differ.
  const kinds = traces[0].streams
    .map((s) => s.kind)
    .filter((kind) => traces[1].streams.some((s) => s.kind === kind));
  const found = diffTraces(...traces, { kinds });
  const first = found.first ? describeDivergence(found.first) : null;
  const known = other === undefined ? knownResult(run) : undefined;
  const stopped = known !== undefined && (known.reason === 'hang' || known.reason === 'assertion');
  return {
    ...(stopped
      ? { verdict: 'mismatch' as const, reason: known.reason, message: known.message }
      : judgeDiff(found)),
    compared: countCompared(found),
    divergences: found.divergences.total,
    // Traces hold neither clocks nor sources; the run that wrote them knew both.
    first: samePlace(first, known?.first) ? known!.first : first,
  };
}

/** What the run said of itself, if that can still be read. */
function knownResult(run: string): CosimResult | undefined {
  try {
    return JSON.parse(readFileSync(join(run, resultFile), 'utf8')) as CosimResult;
  } catch {
    return undefined;
  }
}

function samePlace(a: FirstDivergence | null, b: FirstDivergence | null | undefined): boolean {
  return (
    a !== null && b != null && a.kind === b.kind && JSON.stringify(a.position) === JSON.stringify(b.position)
  );
}

function checkRuns(runs: readonly string[]): void {
  const faulty = runs.filter((run) => Object.values(traceFiles).some((file) => !existsSync(join(run, file))));
  if (faulty.length === 0) return;
  throw new CrossweaveError(
    faulty.map((run) => ({
      code: 'CW-R010',
      severity: 'error',
      message: 'the folder holds no run',
      where: { kind: 'file', file: run },
      expected: `a folder with ${Object.values(traceFiles).join(' and ')}`,
      hint: 'name a folder under `runs/` of a design, such as `crossweave cosim` prints',
    })),
  );
}
