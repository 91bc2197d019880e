import type { EventKind, Trace } from '../base/trace.js';
import type { ArrayConfig } from '../config/systems.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import type { SimEnd } from '../verilator-harness/engine.js';
import type { Bench } from './bench.js';
import type { EngineRun } from './run-engine.js';
import type { Level, MatrixPhase } from './system.js';

/** A moment of a run: clock `cycle` of phase `phase`, which runs `inputs` up to the vector of interest. */
export interface Moment {
  readonly phase: MatrixPhase;
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
export async function locateDivergence<C extends ArrayConfig>(
  { system, config, unit, design, engine, workload }: Bench<C>,
  run: EngineRun,
  first: { readonly kind: EventKind; readonly vector: number } | undefined,
): Promise<Moment | undefined> {
  const stopped = run.end.reason !== 'finished';
  const k = first && !stopped ? Math.floor(first.vector / workload.vectors) : run.phases - 1;
  const whole = workload.phase(k, run.outputs.slice(0, k));
  if (whole === undefined) return undefined;
  const vector = stopped ? markOf(run.end) : (first?.vector ?? 0) % workload.vectors;
  const phase = { weights: whole.weights, inputs: whole.inputs.slice(0, (vector + 1) * config.rows) };
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

function markOf(end: SimEnd): number {
  return end.reason === 'finished' ? 0 : end.mark;
}

function lastCycle({ streams }: Trace): number | undefined {
  const last = streams.map((stream) => stream.cycles?.at(-1)).filter((cycle) => cycle !== undefined);
  return last.length === 0 ? undefined : Math.max(...last);
}
