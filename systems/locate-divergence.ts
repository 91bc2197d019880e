import type { EventKind, Trace } from '../base/trace.js';
import type { PhasedConfig } from '../config/systems.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import type { SimEnd } from '../verilator-harness/engine.js';
import type { Bench } from './bench.js';
import type { EngineRun } from './run-engine.js';
import type { Level, PhasedUnit } from './system.js';
import type { Workload } from './workloads/workload.js';

/** A moment of a run: clock `cycle` of phase `phase`, which ends with the vector of interest. */
export interface Moment<P> {
  readonly phase: P;
  readonly cycle: number;
}

/** Finds the clock at which a run first parted from the golden model, or stopped.
 *
 *  Runs do not record clocks, which would cost them time and memory; the phase in question is run once more, up to the
 *  vector in question and with the trace ports listened to. An output is read long after it was computed, so the last
 *  partial sum or code of its vector stands for it.
 *
 *  @param first kind and vector, over all phases, of the first divergence, if there is one
 *  @returns undefined where the design shows no event near it */
export async function locateDivergence<C extends PhasedConfig, P, U extends PhasedUnit>(
  { system, config, unit, design, engine, workload }: Bench<C, P, U>,
  run: EngineRun,
  first: { readonly kind: EventKind; readonly vector: number } | undefined,
): Promise<Moment<P> | undefined> {
  const stopped = run.end.reason !== 'finished';
  const place =
    first && !stopped
      ? placeOf(workload, first.vector)
      : { phase: run.phases - 1, vector: Math.max(0, markOf(run.end)) };
  const whole = workload.phase(place.phase, run.outputs.slice(0, place.phase));
  if (whole === undefined) return undefined;
  const phase = system.upTo(whole, place.vector, workload.vectors);
  const level: Level = 'codes';
  const job = system.job(config, unit, phase, level);
  const result = await engine.run({ design, ...job });
  if (result.end.reason === 'assertion') return { phase, cycle: result.end.cycle };
  if (result.end.reason === 'hang') return { phase, cycle: result.cycles };
  if (first === undefined) return undefined;
  const golden = system.golden(config, phase, level).trace;
  const { trace } = system.decode(config, unit, phase, level, result, true);
  const cycle = diffTraces(golden, trace, { kinds: [first.kind] }).first?.cycle ?? lastCycle(trace);
  return cycle === undefined ? undefined : { phase, cycle };
}

function placeOf<P>({ placeOf, vectors }: Workload<P>, vector: number) {
  return placeOf?.(vector) ?? { phase: Math.floor(vector / vectors), vector: vector % vectors };
}

function markOf(end: SimEnd): number {
  return end.reason === 'finished' ? 0 : end.mark;
}

function lastCycle({ streams }: Trace): number | undefined {
  const last = streams.map((stream) => stream.cycles?.at(-1)).filter((cycle) => cycle !== undefined);
  return last.length === 0 ? undefined : Math.max(...last);
}
