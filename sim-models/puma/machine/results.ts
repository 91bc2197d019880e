import {
  type CoreCounter,
  coreCounters,
  type InstructionClass,
  instructionClasses,
} from '../../../config/puma/encoding.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { MachineActivity } from '../../cost/index.js';
import type { DataMemory } from './data-memory.js';
import type { GoldenCore } from './golden-core.js';
import type { CoreEnd, MachineEnd, Unconsumed, UnitWait, WordState } from './machine-run.js';
import type { ClassProfile, MachineProfile } from './profile.js';
import type { ReceiveBuffer } from './receive-buffer.js';
import type { TileControl } from './tile-control.js';

/** How a run ended that has played all it could. @param limited the arbiter reached the limit */
export function machineEnd(
  limited: boolean,
  cores: readonly GoldenCore[],
  tile: TileControl | undefined,
  memory: DataMemory,
  image: MachineImage,
): MachineEnd {
  const units = [...cores, ...(tile ? [tile] : [])];
  if (limited || units.some(({ paused }) => paused)) return { reason: 'limit' };
  if (units.every(({ state }) => state === 'halted' || state === 'trapped')) return { reason: 'stopped' };
  const words = (address: number, width: number): WordState[] =>
    Array.from({ length: width }, (_, k) => ({
      address: address + k,
      value: memory.values[address + k]!,
      valid: memory.valid[address + k]!,
      count: memory.counts[address + k]!,
    }));
  const waits: UnitWait[] = [];
  cores.forEach((core, k) => {
    const { pc } = core;
    const { moving, request } = core.memory;
    if (!moving) return;
    const line = image.cores[k]?.lines?.[pc];
    const what = request.write ? 'invalid' : 'valid';
    waits.push({
      unit: `core ${k}`,
      core: k,
      pc,
      instruction: request.write ? 'store' : 'load',
      ...(line && { line }),
      since: request.at,
      waitsFor: { what, words: words(request.address, request.width) },
    });
  });
  if (tile && tile.state === 'running') {
    const { request, pc, instruction } = tile;
    const line = image.tile?.lines?.[pc];
    const name = instruction.name === 'receive' ? 'receive' : 'send';
    const standing = request.at !== Number.POSITIVE_INFINITY;
    waits.push({
      unit: 'tile',
      pc,
      instruction: name,
      ...(line && { line }),
      since: tile.waitsSince,
      waitsFor: standing
        ? { what: name === 'send' ? 'valid' : 'invalid', words: words(request.address, request.width) }
        : { what: 'packet', fifo: instruction.fifo },
    });
  }
  return { reason: 'deadlock', waits };
}

/** @param cycles of the machine: those of a core that has not stopped */
export function coreEnd(core: GoldenCore, cycles: number): CoreEnd {
  const { state, pc, trap, vectors, registers, memory } = core;
  const stopped = state !== 'running';
  const counters: Record<CoreCounter, number> = { ...core.counters };
  if (!stopped) {
    counters.cycles = cycles;
    if (memory.moving) counters.stallMemory += memory.waited(cycles);
  }
  for (const name of coreCounters) counters[name] = counters[name] >>> 0;
  return {
    state: stopped ? state : memory.moving ? 'waiting' : 'running',
    pc,
    ...(trap && { trap }),
    flags: vectors.flags,
    random: vectors.random >>> 0,
    counters,
    registers: registers.words.slice(registers.base),
    xbarIn: registers.xbarIn.slice(),
    xbarOut: registers.words.slice(0, registers.base),
  };
}

/** What nobody took. */
export function unconsumed({ valid, counts }: DataMemory, buffer: ReceiveBuffer): Unconsumed {
  const words: { address: number; words: number; count: number }[] = [];
  for (let address = 0; address < valid.length; address++) {
    const count = counts[address]!;
    if (valid[address] === 0 || count === 0) continue;
    const last = words.at(-1);
    if (last && last.address + last.words === address && last.count === count) last.words++;
    else words.push({ address, words: 1, count });
  }
  return { words, fifos: buffer.held, packetsOutside: buffer.outside };
}

export function profileOf(cores: readonly GoldenCore[], tile: TileControl | undefined): MachineProfile {
  return {
    cores: cores.map(({ program, units, counters, classCycles }) => ({
      executions: program.executions,
      cycles: program.cycles,
      classes: Object.fromEntries(
        instructionClasses.map((name) => [name, { executions: counters[name], cycles: classCycles[name] }]),
      ) as Record<InstructionClass, ClassProfile>,
      mvmus: Array.from(units.starts, (starts) => ({ starts, cycles: starts * units.duration })),
    })),
    ...(tile && { tile: { executions: tile.executions, cycles: tile.cycles } }),
  };
}

/** @param cycles of the machine: those of a unit that has not stopped */
export function activityOf(
  cores: readonly GoldenCore[],
  tile: TileControl | undefined,
  cycles: number,
): MachineActivity {
  const sum = (of: (core: GoldenCore) => number): number => cores.reduce((all, core) => all + of(core), 0);
  const ran = ({ state, end }: GoldenCore | TileControl): number => (state === 'running' ? cycles : end);
  return {
    cycles,
    mvms: sum(({ counters }) => counters.mvms),
    laneCycles: sum(({ activity }) => activity.laneCycles),
    lookups: sum(({ activity }) => activity.lookups),
    scalars: sum(({ activity }) => activity.scalars),
    registerCycles: sum(({ activity }) => activity.registerCycles),
    copiedWords: sum(({ activity }) => activity.copiedWords),
    loadedWords: sum(({ activity }) => activity.loadedWords),
    storedWords: sum(({ activity }) => activity.storedWords),
    sentWords: tile?.sentWords ?? 0,
    fetches: sum(({ activity }) => activity.fetches),
    tileFetches: tile?.fetches ?? 0,
    coreCycles: sum(ran),
    tileCycles: tile ? ran(tile) : 0,
  };
}
