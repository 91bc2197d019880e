import type { CoreWriter } from './core-writer.js';
import { set } from './core-writer.js';
import type { MemorySpace } from './memory-space.js';
import { plainInstruction } from './plain-instruction.js';
import { someDestination, someSource } from './spans.js';
import type { TileWriter } from './tile-writer.js';

/** One producer gives one consumer block after block at the same address. Whoever is faster waits for the other: the
 *  consumer for words that are valid, the producer for words that are not, often for the last part of a block only. */
export function chain(
  writers: readonly CoreWriter[],
  control: TileWriter | undefined,
  space: MemorySpace,
): void {
  const producer = pick(writers);
  if (producer === undefined) return;
  const { random } = producer;
  const width = 1 + random.below(random.chance(0.3) ? 16 : 6);
  const others = writers.filter((writer) => writer !== producer);
  const consumer = control !== undefined && random.chance(0.3) ? control : pick(others);
  if (consumer === undefined) return;
  const client = 'core' in consumer ? consumer.core.number : consumer.client;
  const address = wordsFor(space, producer, client, width);
  if (address === undefined) return;
  // Slow work of one of them lets the other one wait.
  const slow = random.pick([producer, consumer]);
  const rounds = 2 + random.below(4);
  for (let round = 0; round < rounds; round++) {
    if (producer.room < 30 || consumer.room < 30) return;
    if (!space.memory.mayStore(producer.core.number, address, width)) return;
    if (slow === producer) dawdle(producer);
    const register = producer.general();
    producer.do(set(register, asWord(address)));
    producer.do({
      name: 'store',
      fields: { address: register, src1: someSource(producer, width - 1), count: 1, width, vecWidth: 1 },
    });
    consume(consumer, slow, address, width);
  }
}

const asWord = (address: number): number => (address > 32767 ? address - 65536 : address);

function pick(writers: readonly CoreWriter[]): CoreWriter | undefined {
  const able = writers.filter(({ room }) => room > 60);
  return able.length === 0 ? undefined : able[0]!.random.pick(able);
}

/** An address for a block, often one at whose end a row of the memory ends. */
function wordsFor(
  space: MemorySpace,
  producer: CoreWriter,
  consumer: number,
  width: number,
): number | undefined {
  const { random } = producer;
  const { memory } = space;
  for (let tries = 0; tries < 10; tries++) {
    const found = space.free(producer.core.number, width);
    if (found === undefined) return undefined;
    const address = random.chance(0.5) ? found : 16 * Math.ceil((found + width) / 16) - width;
    if (
      memory.mayStore(producer.core.number, address, width) &&
      memory.mayLoadNext(consumer, address, width)
    ) {
      return address;
    }
  }
  return undefined;
}

/** Takes the block: at once, or word by word or in halves, so that a part of it is still valid. */
function consume(consumer: CoreWriter | TileWriter, slow: unknown, address: number, width: number): void {
  const { random } = consumer;
  const parts = width % 2 === 0 && random.chance(0.4) ? 2 : random.chance(0.5) ? width : 1;
  const part = width / parts;
  if (!('core' in consumer)) {
    const fields = {
      address,
      fifo: random.below(256),
      target: random.below(65536),
      width: part,
      vecWidth: parts,
    };
    consumer.do({ name: 'send', fields });
    return;
  }
  // One instruction takes all parts, or each has its own and something slow before it.
  const together = random.chance(0.4);
  for (let k = 0; k < (together ? 1 : parts); k++) {
    if (slow === consumer && (k === 0 || random.chance(0.4)) && consumer.room > 20) dawdle(consumer);
    const words = together ? width : part;
    const register = consumer.general();
    consumer.do(set(register, asWord(address + k * part)));
    const dest = someDestination(consumer, words) ?? 0;
    const fields = { address: register, dest, width: part, vecWidth: together ? parts : 1 };
    consumer.do({ name: 'load', fields });
  }
}

/** Some cycles of work. */
function dawdle(writer: CoreWriter): void {
  const dest = someDestination(writer, 3);
  if (dest === undefined) writer.do(plainInstruction(writer));
  else writer.do({ name: 'alu', operation: 'tanh', fields: { dest, src1: dest, vecWidth: 3 } });
}
