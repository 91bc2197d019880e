import {
  coreInstructions,
  coreOpcodeBits,
  type FieldFormat,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
  type OperationFormat,
  tileInstructions,
  tileOpcodeBits,
} from '../../config/puma/encoding.js';
import type { MachineGeometry } from '../../config/puma/geometry.js';

/** What runs a program: a core, or the tile control unit. */
export type Unit = 'core' | 'tile';

/** An instruction taken apart. */
export interface Instruction {
  readonly format: InstructionFormat;
  /** Present where the format has operations. */
  readonly operation?: OperationFormat;
  /** Fields that it uses, by name, as the text has them: lengths count from 1, immediates are signed, `side` is 0 or 1. */
  readonly values: Readonly<Record<string, number>>;
}

export function formatsOf(unit: Unit): readonly InstructionFormat[] {
  return unit === 'core' ? coreInstructions : tileInstructions;
}

/** How an instruction begins in text: `alu.add`, `hlt`. */
export function mnemonicOf({ format, operation }: Pick<Instruction, 'format' | 'operation'>): string {
  return operation === undefined ? format.name : `${format.name}.${operation.name}`;
}

/** Fields that an instruction uses, in the order of the text; `operation` and `side` are in its name. */
export function textFields({ format, operation }: Pick<Instruction, 'format' | 'operation'>): FieldFormat[] {
  const named = format.fields.filter(({ kind }) => kind !== 'operation' && kind !== 'side');
  if (operation === undefined) return named;
  return operation.uses.flatMap((name) => named.filter((field) => field.name === name));
}

/** The word of an instruction whose values are in range. */
export function encodeInstruction(instruction: Instruction, geometry: MachineGeometry): bigint {
  const { format, operation, values } = instruction;
  const opcodeBits = formatsOf('core').includes(format) ? coreOpcodeBits : tileOpcodeBits;
  let word = BigInt(format.opcode) << BigInt(instructionBits - opcodeBits);
  for (const { field, lsb, bits } of fieldPlaces(format, opcodeBits, geometry)) {
    const value = field.kind === 'operation' ? operation?.code : values[field.name];
    if (value === undefined) continue;
    const held = field.kind === 'length' ? value - 1 : value;
    word |= BigInt.asUintN(bits, BigInt(held)) << BigInt(lsb);
  }
  return word;
}

/** Takes a word apart. Nothing for an invalid one: another opcode or operation, bits set that the instruction does not
 *  use, an empty mask, `subsample` by 0, a count above its bits, a receive FIFO that is not there. */
export function decodeWord(
  word: bigint,
  geometry: MachineGeometry,
  unit: Unit = 'core',
): Instruction | undefined {
  if (unit === 'tile' && geometry.tile === undefined) return undefined;
  const opcodeBits = unit === 'core' ? coreOpcodeBits : tileOpcodeBits;
  const opcode = word >> BigInt(instructionBits - opcodeBits);
  const format = formatsOf(unit).find((candidate) => BigInt(candidate.opcode) === opcode);
  if (format === undefined) return undefined;
  const fields = fieldPlaces(format, opcodeBits, geometry).map(({ field, lsb, bits }) => ({
    field,
    bits,
    raw: Number(BigInt.asUintN(bits, word >> BigInt(lsb))),
  }));
  const code = fields.find(({ field }) => field.kind === 'operation')?.raw;
  const operation = format.operations?.find((candidate) => candidate.code === code);
  if (format.operations !== undefined && operation === undefined) return undefined;
  const values: Record<string, number> = {};
  for (const { field, bits, raw } of fields) {
    if (field.kind === 'operation' || (operation !== undefined && !operation.uses.includes(field.name)))
      continue;
    values[field.name] =
      field.kind === 'length' ? raw + 1 : field.kind === 'immediate' ? signed(raw, bits) : raw;
  }
  const instruction = { format, ...(operation === undefined ? {} : { operation }), values };
  if (encodeInstruction(instruction, geometry) !== word) return undefined;
  return isValid(instruction, geometry) ? instruction : undefined;
}

function isValid({ format, operation, values }: Instruction, geometry: MachineGeometry): boolean {
  return format.fields.every(({ name, kind }) => {
    const value = values[name];
    if (value === undefined) return true;
    switch (kind) {
      case 'mask':
        return value !== 0;
      case 'amount':
        return operation?.name !== 'subsample' || value !== 0;
      case 'count':
        return value < 2 ** geometry.countBits;
      case 'fifo':
        return format.name !== 'receive' || value < (geometry.tile?.fifos ?? 0);
      default:
        return true;
    }
  });
}

function signed(raw: number, bits: number): number {
  return Number(BigInt.asIntN(bits, BigInt(raw)));
}
