import {
  type FieldPlace,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
  type OperationFormat,
} from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';

/** A valid word, taken apart. */
export interface Word {
  readonly format: InstructionFormat;
  /** Present where the instruction has operations. */
  readonly operation?: OperationFormat;
  /** Value of a field as the word holds it; 0 where the instruction has no such field. */
  field(name: string): number;
}

/** Takes 56-bit words apart by the encoding table. */
export class WordReader {
  readonly #opcodeBits: number;
  readonly #formats: ReadonlyMap<number, { format: InstructionFormat; places: readonly FieldPlace[] }>;

  constructor(formats: readonly InstructionFormat[], opcodeBits: number, geometry: MachineGeometry) {
    this.#opcodeBits = opcodeBits;
    this.#formats = new Map(
      formats.map((format) => [format.opcode, { format, places: fieldPlaces(format, opcodeBits, geometry) }]),
    );
  }

  /** @returns undefined for a word that no operation encodes to: an unknown opcode or operation, a field that the
   *  operation does not use, or a bit below the fields, that is not 0. What fields may hold is not looked at. */
  read(word: bigint): Word | undefined {
    const entry = this.#formats.get(Number(word >> BigInt(instructionBits - this.#opcodeBits)));
    if (!entry) return undefined;
    const { format, places } = entry;
    const values = new Map<string, number>();
    for (const { field, lsb, bits } of places) {
      values.set(field.name, Number(BigInt.asUintN(bits, word >> BigInt(lsb))));
    }
    const end = places.at(-1)?.lsb ?? instructionBits - this.#opcodeBits;
    if (BigInt.asUintN(end, word) !== 0n) return undefined;
    const field = (name: string): number => values.get(name) ?? 0;
    const { operations } = format;
    if (!operations) return { format, field };
    const selector = places[0]!.field.name;
    const operation = operations.find(({ code }) => code === field(selector));
    if (!operation) return undefined;
    const unused = places.some(
      ({ field: { name } }) => name !== selector && !operation.uses.includes(name) && field(name) !== 0,
    );
    return unused ? undefined : { format, operation, field };
  }
}
