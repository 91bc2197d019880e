import { z } from 'zod';
import {
  clock,
  type DataType,
  type Drivable,
  input,
  memory,
  module,
  output,
  stream,
  uintUpTo,
} from '../index.js';
import { fromGray } from './gray.js';
import { firstPointer, GrayPointer, grayNumber, pointerBits, pointerDistance } from './gray-pointer.js';
import { forPayload, same } from './payload.js';
import { GraySynchroniser, stagesParam } from './synchroniser.js';

/** A first-in first-out queue between two clock domains.
 *
 *  Clocks: `write`, `read`. Ports: `in`, stream (write); `out`, stream (read); `written`, `held`: words that the writing and the
 *  reading side know to be inside, the first never too few, the second never too many. Latency: 1 write cycle, then `stages` read
 *  cycles, or one more. Throughput: a word a cycle of the slower clock from a depth of 2 * `stages` + 3. Order: first in, first
 *  out. Any depth will do. Both sides are reset together. */
export function asyncFifo<T extends DataType>(payload: T) {
  return forPayload(asyncFifo, payload, (type, label) =>
    module({
      name: (p) => `async_fifo_${label}_${p.depth}_${p.stages}`,
      comment: (p) => `A queue of ${p.depth} ${p.depth === 1 ? 'word' : 'words'} between two clock domains.`,
      params: z.object({ depth: z.int().min(1).max(32768), stages: stagesParam }),
      clocks: { write: clock(), read: clock() },
      ports: (p) => ({
        in: input(stream(type), { clock: 'write' }),
        out: output(stream(type), { clock: 'read' }),
        written: output(uintUpTo(p.depth), { clock: 'write', comment: 'words inside, or more' }),
        held: output(uintUpTo(p.depth), { clock: 'read', comment: 'words inside, or fewer' }),
      }),
      build(m, { depth, stages }, io) {
        const width = uintUpTo(depth).width;
        const synchroniser = { bits: pointerBits(depth), stages, initial: grayNumber(firstPointer(depth)) };
        const { words } = m.memories({ words: memory(type, depth) });
        const tail = m.instance('tail', GrayPointer, { depth });
        const headSeen = m.instance('head_seen', GraySynchroniser, synchroniser);

        m.within(m.clocks.read, () => {
          const head = m.instance('head', GrayPointer, { depth });
          const tailSeen = m.instance('tail_seen', GraySynchroniser, synchroniser);
          tailSeen.raw.drive(tail.gray);
          headSeen.raw.drive(head.gray);
          const { held } = m.wires({ held: pointerDistance(head.at, fromGray(tailSeen.settled), depth) });
          const { word } = m.wires({ word: type }) as unknown as { readonly word: Drivable<T> };
          word.drive(same<T>(words.read(head.address)));
          m.crossing(
            word,
            'a word is read when its write has been seen, and written over when its read has been',
          );
          io.out.valid.drive(held.ne(0));
          io.out.data.drive(same<T>(word));
          io.held.drive(held.wrap(width));
          head.move.drive(io.out.fire);
          if (depth > 1) m.assert('HeldInRange', held.le(depth), `never more than ${depth} words`);
        });

        const { written } = m.wires({ written: pointerDistance(fromGray(headSeen.settled), tail.at, depth) });
        io.in.ready.drive(written.ne(depth));
        io.written.drive(written.wrap(width));
        tail.move.drive(io.in.fire);
        m.when(io.in.fire, () => words.write(tail.address, same<T>(io.in.data)));
        if (depth > 1) m.assert('WrittenInRange', written.le(depth), `never more than ${depth} words`);
      },
    }),
  );
}
