import type { InstructionFormat } from '../../../../config/puma/encoding.js';
import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../../config/puma/geometry.js';

/** An instruction by names: lengths are the number meant (not less one), an immediate is signed. */
export interface Instruction {
  readonly name: string;
  /** Name of the operation, where there are several. */
  readonly operation?: string;
  readonly fields: Readonly<Record<string, number>>;
}

type Side = 'core' | 'tile';

const tables: Readonly<Record<Side, { formats: readonly InstructionFormat[]; opcodeBits: number }>> = {
  core: { formats: coreInstructions, opcodeBits: coreOpcodeBits },
  tile: { formats: tileInstructions, opcodeBits: tileOpcodeBits },
};

function part(word: bigint, lsb: number, bits: number): number {
  return Number((word >> BigInt(lsb)) & ((1n << BigInt(bits)) - 1n));
}

/** @throws {Error} for a field that does not fit: a fault of the caller */
export function encode(side: Side, geometry: MachineGeometry, instruction: Instruction): bigint {
  const { formats, opcodeBits } = tables[side];
  const format = formats.find((f) => f.name === instruction.name);
  if (format === undefined) throw new Error(`no instruction ${instruction.name}`);
  let word = BigInt(format.opcode) << BigInt(instructionBits - opcodeBits);
  for (const { field, lsb, bits } of fieldPlaces(format, opcodeBits, geometry)) {
    let value = instruction.fields[field.name] ?? 0;
    if (field.kind === 'operation') {
      const operation = format.operations?.find((o) => o.name === instruction.operation);
      if (operation === undefined) throw new Error(`no operation ${instruction.operation}`);
      value = operation.code;
    } else if (field.kind === 'length') value = usesField(format, instruction, field.name) ? value - 1 : 0;
    else if (field.kind === 'immediate') value = value & 0xffff;
    if (value < 0 || value >= 2 ** bits) {
      throw new Error(`${instruction.name}: ${field.name} = ${value} does not fit ${bits} bits`);
    }
    word |= BigInt(value) << BigInt(lsb);
  }
  return word;
}

function usesField(format: InstructionFormat, instruction: Instruction, name: string): boolean {
  if (format.operations === undefined) return true;
  return format.operations.some((o) => o.name === instruction.operation && o.uses.includes(name));
}

/** The instruction of a word; undefined for an invalid one. */
export function decode(side: Side, geometry: MachineGeometry, word: bigint): Instruction | undefined {
  const { formats, opcodeBits } = tables[side];
  const format = formats.find((f) => f.opcode === part(word, instructionBits - opcodeBits, opcodeBits));
  if (format === undefined) return undefined;
  const places = fieldPlaces(format, opcodeBits, geometry);
  const end = places.at(-1)?.lsb ?? instructionBits - opcodeBits;
  if (part(word, 0, end) !== 0) return undefined; // bits that are left are 0
  const raw = new Map(places.map(({ field, lsb, bits }) => [field.name, part(word, lsb, bits)]));
  let uses: readonly string[] = places.map(({ field }) => field.name);
  let operation: string | undefined;
  if (format.operations !== undefined) {
    const code = raw.get(places[0]!.field.name);
    const found = format.operations.find((o) => o.code === code);
    if (found === undefined) return undefined;
    operation = found.name;
    uses = found.uses;
  }
  const fields: Record<string, number> = {};
  for (const { field } of places) {
    if (field.kind === 'operation') continue;
    const value = raw.get(field.name)!;
    if (!uses.includes(field.name)) {
      if (value !== 0) return undefined; // fields that an operation does not use are 0
      continue;
    }
    if (field.kind === 'length') fields[field.name] = value + 1;
    else if (field.kind === 'immediate') fields[field.name] = value >= 32768 ? value - 65536 : value;
    else fields[field.name] = value;
  }
  if (format.name === 'mvm' && fields.mask === 0) return undefined;
  if (operation === 'subsample' && fields.src3 === 0) return undefined;
  if (format.name === 'receive') {
    if (fields.count! >= 2 ** geometry.countBits) return undefined;
    if (fields.fifo! >= (geometry.tile?.fifos ?? 0)) return undefined;
  }
  return { name: format.name, ...(operation === undefined ? {} : { operation }), fields };
}
