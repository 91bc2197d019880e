import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { decodePhase } from '../../../../systems/raella-tile/decode-phase.js';
import { goldenPhase } from '../../../../systems/raella-tile/golden-phase.js';
import { tileDesign } from '../../../../systems/raella-tile/tile-design.js';
import { tileJob } from '../../../../systems/raella-tile/tile-job.js';
import type { TilePhase } from '../../../../systems/raella-tile/tile-phase.js';
import type { Level, PhaseResult } from '../../../../systems/system.js';
import { diffTraces } from '../../../../verilator-harness/diff-traces.js';
import type { TraceDiff } from '../../../../verilator-harness/divergence.js';
import type { Engine, SimDesign, SimResult } from '../../../../verilator-harness/engine.js';

/** What golden tile and RTL made of a phase, and how they differ. */
export interface PhaseComparison {
  readonly golden: PhaseResult;
  readonly rtl: PhaseResult;
  readonly result: SimResult;
  readonly diff: TraceDiff;
}

/** Runs a phase on both sides.
 *  @param options `design` in place of the printed one, `seed` of random start values */
export async function comparePhase(
  engine: Engine,
  config: RaellaTileConfig,
  phase: TilePhase,
  options: { readonly level?: Level; readonly design?: SimDesign; readonly seed?: number } = {},
): Promise<PhaseComparison> {
  const { level = 'codes', design = tileDesign(config, { stalls: true }), seed = 1 } = options;
  const job = tileJob(config, design.ports, phase, level);
  const result = await engine.run({ design, ...job, startSeed: seed });
  const golden = goldenPhase(config, phase, level);
  const rtl = decodePhase(config, phase, level, result, false);
  return { golden, rtl, result, diff: diffTraces(golden.trace, rtl.trace) };
}
