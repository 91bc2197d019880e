import type { MachineTrace } from '../../base/machine-trace.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { type MachineRun, runMachine } from '../../sim-models/puma/machine/index.js';
import type { MonitorData, SimResult } from '../../verilator-harness/engine.js';
import type { ProgramDivergence } from '../machine-api.js';
import { compareState, cycleRule, type StateDifference } from './compare-state.js';
import { compareTraces, type TraceComparison } from './compare-traces.js';
import { decodeState, type MachineState } from './decode-state.js';
import { decodeTrace } from './decode-trace.js';
import { explainMachine } from './explain-machine.js';
import { firstSlower, type SlowerInstruction } from './first-slower.js';
import { judgeMachine, type MachineJudgement } from './judge-machine.js';
import type { LogDivergence } from './log-divergence.js';
import type { Stalls } from './machine-job.js';
import { reportText } from './report-text.js';

/** A golden run with its trace. */
export type GoldenRun = MachineRun & { readonly trace: MachineTrace };

/** What the RTL did. */
export interface RtlRun {
  /** `cut off`: it still ran at the cycle limit. `hang`: its configuration port, or the simulator's cycle limit.
   *  `assertion`: one of the design failed. */
  readonly end: 'stopped' | 'stuck' | 'cut off' | 'hang' | 'assertion';
  /** Of the simulator, for `hang` and `assertion`. */
  readonly reason?: string;
  readonly trace: MachineTrace;
  /** Absent after a hang or a failed assertion. */
  readonly state?: MachineState;
}

export interface MachineComparison extends MachineJudgement {
  readonly golden: GoldenRun;
  readonly rtl: RtlRun;
  readonly compared: TraceComparison['compared'];
  /** The first event that differs, explained. */
  readonly first?: ProgramDivergence;
  /** Logs that differ. */
  readonly divergences: readonly LogDivergence[];
  /** What differs in the end. */
  readonly differences: readonly StateDifference[];
  /** Where cycles differ that should not: the first instruction that took another time. */
  readonly slower?: SlowerInstruction;
  /** All of it as text. */
  readonly explanation: string;
}

export interface CompareOptions {
  readonly stalls?: Stalls | undefined;
  /** Registers and memory were read. */
  readonly words: boolean;
}

/** Compares what an engine recorded with the golden run: events log by log, then the machine in the end. */
export function compareRuns(
  config: PumaMachineConfig,
  image: MachineImage,
  golden: GoldenRun,
  result: SimResult & { readonly recorded: (name: string) => MonitorData },
  { stalls, words }: CompareOptions,
): MachineComparison {
  const rtl = rtlRun(config, result, words);
  // What was cut off ends early without fault; so does what a failed assertion, or a hang of the bench, ended.
  const prefix = golden.end.reason === 'limit' || rtl.end === 'assertion' || rtl.end === 'hang';
  const { compared, divergences } = compareTraces(golden.trace, rtl.trace, { prefix });
  const rule = cycleRule(config, golden, stalls !== undefined && stalls.rate > 0);
  const settled = rtl.state !== undefined && golden.end.reason !== 'limit' && divergences.length === 0;
  const differences = settled ? compareState(config, golden, rtl.state, rule) : [];
  const [earliest] = divergences;
  const first =
    earliest &&
    explainMachine(
      {
        config,
        image,
        golden,
        rtl: rtl.trace,
        ...(rtl.state ? { state: rtl.state } : {}),
        flagsBefore: (core, instruction) => flagsBefore(config, image, golden, core, instruction),
      },
      earliest,
    );
  const judgement = judgeMachine(golden, rtl, { compared, divergences }, differences);
  const slower =
    judgement.reason === 'cycles' ? firstSlower(config, image, golden.trace, rtl.trace) : undefined;
  const comparison = {
    ...judgement,
    golden,
    rtl,
    compared,
    divergences,
    differences,
    ...(first ? { first } : {}),
    ...(slower ? { slower } : {}),
  };
  return { ...comparison, explanation: reportText(comparison) };
}

function rtlRun(
  config: PumaMachineConfig,
  result: SimResult & { readonly recorded: (name: string) => MonitorData },
  words: boolean,
): RtlRun {
  const trace = decodeTrace(config, result.recorded);
  switch (result.end.reason) {
    case 'assertion': {
      const { unit, name, message, cycle } = result.end;
      return {
        end: 'assertion',
        reason: `assertion ${name} of ${unit} failed in cycle ${cycle}: ${message}`,
        trace,
      };
    }
    case 'hang':
      return { end: 'hang', reason: hangText(result.end.mark, result.end.port), trace };
    case 'finished': {
      const [, stopped, stuck] = result.captures;
      const state = decodeState(config, result.recorded('answers'), { words });
      return {
        end: stopped ? 'stopped' : stuck ? 'stuck' : 'cut off',
        trace,
        ...(state ? { state } : {}),
      };
    }
  }
}

function hangText(mark: number, port: string | undefined): string {
  const when =
    ['while the image was loaded', 'while the program ran', 'while the state was read'][mark] ??
    'before the start';
  return `${port === undefined ? 'the cycle limit of the simulator was reached' : `\`${port}\` did not come`} ${when}`;
}

/** Sticky flags before an instruction: the golden model once more, up to the cycle in which it begins. */
function flagsBefore(
  config: PumaMachineConfig,
  image: MachineImage,
  { trace }: GoldenRun,
  core: number,
  instruction: number,
): number {
  const retired = trace.cores[core]?.retired;
  if (retired === undefined || instruction === 0 || retired.length === 0) return 0;
  const begin = retired.cycle(Math.min(instruction, retired.length) - 1)! + 1;
  return runMachine(config, image, { cycleLimit: begin }).cores[core]?.flags ?? 0;
}
