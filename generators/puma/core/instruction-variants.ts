import {
  coreInstructions,
  coreOpcodeBits,
  type FieldPlace,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
} from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';

/** An instruction with one of its operations. */
export interface InstructionVariant {
  /** `alu add`, or `set` where there are no operations. */
  readonly name: string;
  /** Opcode and operation: `word` where `mask` is 1. */
  readonly code: { readonly word: bigint; readonly mask: bigint };
  /** Fields that it uses, the operation not among them. */
  readonly fields: readonly FieldPlace[];
  /** Bits that are 0 in a valid word: of fields that it does not use, and of no field. */
  readonly zeros: bigint;
}

/** Every core instruction with each of its operations, from the table of the encoding. */
export function instructionVariants(geometry: MachineGeometry): InstructionVariant[] {
  return coreInstructions.flatMap((format: InstructionFormat) => {
    const places = fieldPlaces(format, coreOpcodeBits, geometry);
    const opcode = placed(format.opcode, instructionBits - coreOpcodeBits, coreOpcodeBits);
    if (format.operations === undefined) return [variant(format.name, [opcode], places)];
    const operation = places.find(({ field }) => field.kind === 'operation');
    if (operation === undefined) throw new Error(`${format.name} has operations but no field for them`);
    return format.operations.map(({ name, code, uses }) =>
      variant(
        `${format.name} ${name}`,
        [opcode, placed(code, operation.lsb, operation.bits)],
        places.filter(({ field }) => uses.includes(field.name)),
      ),
    );
  });
}

type Code = InstructionVariant['code'];

function placed(value: number, lsb: number, bits: number): Code {
  return { word: BigInt(value) << BigInt(lsb), mask: ones(lsb, bits) };
}

function variant(name: string, codes: readonly Code[], fields: readonly FieldPlace[]): InstructionVariant {
  const code = codes.reduce((a, b) => ({ word: a.word | b.word, mask: a.mask | b.mask }));
  const used = fields.reduce((all, { lsb, bits }) => all | ones(lsb, bits), code.mask);
  return { name, code, fields, zeros: ones(0, instructionBits) & ~used };
}

function ones(lsb: number, bits: number): bigint {
  return ((1n << BigInt(bits)) - 1n) << BigInt(lsb);
}
