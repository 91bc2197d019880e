import { type CoreWriter, set } from './core-writer.js';
import { repeat } from './loops.js';
import { inBlocks, type MemorySpace } from './memory-space.js';
import { plainInstruction } from './plain-instruction.js';
import { someDestination, someSource } from './spans.js';

const asImmediate = (address: number): number => (address > 32767 ? address - 65536 : address);

/** Most words of a load or store of a core. */
function mostWords({ geometry }: CoreWriter): number {
  return Math.min(geometry.registerAddresses, 2 ** geometry.vectorWidthBits);
}

/** Consumers of a word that is stored. */
export function someCount(writer: {
  random: CoreWriter['random'];
  geometry: CoreWriter['geometry'];
}): number {
  const { random, geometry } = writer;
  const largest = 2 ** geometry.countBits - 1;
  if (random.chance(0.03)) return largest;
  return Math.min(largest, random.pick([0, 1, 1, 1, 1, 1, 2, 2, 3, geometry.cores]));
}

/** Stores some registers where memory is empty. @returns whether there was room */
export function store(writer: CoreWriter, space: MemorySpace): boolean {
  const { random } = writer;
  const most = Math.min(mostWords(writer), random.chance(0.1) ? 64 : 20);
  const { width, vecWidth } = inBlocks(random, 1 + random.below(most));
  const words = width * vecWidth;
  const target = space.free(writer.core.number, words);
  if (target === undefined) return false;
  const address = addressRegister(writer, target);
  const src1 = someSource(writer, words - 1);
  writer.do({ name: 'store', fields: { address, src1, count: someCount(writer), width, vecWidth } });
  return true;
}

/** Loads some words that stand in memory.
 *  @param owed those that wait for a consumer, the first of them */
export function load(writer: CoreWriter, space: MemorySpace, owed = false): boolean {
  const { random } = writer;
  const most = Math.min(mostWords(writer), random.chance(0.1) || owed ? 64 : 20);
  const client = writer.core.number;
  const found = owed ? space.owed(client, most) : space.filled(client, most);
  if (found === undefined) return false;
  const { width, vecWidth } = inBlocks(random, found.words);
  const dest = someDestination(writer, width * vecWidth);
  if (dest === undefined) return false;
  const address = addressRegister(writer, found.address);
  writer.do({ name: 'load', fields: { dest, address, width, vecWidth } });
  return true;
}

/** A register that holds an address: set, or computed. */
function addressRegister(writer: CoreWriter, target: number): number {
  const { random, geometry } = writer;
  const { general } = writer;
  const register = general.call(writer);
  if (random.chance(0.7) || target > 32767) {
    writer.do(set(register, asImmediate(target)));
    return register;
  }
  const offset = random.below(Math.min(target, 300) + 1);
  writer.do(set(register, target - offset));
  const dest = random.chance(0.5) ? register : geometry.generalBase + random.below(geometry.registers);
  if (writer.kept.has(dest)) {
    writer.do(set(register, target));
    return register;
  }
  writer.do({
    name: 'alui',
    operation: 'add',
    fields: { dest, src1: register, immediate: offset, vecWidth: 1 },
  });
  return dest;
}

/** A loop that stores, or loads, one block after another. */
export function stream(writer: CoreWriter, space: MemorySpace): boolean {
  const { random, geometry } = writer;
  const client = writer.core.number;
  const times = 2 + random.below(3);
  const width = 1 + random.below(Math.min(8, geometry.generalBase));
  const step = width + random.below(3);
  const reach = (times - 1) * step + width;
  const write = random.chance(0.5);
  const first = write ? space.free(client, reach) : space.filled(client, reach)?.address;
  if (first === undefined || first + times * step > 32767) return false;
  if (!write && !space.memory.mayLoad(client, first, reach)) return false;
  const count = someCount(writer);
  writer.keeping(1, (address) => {
    writer.do(set(address!, first));
    repeat(writer, times, () => {
      if (random.chance(0.5)) writer.do(plainInstruction(writer));
      const fields = { address: address!, width, vecWidth: 1 };
      if (write) {
        writer.do({ name: 'store', fields: { ...fields, src1: someSource(writer, width - 1), count } });
      } else {
        // No XbarIn register is ever kept.
        writer.do({ name: 'load', fields: { ...fields, dest: someDestination(writer, width) ?? 0 } });
      }
      writer.do({
        name: 'alui',
        operation: 'add',
        fields: { dest: address!, src1: address!, immediate: step, vecWidth: 1 },
      });
    });
  });
  return true;
}
