import type { MachineTrace } from '../../base/machine-trace.js';
import { decodeWord, type Instruction } from '../../compiler/puma/instruction.js';
import { wordsOf } from '../../compiler/puma/register-use.js';
import { type MachineGeometry, machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage, ProgramText, SourceLine } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { MachineRun } from '../../sim-models/puma/machine/index.js';
import { type LogDivergence, wentAstray } from './log-divergence.js';

/** The instruction that an event belongs to. */
export interface EventInstruction {
  /** A core, or the tile control unit. */
  readonly unit: 'core' | 'tile';
  readonly core: number;
  /** Among the instructions that the golden model retired, from 0; of the tile control unit: its address. */
  readonly number: number;
  readonly address: number;
  readonly word: bigint;
  /** Absent for an invalid word. */
  readonly decoded?: Instruction;
  readonly line?: SourceLine;
  /** Element of the instruction's words that the event is, or column of the product. */
  readonly element: number;
}

/** Finds the instruction of a diverging event. Events that only the RTL has are located by what the RTL retired; both
 *  sides agree up to there, or an earlier event would have differed. */
export function locateEvent(
  config: PumaMachineConfig,
  image: MachineImage,
  golden: MachineRun & { readonly trace: MachineTrace },
  rtl: MachineTrace,
  found: LogDivergence,
): EventInstruction {
  const geometry = machineGeometry(config);
  const { place, index, nature } = found;
  const { kind, unit } = place;
  const isCore = unit < geometry.cores;
  if (kind === 'packet' || !isCore) return locateInTile(geometry, image.tile, kind === 'packet', index);

  const trace = nature === 'surplus' ? rtl : golden.trace;
  const { retired } = trace.cores[unit]!;
  const program = image.cores[unit];
  const stopped = golden.cores[unit]?.pc ?? 0;
  const addressOf = (n: number) => (n < retired.length ? retired.at(n, 0) : stopped);
  const at = (number: number, element: number): EventInstruction => ({
    unit: 'core',
    core: unit,
    number,
    element,
    ...textAt(program, addressOf(number), geometry, 'core'),
  });
  switch (kind) {
    case 'retired':
      return at(wentAstray(found) ? index - 1 : index, 0);
    case 'write': {
      let n = 0;
      while (n < retired.length && retired.at(n, 1) <= index) n += 1;
      return at(n, index - (n === 0 ? 0 : retired.at(n - 1, 1)));
    }
    case 'output': {
      const start = Math.floor(index / geometry.dimension);
      return at(startOf(geometry, program, retired, place.mvmu ?? 0, start), index % geometry.dimension);
    }
    case 'memory': {
      let words = 0;
      for (let n = 0; n < retired.length; n += 1) {
        const { decoded } = textAt(program, retired.at(n, 0), geometry, 'core');
        const moved = decoded && isMemoryMove(decoded) ? wordsOf(decoded) : 0;
        if (words + moved > index) return at(n, index - words);
        words += moved;
      }
      return at(retired.length, index - words);
    }
  }
}

/** How often each MVMU of a core was started by the retired instructions before one. */
export function startsBefore(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: MachineTrace,
  core: number,
  instruction: number,
): number[] {
  const geometry = machineGeometry(config);
  const starts = new Array<number>(geometry.mvmus).fill(0);
  const retired = trace.cores[core]!.retired;
  for (let n = 0; n < Math.min(instruction, retired.length); n += 1) {
    const { decoded } = textAt(image.cores[core], retired.at(n, 0), geometry, 'core');
    const mask = decoded?.format.name === 'mvm' ? (decoded.values.mask ?? 0) : 0;
    for (let k = 0; k < geometry.mvmus; k += 1) starts[k]! += (mask >>> k) & 1;
  }
  return starts;
}

/** Words that a client of the memory moved in the instructions before one. */
export function wordsMovedBefore(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: MachineTrace,
  client: number,
  instruction: number,
): number {
  const geometry = machineGeometry(config);
  const isCore = client < geometry.cores;
  const program = isCore ? image.cores[client] : image.tile;
  const retired = trace.cores[client]?.retired;
  let words = 0;
  for (let n = 0; n < instruction; n += 1) {
    if (retired && n >= retired.length) break;
    const { decoded } = textAt(program, retired ? retired.at(n, 0) : n, geometry, isCore ? 'core' : 'tile');
    if (decoded && (!isCore || isMemoryMove(decoded))) words += wordsOf(decoded);
  }
  return words;
}

function startOf(
  geometry: MachineGeometry,
  program: ProgramText | undefined,
  retired: MachineTrace['cores'][number]['retired'],
  mvmu: number,
  start: number,
): number {
  let starts = 0;
  for (let n = 0; n < retired.length; n += 1) {
    const { decoded } = textAt(program, retired.at(n, 0), geometry, 'core');
    if (decoded?.format.name !== 'mvm' || (((decoded.values.mask ?? 0) >>> mvmu) & 1) === 0) continue;
    if (starts === start) return n;
    starts += 1;
  }
  return retired.length;
}

/** Tile programs have no branches: instructions are done in order, each with all its words. */
function locateInTile(
  geometry: MachineGeometry,
  program: ProgramText | undefined,
  packets: boolean,
  index: number,
): EventInstruction {
  let words = 0;
  const count = program?.words.length ?? 0;
  for (let address = 0; address <= count; address += 1) {
    const text = textAt(program, address, geometry, 'tile');
    const name = text.decoded?.format.name;
    const counts = name === 'send' || (!packets && name === 'receive');
    const moved = text.decoded && counts ? wordsOf(text.decoded) : 0;
    if (words + moved > index || address === count) {
      return { unit: 'tile', core: geometry.cores, number: address, element: index - words, ...text };
    }
    words += moved;
  }
  throw new Error('the loop ends at the last address');
}

function textAt(
  program: ProgramText | undefined,
  address: number,
  geometry: MachineGeometry,
  unit: 'core' | 'tile',
): Pick<EventInstruction, 'address' | 'word' | 'decoded' | 'line'> {
  const word = program?.words[address] ?? 0n;
  const decoded = decodeWord(word, geometry, unit);
  const line = program?.lines?.[address];
  return { address, word, ...(decoded ? { decoded } : {}), ...(line ? { line } : {}) };
}

function isMemoryMove({ format }: Instruction): boolean {
  return format.name === 'load' || format.name === 'store';
}
