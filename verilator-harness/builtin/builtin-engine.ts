import { CrossweaveError } from '../../base/crossweave-error.js';
import type { VcdWriter } from '../../hdl-dsl/sim/vcd-writer.js';
import { checkJob } from '../check-job.js';
import type { Engine, SimEnd, SimJob, SimResult } from '../engine.js';
import { waveformRefused } from '../waveform-refused.js';
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
    // Loaded where it is used: most runs need no simulator of ours.
    const { Simulator } = await import('../../hdl-dsl/sim/simulator.js');
    const simulator = new Simulator(builtin.module, { models: builtin.models });
    const built = performance.now();
    const run = new StimulusRun(simulator, job);
    const writer = job.vcd && (await openWaveform(job.vcd));
    if (writer) simulator.trace(writer);
    let end: SimEnd;
    try {
      end = run.execute();
    } finally {
      writer?.close();
    }
    return {
      end,
      // The simulator does not make the clock edge at which an assertion fails; Verilator does.
      cycles: simulator.cycle + (end.reason === 'assertion' ? 1 : 0),
      captures: run.captures(),
      monitors: run.monitors(),
      seconds: { build: (built - begin) / 1000, run: (performance.now() - built) / 1000 },
      cached: false,
      warnings: [],
    };
  }
}

async function openWaveform(vcd: NonNullable<SimJob['vcd']>): Promise<VcdWriter> {
  const { VcdWriter } = await import('../../hdl-dsl/sim/vcd-writer.js');
  const { file, ...window } = vcd;
  try {
    return new VcdWriter(file, window);
  } catch (error) {
    throw waveformRefused(file, error);
  }
}
