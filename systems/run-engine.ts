import type { PhasedConfig } from '../config/systems.js';
import type { SimEnd, SimJob } from '../verilator-harness/engine.js';
import type { Bench } from './bench.js';
import type { Level, PhasedUnit } from './system.js';
import { type ChainResult, walkChain } from './walk-chain.js';

/** A workload's run on an engine. */
export interface EngineRun extends ChainResult {
  /** How the last phase that was begun ended. */
  readonly end: SimEnd;
  /** Phases begun. */
  readonly phases: number;
  /** Clocks of all phases, programming included. */
  readonly cycles: number;
  /** The same without programming. */
  readonly computeCycles: number;
  readonly seconds: { readonly build: number; readonly run: number };
  /** No phase needed a new build. */
  readonly cached: boolean;
  readonly warnings: readonly string[];
}

export interface EngineRunOptions {
  readonly level: Level;
  /** File of the waveform of phase k, if one is wanted. */
  readonly waveform?: (k: number) => string;
}

/** Runs a workload phase by phase; each phase gets its inputs from what the design itself gave before. A hang or a
 *  failed assertion ends the run. */
export async function runEngine<C extends PhasedConfig, P, U extends PhasedUnit>(
  { system, config, unit, design, engine, workload }: Bench<C, P, U>,
  { level, waveform }: EngineRunOptions,
): Promise<EngineRun> {
  let end: SimEnd = { reason: 'finished' };
  let phases = 0;
  let cycles = 0;
  let computeCycles = 0;
  let cached = true;
  const seconds = { build: 0, run: 0 };
  const warnings = new Set<string>();
  const chain = await walkChain(workload, async (phase, k) => {
    const { programmingCycles, ...pins } = system.job(config, unit, phase, level);
    const job: SimJob = { design, ...pins, ...(waveform ? { vcd: { file: waveform(k) } } : {}) };
    const result = await engine.run(job);
    end = result.end;
    phases += 1;
    cycles += result.cycles;
    computeCycles += Math.max(0, result.cycles - programmingCycles);
    cached &&= result.cached;
    seconds.build += result.seconds.build;
    seconds.run += result.seconds.run;
    for (const warning of result.warnings) warnings.add(warning);
    return { ...system.decode(config, unit, phase, level, result, false), last: end.reason !== 'finished' };
  });
  return { ...chain, end, phases, cycles, computeCycles, seconds, cached, warnings: [...warnings] };
}
