import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trace } from './engines.js';
import { referenceTrace } from './engines.js';
import { describeDifference, type Run, shrink } from './shrink.js';
import type { Experiment } from './stimulus.js';
import { type Edit, ToolRuns } from './tool-runs.js';

export type Tool = 'verilator' | 'icarus' | 'yosys';
export const tools: readonly Tool[] = ['icarus', 'yosys', 'verilator'];

/** A tool on the printed text, in folders of its own. */
export function runOf(tool: Tool, edit?: Edit): Run {
  let objects: string | undefined;
  return (experiments) => {
    if (tool === 'verilator') objects ??= mkdtempSync(join(tmpdir(), 'crossweave-objects-'));
    const folder = mkdtempSync(join(tmpdir(), 'crossweave-shrink-'));
    try {
      return new ToolRuns(folder, experiments, edit)[tool](objects);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** The experiments whose traces differ from what the interpreter says. */
export function differing(
  experiments: readonly Experiment[],
  expected: readonly Trace[],
  got: readonly Trace[],
): Experiment[] {
  return experiments.filter((e, i) =>
    e.cycles.some(
      (_, cycle) => expected[i]?.[cycle] === undefined || expected[i]?.[cycle] !== got[i]?.[cycle],
    ),
  );
}

/** Throws where traces differ; the message has the smallest module found that still differs.
 *  @param run the same engine again, for shrinking */
export function expectAgreement(
  engine: string,
  experiments: readonly Experiment[],
  got: readonly Trace[],
  run: Run,
  expected: readonly Trace[] = experiments.map(referenceTrace),
): void {
  const bad = differing(experiments, expected, got);
  const [first] = bad;
  if (first === undefined) return;
  const small = shrink(first, run, 60);
  throw new Error(
    `${bad.map((e) => e.top.name).join(', ')} differ in ${engine}; the first, made small:\n${describeDifference(small, run)}`,
  );
}
