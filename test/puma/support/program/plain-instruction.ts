import { aluiOperations, aluOperations, scalarOperations } from '../../../../config/puma/encoding.js';
import type { Instruction } from '../reference/instruction.js';
import { type CoreWriter, set } from './core-writer.js';
import { edgeWord } from './edge-words.js';
import { someDestination, someSource, someWords, sourceFor } from './spans.js';

/** Elements at most of what takes many cycles each. */
const mostOfSlow = 6;
const slow: readonly string[] = ['div', 'sigmoid', 'tanh', 'log', 'exp'];

/** An instruction that neither traps nor waits for memory, whatever the registers hold. */
export function plainInstruction(writer: CoreWriter): Instruction {
  for (;;) {
    const made = attempt(writer);
    if (made !== undefined) return made;
  }
}

function attempt(writer: CoreWriter): Instruction | undefined {
  switch (writer.random.below(12)) {
    case 0:
    case 1:
      return immediate(writer);
    case 2:
      return scalar(writer);
    case 3: {
      const dest = someDestination(writer, 1);
      return dest === undefined ? undefined : set(dest, edgeWord(writer.random));
    }
    case 4:
    case 5:
      return copy(writer);
    default:
      return vector(writer);
  }
}

function vector(writer: CoreWriter): Instruction | undefined {
  const { random, geometry } = writer;
  const { name, uses } = random.pick(aluOperations);
  const used = uses as readonly string[];
  const stride = name === 'subsample' ? random.pick([1, 1, 2, 3, 4, 7, 31, 1 + random.below(31)]) : 1;
  const longest = Math.floor((geometry.registerAddresses - 1) / stride) + 1;
  const most = slow.includes(name) && random.chance(0.97) ? mostOfSlow : longest;
  const vecWidth = someWords(writer, most);
  const dest = someDestination(writer, vecWidth);
  if (dest === undefined) return undefined;
  const reach = (vecWidth - 1) * stride;
  const fields: Record<string, number> = { dest, vecWidth };
  if (used.includes('src1')) fields.src1 = sourceFor(writer, dest, reach);
  if (used.includes('src2')) fields.src2 = sourceFor(writer, dest, reach);
  if (used.includes('src3')) fields.src3 = name === 'subsample' ? stride : random.below(32);
  return { name: 'alu', operation: name, fields };
}

function immediate(writer: CoreWriter): Instruction | undefined {
  const { random } = writer;
  const { name } = random.pick(aluiOperations);
  const vecWidth = someWords(
    writer,
    name === 'div' && random.chance(0.97) ? mostOfSlow : writer.geometry.registerAddresses,
  );
  const dest = someDestination(writer, vecWidth);
  if (dest === undefined) return undefined;
  const src1 = sourceFor(writer, dest, vecWidth - 1);
  return {
    name: 'alui',
    operation: name,
    fields: { dest, src1, immediate: edgeWord(random), vecWidth },
  };
}

function scalar(writer: CoreWriter): Instruction | undefined {
  const { random } = writer;
  const dest = someDestination(writer, 1);
  if (dest === undefined) return undefined;
  const src1 = someSource(writer, 0);
  const src2 = random.chance(0.25) ? src1 : someSource(writer, 0);
  return { name: 'alu-int', operation: random.pick(scalarOperations).name, fields: { dest, src1, src2 } };
}

function copy(writer: CoreWriter): Instruction | undefined {
  const { random } = writer;
  const wish = someWords(writer, writer.geometry.registerAddresses);
  const width = Math.min(wish, 1 + random.below(16));
  const vecWidth = Math.max(1, Math.floor(wish / width));
  const words = width * vecWidth;
  const dest = someDestination(writer, words);
  if (dest === undefined) return undefined;
  const src1 = sourceFor(writer, dest, words - 1);
  return { name: 'copy', fields: { side: random.below(2), dest, src1, width, vecWidth } };
}
