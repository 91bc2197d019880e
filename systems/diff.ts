import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Trace } from '../base/trace.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import { readTraceFile } from '../verilator-harness/trace-file.js';
import type { DiffOptions, DiffResult } from './api.js';
import { countCompared, describeDivergence } from './describe-divergence.js';
import { judgeDiff } from './judge.js';
import { traceFiles } from './run-files.js';

/** Compares the traces of a run, golden model against RTL, or the RTL traces of two runs.
 *
 *  @throws {CrossweaveError} CW-R010 for a folder that holds no run, CW-R001..CW-R004 for traces that cannot be compared */
export async function diff({ run, other }: DiffOptions): Promise<DiffResult> {
  checkRuns(other === undefined ? [run] : [run, other]);
  const [expected, got] =
    other === undefined
      ? [join(run, traceFiles.golden), join(run, traceFiles.rtl)]
      : [join(run, traceFiles.rtl), join(other, traceFiles.rtl)];
  const traces: [Trace, Trace] = [await readTraceFile(expected), await readTraceFile(got)];
  // Runs of different levels share some kinds of event; what only one has cannot differ.
  const kinds = traces[0].streams
    .map((s) => s.kind)
    .filter((kind) => traces[1].streams.some((s) => s.kind === kind));
  const found = diffTraces(...traces, { kinds });
  return {
    ...judgeDiff(found),
    compared: countCompared(found),
    divergences: found.divergences.total,
    first: found.first ? describeDivergence(found.first) : null,
  };
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
