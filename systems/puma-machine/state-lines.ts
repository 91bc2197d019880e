import type { MachineTrace } from '../../base/machine-trace.js';
import { registerText } from '../../compiler/puma/instruction-text.js';
import { type RegisterRange, registerRanges, wordsOf } from '../../compiler/puma/register-use.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { formats } from '../../verilator-harness/explain-divergence.js';
import { type EventInstruction, startsBefore, wordsMovedBefore } from './locate-event.js';
import { memoryBefore, type RegisterState, registersBefore } from './replay.js';

/** A word of the state before an instruction, as text. */
export interface StateLine {
  /** Field of the instruction, or what it is: `src1`, `dest`, `memory`, `flags`. */
  readonly role: string;
  /** Such as `r5` or `word 64`. */
  readonly name: string;
  /** Decimal, hexadecimal, fixed point; attributes of a word of memory. */
  readonly texts: readonly string[];
}

/** Words shown on either side of the one in question. */
const around = 2;

/** What an instruction of a core was going to work on: the registers that it reads and writes near the element in
 *  question, and the words of its block of data memory. */
export function coreStateLines(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: MachineTrace,
  { core, number, decoded, element }: EventInstruction,
): StateLine[] {
  if (decoded === undefined) return [];
  const geometry = machineGeometry(config);
  const starts = startsBefore(config, image, trace, core, number);
  const registers = registersBefore(config, image, trace.cores[core]!, core, number, starts);
  const name = decoded.format.name;
  const lines = registerRanges(decoded).flatMap((range) => {
    const fromIn = range.role === 'destination' || decoded.values.side === 1;
    const stride = strideOf(range, wordsOf(decoded));
    return near(element, range.last === range.first ? 1 : wordsOf(decoded)).map((k): StateLine => {
      const address = range.first + k * stride;
      const side = fromIn ? 'in' : 'out';
      return {
        role: range.field,
        name: registerText(address, side === 'in' ? 'xin' : 'xout', geometry),
        texts: valueTexts(config, registerAt(registers, geometry.generalBase, address, side)),
      };
    });
  });
  if (name === 'mvm') lines.push(...inputLines(config, registers, decoded.values.mask ?? 0));
  if (name === 'load' || name === 'store') {
    const pointer = decoded.values.address ?? 0;
    const base = registerAt(registers, geometry.generalBase, pointer, 'out') & 0xffff;
    const before = wordsMovedBefore(config, image, trace, core, number);
    lines.push(
      ...blockLines(config, image, trace, { client: core, before, base }, decoded.values.width ?? 1, element),
    );
  }
  return lines;
}

/** The words of data memory that an instruction of the tile control unit was going to work on. */
export function tileStateLines(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: MachineTrace,
  { core, number, decoded, element }: EventInstruction,
): StateLine[] {
  if (decoded?.values.address === undefined) return [];
  const before = wordsMovedBefore(config, image, trace, core, number);
  const place = { client: core, before, base: decoded.values.address };
  return blockLines(config, image, trace, place, decoded.values.width ?? 1, element);
}

/** The XbarIn registers of each MVMU that is started, the first few. */
function inputLines(config: PumaMachineConfig, { xbarIn }: RegisterState, mask: number): StateLine[] {
  const { dimension } = config;
  const shown = Math.min(8, dimension);
  return Array.from({ length: config.mvmus }, (_, k) => k)
    .filter((k) => ((mask >>> k) & 1) === 1)
    .map((k) => ({
      role: 'inputs',
      name: `xin${k}.0 ..`,
      texts: [
        `${[...xbarIn.subarray(k * dimension, k * dimension + shown)].join(' ')}${shown < dimension ? ' ...' : ''}`,
      ],
    }));
}

/** The words of the block with one element, as they were when the block was about to be done.
 *  @param before words that the client had moved before the instruction */
function blockLines(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: MachineTrace,
  place: { readonly client: number; readonly before: number; readonly base: number },
  width: number,
  element: number,
): StateLine[] {
  const block = Math.floor(element / width) * width;
  const wordAt = memoryBefore(image, trace, place.client, place.before + block);
  return Array.from({ length: width }, (_, k) => {
    const address = place.base + block + k;
    const { value, valid, count } = wordAt(address);
    return {
      role: 'memory',
      name: `word ${address}`,
      texts: [...valueTexts(config, value), `valid ${valid}`, `count ${count}`],
    };
  });
}

function near(element: number, words: number): number[] {
  if (words <= 1) return [0];
  const first = Math.max(0, element - around);
  const last = Math.min(words - 1, element + around);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
}

function strideOf({ first, last }: RegisterRange, words: number): number {
  return words > 1 ? Math.round((last - first) / (words - 1)) : 1;
}

function registerAt(state: RegisterState, base: number, address: number, side: 'in' | 'out'): number {
  if (address >= base) return state.general[address - base] ?? 0;
  return (side === 'in' ? state.xbarIn : state.xbarOut)[address] ?? 0;
}

/** A word in decimal, hexadecimal and fixed point. */
export function valueTexts(config: Pick<PumaMachineConfig, 'fraction'>, value: number): string[] {
  return formats(value, { width: 16, fraction: config.fraction });
}
