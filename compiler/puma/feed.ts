import type { Code } from '../../base/diagnostic.js';
import type { PacketWords } from '../../config/puma/image.js';
import type { Instruction } from './instruction.js';

/** The first `receive` of a tile's program that its packets do not serve. */
export interface FeedFault {
  /** Instruction address. */
  readonly index: number;
  readonly code: Code;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly hint: string;
}

/** Walks through a tile's program, which has no branches, and gives each block received the next packet of its FIFO. A
 *  tile by itself gets no others than the packets of its image. */
export function feedFault(
  program: readonly (Instruction | undefined)[],
  packets: readonly PacketWords[],
): FeedFault | undefined {
  const next = new Map<number, number>();
  for (const [index, instruction] of program.entries()) {
    if (instruction === undefined || instruction.format.name === 'halt') return undefined;
    if (instruction.format.name !== 'receive') continue;
    const { fifo = 0, width = 1, vecWidth = 1 } = instruction.values;
    const queue = packets.filter((packet) => packet.fifo === fifo);
    for (let block = 0; block < vecWidth; block++) {
      const packet = queue[next.get(fifo) ?? 0];
      next.set(fifo, (next.get(fifo) ?? 0) + 1);
      if (packet === undefined) {
        return {
          index,
          code: 'CW-P016',
          message: `nobody feeds block ${block} of this receive`,
          expected: `a packet for FIFO ${fifo}`,
          actual: `${queue.length} packets for it in all`,
          hint: 'packets for a tile by itself come from .packet',
        };
      }
      if (packet.values.length !== width) {
        return {
          index,
          code: 'CW-P017',
          message: `block ${block} of this receive meets a packet of another width`,
          expected: `a packet of ${width} words for FIFO ${fifo}`,
          actual: `${packet.values.length} words`,
          hint: 'packets of a FIFO are taken in order',
        };
      }
    }
  }
  return undefined;
}
