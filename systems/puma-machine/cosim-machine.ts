import { CrossweaveError } from '../../base/crossweave-error.js';
import type { DesignFile } from '../../base/design-file.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { sourcePackets } from '../../generators/puma/bench/packet-source.js';
import { type MachineRun, runMachine } from '../../sim-models/puma/machine/index.js';
import { createEngine, type EngineName } from '../../verilator-harness/create-engine.js';
import type { Engine, Monitor, SimJob, SimResult } from '../../verilator-harness/engine.js';
import { compareRuns, type GoldenRun, type MachineComparison } from './compare-runs.js';
import type { Recorded } from './decode-trace.js';
import { machineDesign, withRtl } from './machine-design.js';
import { machineJob, type Stalls } from './machine-job.js';
import { stateReads } from './state-reads.js';

export interface CosimMachineOptions {
  /** An engine or its name; default Verilator. */
  readonly engine?: Engine | EngineName;
  /** Random stalls on every handshake, in the machine too; cycles are compared only at rate 0. Absent: a machine without
   *  stall points. */
  readonly stalls?: Stalls;
  /** Seed of the random start values of registers without reset and memories, on Verilator; default 1. */
  readonly seed?: number;
  /** SystemVerilog in place of the printed files of the same paths (`rtl/<module>.sv`). */
  readonly rtl?: readonly DesignFile[];
  /** The golden model's run of the image, with its trace, where the caller has it. */
  readonly golden?: MachineRun;
  /** Cycles after which a program that goes on is cut off, on both sides; default 10 million. */
  readonly cycleLimit?: number;
  /** Also read and compare all registers and data memory at the end; default true. */
  readonly words?: boolean;
  readonly vcd?: SimJob['vcd'];
}

/** What golden model and RTL made of a program, and how they differ. */
export interface MachineCosim extends MachineComparison {
  readonly sim: Pick<SimResult, 'cycles' | 'seconds' | 'cached' | 'warnings'> & {
    readonly engine: Engine['name'];
    /** What was simulated. */
    readonly sources: readonly DesignFile[];
  };
}

const defaultLimit = 10_000_000;

/** Runs a program on the golden model and on the RTL, and compares every event, and the machine in the end. The
 *  simulator is built once for a configuration (twice, with and without stall points) and found in the cache after
 *  that.
 *
 *  @throws {CrossweaveError} CW-P... for an image that does not fit, CW-T... where a tool is missing or fails; a mismatch
 *  is a result */
export async function cosimMachine(
  config: PumaMachineConfig,
  image: MachineImage,
  options: CosimMachineOptions = {},
): Promise<MachineCosim> {
  const { cycleLimit = defaultLimit, stalls, words = true } = options;
  checkPackets(image);
  const golden = withTrace(options.golden ?? runMachine(config, image, { trace: true, cycleLimit }));
  const printed = machineDesign(config, { stalls: stalls !== undefined });
  const design = options.rtl === undefined ? printed : withRtl(printed, options.rtl);
  const engine = engineOf(options.engine);
  const job = machineJob(config, design.ports, image, {
    cycleLimit: rtlLimit(config, golden, stalls),
    ...(stalls ? { stalls } : {}),
    reads: stateReads(config, { words }),
  });
  const result = await engine.run({
    design,
    ...job,
    ...(options.vcd ? { vcd: options.vcd } : {}),
    ...(options.seed === undefined ? {} : { startSeed: options.seed }),
  });
  const { cycles, seconds, cached, warnings } = result;
  return {
    ...compareRuns(
      config,
      image,
      golden,
      { ...result, recorded: byName(job.monitors, result) },
      { stalls, words },
    ),
    sim: { cycles, seconds, cached, warnings, engine: engine.name, sources: design.sources },
  };
}

function checkPackets({ packets }: MachineImage): void {
  if (packets.length <= sourcePackets) return;
  throw new CrossweaveError({
    code: 'CW-P043',
    severity: 'error',
    message: 'the program has more packets than the test-bench holds',
    expected: `at most ${sourcePackets} packets`,
    actual: `${packets.length} packets`,
    hint: '`crossweave run` takes any number',
  });
}

/** What was recorded, by the name of the monitor. */
function byName(monitors: readonly Monitor[], result: SimResult): Recorded {
  const recorded = new Map(monitors.map(({ name }, k) => [name, result.monitors[k]]));
  return (name) => {
    const data = recorded.get(name);
    if (data === undefined) throw new RangeError(`there is no monitor ${name}`);
    return data;
  };
}

function engineOf(engine: Engine | EngineName = 'verilator'): Engine {
  return typeof engine === 'string' ? createEngine(engine) : engine;
}

function withTrace(run: MachineRun): GoldenRun {
  const { trace } = run;
  if (trace === undefined) throw new RangeError('the golden run was made without its trace');
  return { ...run, trace };
}

/** Cycles that the RTL may take. A program that the golden model cut off is cut off at the same cycle. */
function rtlLimit({ watchdog }: PumaMachineConfig, golden: GoldenRun, stalls: Stalls | undefined): number {
  if (golden.end.reason === 'limit') return golden.cycles;
  // Each handshake of a chain may stall, so a stall rate of a half more than doubles the time.
  const slower = stalls === undefined ? 2 : (16 * 256) / (256 - stalls.rate);
  return Math.min(0xffff_ffff, Math.ceil(slower * golden.cycles) + 2 * watchdog + 10_000);
}
