import { CrossweaveError } from '../../base/crossweave-error.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { checkJob } from '../check-job.js';
import type { Engine, SimJob, SimResult } from '../engine.js';
import { StimulusRun } from './stimulus-run.js';

/** Runs the design in Crossweave's own cycle simulator. Analog macros run as twins that may call the golden chain, so
 *  only the digital part is independent. */
export class BuiltinEngine implements Engine {
  readonly name = 'builtin';
  readonly independent = ['digital'] as const;

  async run(job: SimJob): Promise<SimResult> {
    checkJob(job);
    const { builtin, top } = job.design;
    if (!builtin) {
      throw new CrossweaveError({
        code: 'CW-A101',
        severity: 'error',
        message: `the built-in engine cannot simulate \`${top}\` from SystemVerilog files`,
        hint: 'use `--engine verilator`',
      });
    }
    const begin = performance.now();
    const simulator = new Simulator(builtin.module, { models: builtin.models });
    const built = performance.now();
    const run = new StimulusRun(simulator, job);
    const end = run.execute();
    return {
      end,
      cycles: simulator.cycle,
      captures: run.captures(),
      monitors: run.monitors(),
      seconds: { build: (built - begin) / 1000, run: (performance.now() - built) / 1000 },
      cached: false,
      warnings: [],
    };
  }
}
