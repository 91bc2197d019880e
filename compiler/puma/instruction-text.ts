import type { FieldFormat } from '../../config/puma/encoding.js';
import type { MachineGeometry } from '../../config/puma/geometry.js';
import { decodeWord, type Instruction, mnemonicOf, textFields, type Unit } from './instruction.js';
import { instructionBreach } from './instruction-limits.js';

/** What the printing of an instruction may take from its program. */
export interface TextOptions {
  /** Name of an instruction address, where it has one. */
  readonly label?: (pc: number) => string | undefined;
}

/** An instruction as the assembler reads it. */
export function instructionText(
  instruction: Instruction,
  geometry: MachineGeometry,
  { label }: TextOptions = {},
): string {
  const { values } = instruction;
  // The name of the source tells the side, unless it is a general register.
  const source = values.src1 ?? 0;
  const named = values.side === 1 && source >= geometry.generalBase;
  const operands = textFields(instruction).map((field) => {
    const value = values[field.name] ?? 0;
    switch (field.kind) {
      case 'destination':
        return registerText(value, 'xin', geometry);
      case 'source':
        return sourceText(field, value, values.side === 1 ? 'xin' : 'xout', geometry);
      case 'mask':
        return `0b${value.toString(2).padStart(geometry.mvmus, '0')}`;
      case 'pc':
        return label?.(value) ?? String(value);
      default:
        return String(value);
    }
  });
  return [`${mnemonicOf(instruction)}${named ? '.xin' : ''}`, operands.join(', ')]
    .filter((part) => part !== '')
    .join(' ');
}

/** A word as a line of assembly: the instruction, or `.word` with the reason as a comment where the assembler would
 *  refuse an instruction of that word.
 *  @param unit whose program the word is of */
export function disassembleWord(
  word: bigint,
  geometry: MachineGeometry,
  unit: Unit = 'core',
  options: TextOptions = {},
): string {
  const instruction = decodeWord(word, geometry, unit);
  if (instruction === undefined) return rawWord(word, 'no instruction');
  const breach = instructionBreach(instruction, geometry);
  const text = instructionText(instruction, geometry, options);
  return breach === undefined ? text : rawWord(word, `${text}: ${breach.message}`);
}

/** `.word` with a comment. */
export function rawWord(word: bigint, comment: string): string {
  return `.word ${wordText(word)} ; ${comment}`;
}

/** The 14 hexadecimal digits of a word. */
export function wordText(word: bigint): string {
  return `0x${word.toString(16).padStart(14, '0')}`;
}

/** The name of a register, as a destination (`xin`) or as a source. */
export function registerText(
  address: number,
  bank: 'xin' | 'xout',
  { generalBase, dimension }: MachineGeometry,
): string {
  if (address >= generalBase) return `r${address - generalBase}`;
  return `${bank}${Math.floor(address / dimension)}.${address % dimension}`;
}

function sourceText(
  field: FieldFormat,
  address: number,
  bank: 'xin' | 'xout',
  geometry: MachineGeometry,
): string {
  const text = registerText(address, bank, geometry);
  return field.name === 'address' ? `[${text}]` : text;
}
