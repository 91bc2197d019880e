import type { PhasedConfig } from '../config/systems.js';
import type { Bench } from './bench.js';
import { stopwatch } from './stopwatch.js';
import type { Level, PhasedUnit } from './system.js';
import { type ChainResult, walkChain } from './walk-chain.js';

/** Runs a workload on the golden model. */
export async function runGolden<C extends PhasedConfig, P, U extends PhasedUnit>(
  { system, config, workload }: Pick<Bench<C, P, U>, 'system' | 'config' | 'workload'>,
  level: Level,
): Promise<ChainResult & { readonly seconds: number }> {
  const elapsed = stopwatch();
  const chain = await walkChain(workload, (phase) => system.golden(config, phase, level));
  return { ...chain, seconds: elapsed() };
}
