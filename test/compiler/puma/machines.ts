import fc from 'fast-check';
import type { Unit } from '../../../compiler/puma/index.js';
import { parseConfig } from '../../../config/parse-config.js';
import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry } from '../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';

/** A machine's configuration from the keys that differ from the defaults. */
export function machine(keys: object = {}): PumaMachineConfig {
  const config = parseConfig({ system: 'puma-tile', name: 'unit', ...keys });
  if (config.system !== 'puma-core' && config.system !== 'puma-tile') throw new Error('no machine');
  return config;
}

/** Machines of many field widths: register addresses that do and do not fill their bits, one MVMU and eight, the least
 *  and the widest counts, instructions of exactly 56 bits. */
export const machines: readonly PumaMachineConfig[] = [
  machine(),
  machine({ system: 'puma-core' }),
  machine({
    cores: 2,
    dimension: 4,
    mvmus: 1,
    lanes: 4,
    registers: 16,
    instructions: 16,
    vectorWidthBits: 1,
    memory: { words: 32, countBits: 1 },
    tile: { instructions: 16, fifos: 1, fifoDepth: 1 },
  }),
  machine({ dimension: 256, mvmus: 2, registers: 1024, vectorWidthBits: 9, memory: { countBits: 16 } }),
  machine({
    system: 'puma-core',
    dimension: 36,
    mvmus: 8,
    registers: 300,
    instructions: 65536,
    memory: { words: 65536, countBits: 16 },
  }),
];

const formats = { core: coreInstructions, tile: tileInstructions };

/** Valid words of every instruction and operation, written from the encoding table and the rules of docs/puma-isa.md,
 *  with values at their limits more often than not. */
export function validWords(geometry: MachineGeometry, unit: Unit): fc.Arbitrary<bigint> {
  const kinds = (formats[unit] as readonly InstructionFormat[]).flatMap((format) =>
    (format.operations ?? [undefined]).map((operation) => ({ format, operation })),
  );
  const opcodeBits = unit === 'core' ? coreOpcodeBits : tileOpcodeBits;
  return fc.constantFrom(...kinds).chain(({ format, operation }) => {
    const places = fieldPlaces(format, opcodeBits, geometry);
    const values = places.map(({ field, bits }) => {
      if (field.kind === 'operation') return fc.constant(operation?.code ?? 0);
      if (operation !== undefined && !operation.uses.includes(field.name)) return fc.constant(0);
      const least =
        field.kind === 'mask' || (operation?.name === 'subsample' && field.kind === 'amount') ? 1 : 0;
      const most =
        field.kind === 'count'
          ? 2 ** geometry.countBits - 1
          : field.kind === 'fifo' && format.name === 'receive'
            ? (geometry.tile?.fifos ?? 1) - 1
            : 2 ** bits - 1;
      return fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least, max: most }));
    });
    return fc
      .tuple(...values)
      .map((raw) =>
        places.reduce(
          (word, { lsb }, k) => word | (BigInt(raw[k] ?? 0) << BigInt(lsb)),
          BigInt(format.opcode) << BigInt(instructionBits - opcodeBits),
        ),
      );
  });
}

export { machineGeometry };
