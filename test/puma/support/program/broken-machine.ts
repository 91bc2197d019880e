import {
  coreInstructions,
  coreOpcodeBits,
  fieldBits,
  type InstructionFormat,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry } from '../../../../config/puma/geometry.js';
import type { CoreImage, MachineImage, MemoryWords, PacketWords } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { ReferenceCore } from '../reference/core.js';
import { encode, type Instruction } from '../reference/instruction.js';
import { branch, jumps } from './branches.js';
import { CoreWriter } from './core-writer.js';
import { edgeWords } from './edge-words.js';
import { loop } from './loops.js';
import { MemorySpace } from './memory-space.js';
import { plainInstruction } from './plain-instruction.js';
import { products } from './products.js';
import { randomMachine, someData } from './random-machine.js';
import { TrackedMemory } from './tracked-memory.js';
import { load } from './transfers.js';

export interface BrokenMachine {
  readonly image: MachineImage;
  /** Cores with sound programs that use nothing but their registers and constants in memory. */
  readonly sound: readonly number[];
  /** At most one unit writes to memory or consumes: what the machine does does not depend on speed. */
  readonly alone: boolean;
}

/** A machine in which some units have no sound program: random words, fields of any value, valid programs with bits
 *  flipped, wild addresses. */
export function brokenMachine(config: PumaMachineConfig, seed: number): BrokenMachine {
  const random = new Random(seed);
  const geometry = machineGeometry(config);
  const { cores, memoryWords, tile } = geometry;
  const memory = constants(memoryWords, random);
  const units = Array.from({ length: cores + (tile ? 1 : 0) }, (_, unit) => unit);
  const broken = new Set([random.pick(units)]);
  const others = units.filter((unit) => !broken.has(unit));
  if (others.length > 1 && random.chance(0.25)) broken.add(random.pick(others));
  // What the broken ones may consume.
  const taken: MemoryWords[] = [
    { address: 0, values: edgeWords(random, 24), count: 1 },
    { address: 40, values: edgeWords(random, 8), count: 2 ** geometry.countBits - 1 },
  ];
  const images = Array.from({ length: cores }, (_, k) =>
    broken.has(k) ? brokenCore(config, k, random) : soundCore(config, k, memory, random),
  );
  return {
    image: {
      cores: images,
      ...(tile
        ? {
            tile: {
              words: broken.has(cores) ? brokenTile(geometry, random) : BigUint64Array.of(halt(geometry)),
            },
          }
        : {}),
      memory: [...taken, ...memory],
      packets: tile === undefined || !broken.has(cores) ? [] : anyPackets(geometry, random),
    },
    sound: images.map((_, k) => k).filter((k) => !broken.has(k)),
    alone: broken.size === 1,
  };
}

function constants(words: number, random: Random): MemoryWords[] {
  return [{ address: words - 32, values: edgeWords(random, 32), count: 0 }];
}

const halt = (geometry: MachineGeometry): bigint => encode('tile', geometry, { name: 'halt', fields: {} });

function soundCore(
  config: PumaMachineConfig,
  number: number,
  memory: readonly MemoryWords[],
  random: Random,
): CoreImage {
  const tracked = new TrackedMemory(config.memory.words, number + 1, { memory });
  const data = someData(config, random);
  const writer = new CoreWriter(new ReferenceCore(config, number, { ...data, words: [] }, tracked), random);
  const space = new MemorySpace(tracked, random);
  for (let pieces = 8; pieces > 0 && writer.room > 100; pieces--) {
    switch (random.below(6)) {
      case 0:
        load(writer, space);
        break;
      case 1:
        products(writer);
        break;
      case 2:
        loop(writer);
        break;
      case 3:
        branch(writer);
        break;
      case 4:
        jumps(writer);
        break;
      default:
        writer.do(plainInstruction(writer));
    }
  }
  writer.do({ name: 'hlt', fields: {} });
  return { ...data, words: BigUint64Array.from(writer.core.program) };
}

function brokenCore(config: PumaMachineConfig, number: number, random: Random): CoreImage {
  const geometry = machineGeometry(config);
  const data = someData(config, random);
  switch (random.below(4)) {
    case 0:
      return { ...data, words: anyWords(random, geometry.instructions) };
    case 1: {
      const { cores } = randomMachine(config, random.below(2 ** 30), {
        pieces: 10 * geometry.cores,
        cycles: 1000,
      });
      return { ...data, words: flipped(cores[number]!.words, random) };
    }
    default: {
      // Sound work with something wild in between.
      const memory = new TrackedMemory(geometry.memoryWords, number + 1, { memory: [] });
      const writer = new CoreWriter(
        new ReferenceCore(config, number, { ...data, words: [] }, memory),
        random,
      );
      const words = Array.from({ length: 10 + random.below(50) }, () =>
        random.chance(0.3)
          ? wildWord(coreInstructions, coreOpcodeBits, geometry, random)
          : encode('core', geometry, random.chance(0.3) ? transfer(writer) : plainInstruction(writer)),
      );
      return { ...data, words: BigUint64Array.from(words) };
    }
  }
}

/** A load or store at whatever address a register holds. */
function transfer({ random, geometry }: CoreWriter): Instruction {
  const { registerAddresses, countBits } = geometry;
  const width = 1 + random.below(16);
  const last = registerAddresses - width;
  const address = random.below(registerAddresses);
  const fields = { address, width, vecWidth: 1 };
  return random.chance(0.5)
    ? { name: 'load', fields: { ...fields, dest: random.below(last + 1) } }
    : {
        name: 'store',
        fields: { ...fields, src1: random.below(last + 1), count: random.below(2 ** countBits) },
      };
}

function brokenTile(geometry: MachineGeometry, random: Random): BigUint64Array {
  const { instructions, fifos } = geometry.tile!;
  if (random.chance(0.2)) return anyWords(random, instructions);
  const words = Array.from({ length: 1 + random.below(30) }, () => {
    if (random.chance(0.15)) return wildWord(tileInstructions, tileOpcodeBits, geometry, random);
    const fields = {
      address: random.below(geometry.memoryWords - 40),
      width: 1 + random.below(4),
      vecWidth: 1 + random.below(3),
    };
    return encode(
      'tile',
      geometry,
      random.chance(0.5)
        ? { name: 'send', fields: { ...fields, fifo: random.below(256), target: random.below(65536) } }
        : { name: 'receive', fields: { ...fields, fifo: random.below(fifos), count: random.below(2) } },
    );
  });
  return random.chance(0.3) ? flipped(BigUint64Array.from(words), random) : BigUint64Array.from(words);
}

function anyPackets(geometry: MachineGeometry, random: Random): PacketWords[] {
  return Array.from({ length: random.below(40) }, () => ({
    fifo: random.chance(0.05) ? random.below(256) : random.below(geometry.tile!.fifos),
    values: edgeWords(random, 1 + random.below(random.chance(0.8) ? 4 : 16)),
  }));
}

function anyWords(random: Random, most: number): BigUint64Array {
  return BigUint64Array.from({ length: 1 + random.below(Math.min(most, 60)) }, () =>
    random.bits(instructionBits),
  );
}

function flipped(words: BigUint64Array, random: Random): BigUint64Array {
  const changed = words.slice();
  for (let flips = 1 + random.below(4); flips > 0; flips--) {
    const at = random.below(changed.length);
    changed[at]! ^= 1n << BigInt(random.below(instructionBits));
  }
  return changed;
}

/** An instruction that there is, with fields of any value. */
function wildWord(
  formats: readonly InstructionFormat[],
  opcodeBits: number,
  geometry: MachineGeometry,
  random: Random,
): bigint {
  const { opcode, fields, operations } = random.pick(formats);
  const operation = operations && random.pick(operations);
  let word = BigInt(opcode);
  let bits = opcodeBits;
  for (const field of fields) {
    const width = fieldBits(field, geometry);
    const isUsed = operation === undefined || operation.uses.includes(field.name);
    let value = isUsed ? random.bits(width) : 0n;
    if (field.kind === 'operation') value = BigInt(operation!.code);
    if (field.kind === 'length' && isUsed && random.chance(0.8))
      value = BigInt(random.below(Math.min(4, 2 ** width)));
    word = (word << BigInt(width)) | value;
    bits += width;
  }
  return word << BigInt(instructionBits - bits);
}
