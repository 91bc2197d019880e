import type { Trace } from '../base/trace.js';
import { joinTraces } from './common/join-traces.js';
import type { PhaseResult } from './system.js';
import type { Workload } from './workloads/workload.js';

/** What one side, golden model or engine, made of a workload. */
export interface ChainResult {
  /** Of each phase that was begun. */
  readonly outputs: readonly Float64Array[];
  readonly trace: Trace;
}

/** Walks the phases of a workload on the results of one side.
 *  @param compute one phase; `last` ends the walk early, as after a hang */
export async function walkChain<P>(
  workload: Workload<P>,
  compute: (
    phase: P,
    k: number,
  ) => (PhaseResult & { readonly last?: boolean }) | Promise<PhaseResult & { readonly last?: boolean }>,
): Promise<ChainResult> {
  const outputs: Float64Array[] = [];
  const traces: Trace[] = [];
  for (let k = 0; ; k += 1) {
    const phase = workload.phase(k, outputs);
    if (phase === undefined) break;
    const result = await compute(phase, k);
    outputs.push(result.outputs);
    traces.push(result.trace);
    if (result.last) break;
  }
  const trace =
    workload.placeOf === undefined
      ? joinTraces(traces, new Array<number>(workload.phases).fill(workload.vectors))
      : { streams: traces.flatMap(({ streams }) => streams) };
  return { outputs, trace };
}
