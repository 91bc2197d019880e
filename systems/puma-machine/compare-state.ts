import { registerText } from '../../compiler/puma/instruction-text.js';
import { coreCounters } from '../../config/puma/encoding.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { CoreEnd, MachineRun } from '../../sim-models/puma/machine/index.js';
import type { CoreState, MachineState, UnitState } from './decode-state.js';

/** Something about the machine after a run that differs. */
export interface StateDifference {
  /** `core 1`, `tile` or `memory`. */
  readonly unit: string;
  /** Such as `state`, `counter stallMvmu`, `r5`, `word 0x0040`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** How exactly cycles are held against one another: not at all, within the bound for tiles (1 % and 32 cycles, of the
 *  golden count), or to the cycle. */
export type CycleRule = 'none' | 'bound' | 'exact';

/** The rule for a run: random stalls change cycles, and a run that was cut off has none to compare. */
export function cycleRule(config: PumaMachineConfig, run: MachineRun, stalled: boolean): CycleRule {
  if (stalled || run.end.reason !== 'stopped') return 'none';
  return config.system === 'puma-core' ? 'exact' : 'bound';
}

const timed: ReadonlySet<string> = new Set(['cycles', 'stallFetch', 'stallMvmu', 'stallMemory']);

/** Compares ends, traps, flags, random states, counters, and registers and memory where they were read. */
export function compareState(
  config: PumaMachineConfig,
  golden: MachineRun,
  rtl: MachineState,
  rule: CycleRule,
): StateDifference[] {
  const differences: StateDifference[] = [];
  const collect = (unit: string) => (what: string, expected: unknown, got: unknown) => {
    if (expected !== got) differences.push({ unit, what, expected: String(expected), got: String(got) });
  };
  for (const [c, core] of golden.cores.entries()) {
    const got = rtl.cores[c];
    if (got) compareCore(config, core, got, rule, collect(`core ${c}`));
  }
  if (golden.tile) {
    const report = collect('tile');
    compareUnit(golden.tile, rtl.tile, report);
    report('flag bad_packet', golden.tile.badPacket, (rtl.tile.flags & 1) === 1);
  }
  const report = collect('tile');
  if (golden.end.reason === 'stopped') compareCycles('cycles', golden.cycles, rtl.tile.cycles, rule, report);
  if (rtl.memory && golden.end.reason === 'stopped') {
    const { values, valid, counts } = golden.memory;
    const report = collect('memory');
    for (const [address, value] of values.entries()) {
      const word = (v: number, isValid: number, count: number) => `${v} (valid ${isValid}, count ${count})`;
      const { memory } = rtl;
      report(
        `word ${address}`,
        word(value, valid[address]!, counts[address]!),
        word(memory.values[address]!, memory.valid[address]!, memory.counts[address]!),
      );
    }
  }
  return differences;
}

type Report = (what: string, expected: unknown, got: unknown) => void;

function compareCore(
  config: PumaMachineConfig,
  golden: CoreEnd,
  rtl: CoreState,
  rule: CycleRule,
  report: Report,
): void {
  compareUnit(golden, rtl, report);
  if (golden.state === 'running') return;
  report('flags', golden.flags, rtl.flags);
  report('state of rand', golden.random, rtl.random);
  for (const name of coreCounters) {
    if (!timed.has(name)) report(`counter ${name}`, golden.counters[name], rtl.counters[name]);
    else compareCycles(`counter ${name}`, golden.counters[name], rtl.counters[name], rule, report);
  }
  if (rtl.registers === undefined || rtl.state === 'running') return;
  const geometry = machineGeometry(config);
  const words = (expected: Int16Array, got: Int16Array | undefined, name: (k: number) => string) => {
    for (const [k, value] of expected.entries()) report(name(k), value, got?.[k]);
  };
  words(golden.registers, rtl.registers, (k) => registerText(k + geometry.generalBase, 'xout', geometry));
  words(golden.xbarIn, rtl.xbarIn, (k) => registerText(k, 'xin', geometry));
  words(golden.xbarOut, rtl.xbarOut, (k) => registerText(k, 'xout', geometry));
}

function compareUnit(golden: Pick<CoreEnd, 'state' | 'pc' | 'trap'>, rtl: UnitState, report: Report): void {
  // The hardware does not tell waiting from running by its state.
  const expected = golden.state === 'waiting' ? 'running' : golden.state;
  report('state', expected, rtl.state);
  if (golden.state === 'running') return;
  report('pc', golden.pc, rtl.pc);
  if (golden.trap) report('trap', golden.trap.cause, rtl.trap ?? 'none');
}

function compareCycles(what: string, golden: number, rtl: number, rule: CycleRule, report: Report): void {
  if (rule === 'none') return;
  const bound = rule === 'exact' ? 0 : Math.floor(golden / 100) + 32;
  if (Math.abs(golden - rtl) <= bound) return;
  report(what, bound === 0 ? golden : `${golden} within ${bound}`, rtl);
}
