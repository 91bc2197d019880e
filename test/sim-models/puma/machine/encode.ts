import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../../../config/puma/encoding.js';
import { machineGeometry } from '../../../../config/puma/geometry.js';
import type { CoreImage, MachineImage } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';

type Fields = Readonly<Record<string, number>>;

/** Words of instructions given by name, `alu.add` or `set`, and fields; `vecWidth` and `width` count from 1. */
export class Encoder {
  readonly #config: PumaMachineConfig;

  constructor(config: PumaMachineConfig) {
    this.#config = config;
  }

  core(name: string, fields: Fields = {}): bigint {
    return this.#encode(coreInstructions, coreOpcodeBits, name, fields);
  }

  tile(name: string, fields: Fields = {}): bigint {
    return this.#encode(tileInstructions, tileOpcodeBits, name, fields);
  }

  #encode(formats: readonly InstructionFormat[], opcodeBits: number, name: string, fields: Fields): bigint {
    const [mnemonic, operation] = name.split('.');
    const format = formats.find((one) => one.name === mnemonic);
    if (!format) throw new Error(`no instruction ${name}`);
    const selected = format.operations?.find((one) => one.name === operation);
    if (format.operations && !selected) throw new Error(`no operation ${name}`);
    let word = BigInt(format.opcode) << BigInt(instructionBits - opcodeBits);
    const known = new Set<string>();
    for (const { field, lsb, bits } of fieldPlaces(format, opcodeBits, machineGeometry(this.#config))) {
      known.add(field.name);
      let value = field.kind === 'operation' ? selected!.code : (fields[field.name] ?? 0);
      if (field.kind === 'length') value = (fields[field.name] ?? 1) - 1;
      word |= BigInt.asUintN(bits, BigInt(value)) << BigInt(lsb);
    }
    const strange = Object.keys(fields).find((field) => !known.has(field));
    if (strange !== undefined) throw new Error(`${name} has no field ${strange}`);
    return word;
  }
}

/** A core's part of an image. */
export function coreImage(words: readonly bigint[], more: Partial<CoreImage> = {}): CoreImage {
  return { words: BigUint64Array.from(words), registers: [], cells: [], ...more };
}

/** An image of core programs. */
export function imageOf(
  cores: readonly (CoreImage | readonly bigint[])[],
  more: Partial<MachineImage> = {},
): MachineImage {
  return {
    cores: cores.map((core) => ('words' in core ? core : coreImage(core))),
    memory: [],
    packets: [],
    ...more,
  };
}
