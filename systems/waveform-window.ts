import { rmSync } from 'node:fs';
import type { PhasedConfig } from '../config/systems.js';
import { readVcdWindow, ticksPerCycle, type VcdSignal } from '../verilator-harness/vcd-window.js';
import type { Bench } from './bench.js';
import type { Moment } from './locate-divergence.js';
import type { Waveform, WaveSignal } from './report/report-data.js';
import type { PhasedUnit } from './system.js';

/** Clocks shown before and after the moment. */
const before = 12;
const after = 6;

/** Wider signals, such as row codes, tell an eye nothing. */
const widestShown = 64;
const mostSignals = 28;

/** Runs a phase once more with its waveform, and reads the clocks around the moment.
 *  @param file where the waveform may be written meanwhile */
export async function waveformAround<C extends PhasedConfig, P, U extends PhasedUnit>(
  { system, config, unit, design, engine }: Bench<C, P, U>,
  { phase, cycle }: Moment<P>,
  file: string,
): Promise<Waveform> {
  const fromCycle = Math.max(0, cycle - before);
  const toCycle = cycle + after;
  try {
    const job = system.job(config, unit, phase, 'outputs');
    await engine.run({ design, ...job, vcd: { file, fromCycle, toCycle } });
    const { signals } = readVcdWindow(file, { from: fromCycle, to: toCycle });
    return {
      fromCycle,
      toCycle,
      markCycle: cycle,
      signals: choose(signals, design.top).map(toWaveSignal),
    };
  } finally {
    rmSync(file, { force: true });
  }
}

/** The signals of the top module that an eye can follow: what moves before what rests; of those the clock, the trace
 *  ports and the other pins before inner signals. */
function choose(signals: readonly VcdSignal[], top: string): VcdSignal[] {
  const shown = signals.filter(({ name, width }) => {
    const [scope, signal, ...deeper] = name.split('.');
    return scope === top && signal !== undefined && deeper.length === 0 && width <= widestShown;
  });
  return shown.sort((a, b) => rank(a) - rank(b)).slice(0, mostSignals);
}

function rank({ name, changes }: VcdSignal): number {
  const kinds = [/\.clk_i$/, /\.trace_\w+_o$/, /_[io]$/];
  const kind = kinds.findIndex((pattern) => pattern.test(name));
  return (changes.length > 1 ? 0 : kinds.length + 1) + (kind < 0 ? kinds.length : kind);
}

function toWaveSignal({ name, width, changes }: VcdSignal): WaveSignal {
  return {
    name: name.slice(name.indexOf('.') + 1),
    width,
    changes: changes.map(({ tick, value }) => ({
      cycle: tick / ticksPerCycle,
      value: /[xz]/.test(value)
        ? ('x' as const)
        : width > 32
          ? BigInt(`0b${value}`)
          : Number.parseInt(value, 2),
    })),
  };
}
