import { type MachineGeometry, machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage, ProgramText } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { feedFault } from './feed.js';
import { decodeWord, type Unit } from './instruction.js';
import { disassembleWord, rawWord, registerText } from './instruction-text.js';

/** Values on a line. */
const perLine = 16;

/** An image as assembly, with a label for each instruction that is jumped to; assembling the text for the same
 *  configuration gives the image again. */
export function disassemble(image: MachineImage, config: PumaMachineConfig): string {
  const geometry = machineGeometry(config);
  const lines = [`; ${config.name}: ${config.system}`];
  for (const [number, core] of image.cores.entries()) {
    lines.push('', `.core ${number}`);
    for (const { address, values } of core.registers) {
      lines.push(...list(`.data ${registerText(address, 'xin', geometry)}`, values));
    }
    for (const [mvmu, cells] of core.cells.entries()) {
      if (cells !== undefined) lines.push(...cellLines(mvmu, cells, geometry.dimension));
    }
    lines.push(...programLines(core, geometry, 'core', new Map()));
  }
  if (image.tile !== undefined) {
    const program = [...image.tile.words].map((word) => decodeWord(word, geometry, 'tile'));
    const fault = feedFault(program, image.packets);
    const refused = new Map(fault === undefined ? [] : [[fault.index, fault.message] as const]);
    lines.push('', '.tile', ...programLines(image.tile, geometry, 'tile', refused));
  }
  if (image.memory.length + image.packets.length > 0) lines.push('');
  for (const { address, count, values } of image.memory)
    lines.push(...list(`.memory ${address}, ${count}`, values));
  for (const { fifo, values } of image.packets) lines.push(...list(`.packet ${fifo}`, values));
  return `${lines.join('\n')}\n`;
}

/** @param refused what the assembler would not take as an instruction, by address */
function programLines(
  { words }: ProgramText,
  geometry: MachineGeometry,
  unit: Unit,
  refused: ReadonlyMap<number, string>,
): string[] {
  const targets = new Set([...words].map((word) => decodeWord(word, geometry, unit)?.values.pc));
  const label = (pc: number) => (targets.has(pc) && pc < words.length ? `L${pc}` : undefined);
  return [...words].flatMap((word, address) => {
    const text = disassembleWord(word, geometry, unit, { label });
    const why = refused.get(address);
    const name = label(address);
    const line = `  ${why === undefined ? text : rawWord(word, `${text}: ${why}`)}`;
    return name === undefined ? [line] : [`${name}:`, line];
  });
}

/** Rows with weights other than 0; the first row at least, so that the cells are not absent. */
function cellLines(mvmu: number, cells: Int32Array, dimension: number): string[] {
  return Array.from({ length: dimension }, (_, row) => row).flatMap((row) => {
    const values = cells.subarray(row * dimension, (row + 1) * dimension);
    return row === 0 || values.some((value) => value !== 0) ? list(`.cells ${mvmu}, ${row}`, values) : [];
  });
}

/** A directive with its values, some on each line. */
function list(head: string, values: ArrayLike<number>): string[] {
  const all = Array.from(values);
  if (all.length <= perLine) return [`${head}, ${all.join(', ')}`];
  const lines = [`${head},`];
  for (let from = 0; from < all.length; from += perLine) {
    const part = all.slice(from, from + perLine).join(', ');
    lines.push(`    ${part}${from + perLine < all.length ? ',' : ''}`);
  }
  return lines;
}
