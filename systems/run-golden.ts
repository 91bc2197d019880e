import type { Config } from '../config/systems.js';
import { stopwatch } from './stopwatch.js';
import type { Level, System } from './system.js';
import { type ChainResult, walkChain } from './walk-chain.js';
import type { Workload } from './workloads/workload.js';

/** Runs a workload on the golden model. */
export async function runGolden<C extends Config>(
  system: System<C>,
  config: C,
  workload: Workload,
  level: Level,
): Promise<ChainResult & { readonly seconds: number }> {
  const elapsed = stopwatch();
  const chain = await walkChain(workload, (phase) => system.golden(config, phase, level));
  return { ...chain, seconds: elapsed() };
}
