import type { ClockDomain, Memory, Port, Register, Statement } from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';
import type { Random } from './random.js';
import { type RandomExpressions, randomType } from './random-expressions.js';
import { constantOf, type RandomStatements } from './random-statements.js';

/** A memory: arrays and packed ones, depths of all kinds, with and without contents from the start. */
export function randomMemory(random: Random, name: string, clock: ClockDomain): Memory {
  const word = randomType(random, 70);
  const depth = random.pick([1, 2, 3, 4, 5, 8, 11]);
  const told = random.chance(0.4) ? 1 + random.below(depth) : 0;
  const initial = Array.from({ length: told }, () => BigInt.asUintN(word.width, constantOf(random, word)));
  return ir.memory(name, word, depth, random.chance(0.4), { clock, ...(told > 0 ? { initial } : {}) });
}

/** Whole writes, writes under a mask and in part, at addresses that may be out of range. A memory with contents may
 *  also be a table that nothing writes.
 *  @param address an input: words that nothing may write are a finding of lint */
export function memoryWrites(
  random: Random,
  memory: Memory,
  address: Port,
  statements: RandomStatements,
  expressions: RandomExpressions,
): Statement[] {
  if (memory.initial !== undefined && random.chance(0.3)) return [];
  const { width } = memory.word;
  const at = () => expressions.index(memory.depth, 1);
  const body: Statement[] = [];
  if (width > 1 && random.chance(0.4)) {
    // One enable for each lane, as a mask is lowered.
    const lane = Math.max(1, Math.floor(width / (2 + random.below(3))));
    const data = statements.value(ir.bits(width));
    for (let lsb = 0; lsb < width; lsb += lane) {
      const own = Math.min(lane, width - lsb);
      const write = ir.write(memory, ir.read(address), ir.slice(data, lsb, own), lsb, own);
      body.push(ir.when(statements.condition(), [write]));
    }
  } else {
    body.push(ir.write(memory, ir.read(address), statements.value(memory.word)));
  }
  if (random.chance(0.6)) {
    const write = ir.write(memory, at(), statements.value(memory.word));
    const otherwise = random.chance(0.3) ? [ir.write(memory, at(), statements.value(memory.word))] : [];
    body.push(random.chance(0.7) ? ir.when(statements.condition(), [write], otherwise) : write);
  }
  if (width > 1 && random.chance(0.3)) {
    const part = 1 + random.below(width - 1);
    const lsb = random.below(width - part + 1);
    body.push(ir.write(memory, at(), statements.value(ir.bits(part)), lsb, part));
  }
  return body;
}

/** A synchronous read: a register that follows a read, perhaps under an enable. */
export function syncRead(
  random: Random,
  memory: Memory,
  statements: RandomStatements,
  expressions: RandomExpressions,
): { readonly register: Register; readonly body: Statement[] } {
  const register = ir.register(`${memory.name}_read`, memory.word, undefined, undefined, memory.clock);
  const load = ir.assign(register, ir.memoryRead(memory, expressions.index(memory.depth, 1)));
  return { register, body: [random.chance(0.5) ? ir.when(statements.condition(), [load]) : load] };
}
