import type { DesignFile } from '../../base/design-file.js';
import type { ArrayConfig } from '../../config/systems.js';
import { buildDesign, type Design, simDesign } from '../../systems/design.js';
import { withArraySystem } from '../../systems/registry.js';
import type { ArrayUnit, Level, MatrixPhase, PhaseResult } from '../../systems/system.js';
import { diffTraces } from '../../verilator-harness/diff-traces.js';
import type { TraceDiff } from '../../verilator-harness/divergence.js';
import type { Engine, SimDesign, SimResult } from '../../verilator-harness/engine.js';

/** What golden model and engine made of one phase, and how they differ. */
export interface Comparison {
  readonly golden: PhaseResult;
  readonly rtl: PhaseResult;
  readonly diff: TraceDiff;
  readonly result: SimResult;
  readonly programmingCycles: number;
}

/** A configuration's hardware, ready for any number of phases on any engine. */
export interface Bench {
  readonly design: Design<ArrayUnit>;
  readonly sim: SimDesign;
  compare(engine: Engine, phase: MatrixPhase, level?: Level): Promise<Comparison>;
}

/** Co-simulation out of the parts that `cosim` is made of, without folders, reports and waveforms.
 *  @param rtl in place of the printed modules */
export function prepareBench(config: ArrayConfig, rtl?: readonly DesignFile[]): Promise<Bench> {
  return withArraySystem(config, (system, typed) => {
    const design = buildDesign(system, typed);
    const sim = simDesign(system, typed, design, rtl);
    return {
      design,
      sim,
      async compare(engine, phase, level = 'codes') {
        const { programmingCycles, ...pins } = system.job(typed, design.unit, phase, level);
        const result = await engine.run({ design: sim, ...pins });
        const golden = system.golden(typed, phase, level);
        const rtl = system.decode(typed, design.unit, phase, level, result, false);
        return { golden, rtl, diff: diffTraces(golden.trace, rtl.trace), result, programmingCycles };
      },
    };
  });
}
