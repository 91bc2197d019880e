import { type CoreCounter, coreCounters, type TrapCause, trapCauses } from '../../config/puma/encoding.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { MonitorData } from '../../verilator-harness/engine.js';

/** A unit as the debug port shows it. */
export interface UnitState {
  readonly state: 'idle' | 'running' | 'halted' | 'trapped';
  readonly pc: number;
  readonly trap?: TrapCause | 'unknown';
  readonly flags: number;
  /** Bit k: MVMU k runs. */
  readonly mvmusRunning: number;
  readonly waitsFor: readonly ('mvmu' | 'memory' | 'fetch')[];
  /** Address that a waiting load, store, send or receive wants. */
  readonly wanted: number;
}

export interface CoreState extends UnitState {
  readonly random: number;
  readonly counters: Readonly<Record<CoreCounter, number>>;
  /** Present where words were read. */
  readonly registers?: Int16Array;
  readonly xbarIn?: Int16Array;
  readonly xbarOut?: Int16Array;
}

/** The machine as the debug port shows it after a run. */
export interface MachineState {
  readonly cores: readonly CoreState[];
  readonly tile: UnitState & { readonly cycles: number };
  /** Present where words were read. */
  readonly memory?: { readonly values: Int16Array; readonly valid: Uint8Array; readonly counts: Uint16Array };
}

/** Puts the answers to `stateReads` together; undefined where some are missing, as after a hang. */
export function decodeState(
  config: PumaMachineConfig,
  answers: MonitorData,
  options: { readonly words: boolean },
): MachineState | undefined {
  const { cores, mvmus, registerAddresses, generalBase, memoryWords } = machineGeometry(config);
  let at = 0;
  const low = () => answers.values[2 * at++]!;
  const unit = (isCore: boolean) => {
    const status = low();
    const pc = low();
    const flags = low();
    const random = isCore ? low() : 0;
    const wanted = low();
    return { ...unitState(status, isCore ? mvmus : 0), pc, flags, wanted, random };
  };
  const heads = Array.from({ length: cores }, () => {
    const { random, ...state } = unit(true);
    const counters = Object.fromEntries(coreCounters.map((name) => [name, low()])) as Record<
      CoreCounter,
      number
    >;
    return { ...state, random, counters };
  });
  const { random: _, ...tileHead } = unit(false);
  const tile = { ...tileHead, cycles: low() };
  if (!options.words) return answers.firings < at ? undefined : { cores: heads, tile };

  const words = (count: number) => Int16Array.from({ length: count }, low);
  const full = heads.map((head): CoreState => {
    const all = words(registerAddresses);
    const xbarIn = words(generalBase);
    return { ...head, xbarOut: all.slice(0, generalBase), registers: all.slice(generalBase), xbarIn };
  });
  const memory = {
    values: new Int16Array(memoryWords),
    valid: new Uint8Array(memoryWords),
    counts: new Uint16Array(memoryWords),
  };
  for (let k = 0; k < memoryWords; k += 1, at += 1) {
    const word = answers.values[2 * at]!;
    const high = answers.values[2 * at + 1]!;
    memory.values[k] = word;
    memory.valid[k] = (word >>> 16) & 1;
    // Bit 17 and up; the 16th bit of a count lies in the upper half.
    memory.counts[k] = (Math.floor(word / 2 ** 17) & 0x7fff) | ((high & 1) << 15);
  }
  return answers.firings < at ? undefined : { cores: full, tile, memory };
}

function unitState(
  status: number,
  mvmus: number,
): Pick<UnitState, 'state' | 'trap' | 'mvmusRunning' | 'waitsFor'> {
  const bit = (k: number) => ((status >>> k) & 1) === 1;
  const state = bit(0) ? 'running' : bit(2) ? 'trapped' : bit(1) ? 'halted' : 'idle';
  const cause = trapCauses[(status >>> 4) & 15];
  return {
    state,
    ...(state === 'trapped' ? { trap: cause === undefined || cause === 'none' ? 'unknown' : cause } : {}),
    mvmusRunning: (status >>> 8) & (2 ** mvmus - 1),
    waitsFor: [
      ...(bit(18) ? (['mvmu'] as const) : []),
      ...(bit(17) ? (['memory'] as const) : []),
      ...(bit(16) ? (['fetch'] as const) : []),
    ],
  };
}
