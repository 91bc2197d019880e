import { join } from 'node:path';
import type { PhasedConfig } from '../config/systems.js';
import type { TraceDiff } from '../verilator-harness/divergence.js';
import type { CosimResult } from './api.js';
import type { Bench } from './bench.js';
import { countCompared, describeDivergence } from './describe-divergence.js';
import { judge } from './judge.js';
import type { Moment } from './locate-divergence.js';
import type { EngineRun } from './run-engine.js';
import { reportFile } from './run-files.js';
import type { Level, PhasedUnit } from './system.js';
import type { ChainResult } from './walk-chain.js';

/** What a run knows beside its events. */
export interface RunFacts {
  readonly id: string;
  /** The design's folder. */
  readonly out: string;
  readonly level: Level;
  readonly generateSeconds: number;
  /** Names of the waveforms in the run's folder. */
  readonly waveforms: readonly string[];
  readonly notes: readonly (string | undefined)[];
}

/** Puts together the result of a co-simulation. */
export function cosimResult<C extends PhasedConfig, P, U extends PhasedUnit>(
  { engine, workload }: Bench<C, P, U>,
  run: EngineRun,
  golden: ChainResult & { readonly seconds: number },
  found: TraceDiff,
  moment: Moment<P> | undefined,
  { id, out, level, generateSeconds, waveforms, notes }: RunFacts,
): CosimResult {
  const judgement = judge(run.end, found);
  const folder = join(out, 'runs', id);
  // The moment of a hang or a failed assertion is not that of the first event that differs.
  const cycle = judgement.reason === 'divergence' && moment ? { cycle: moment.cycle } : {};
  const { classification } = workload;
  return {
    ...judgement,
    engine: engine.name,
    independent: engine.independent,
    workload: workload.name,
    vectors: workload.vectors,
    level,
    compared: countCompared(found),
    divergences: found.divergences.total,
    first: found.first ? describeDivergence({ ...found.first, ...cycle }) : null,
    cycles: run.cycles,
    cyclesPerVector: Math.round(run.computeCycles / workload.vectors),
    seconds: { generate: generateSeconds, ...run.seconds, golden: golden.seconds },
    cached: run.cached,
    out,
    run: folder,
    report: join(folder, reportFile),
    waveforms: waveforms.map((name) => join(folder, name)),
    warnings: [...notes.filter((note) => note !== undefined), ...run.warnings],
    ...(classification
      ? {
          accuracy: {
            float: classification.float.accuracy,
            golden: classification.score(golden.outputs).accuracy,
            rtl: run.end.reason === 'finished' ? classification.score(run.outputs).accuracy : 0,
          },
        }
      : {}),
  };
}
