import { z } from 'zod';
import { bool, clock, type DataType, type Drivable, input, module, output, stream } from '../index.js';
import { forPayload, same } from './payload.js';
import { BitSynchroniser, stagesParam } from './synchroniser.js';

/** Carries words from one clock domain into another, one at a time: the word stands still while a changed bit tells the other side
 *  of it, and the next is taken when a bit has come back.
 *
 *  Clocks: `source`, `destination`. Ports: `in`, stream (source); `out`, stream (destination). Latency: 1 source cycle, then
 *  `stages` destination cycles, or one more. Throughput: a word in about 2 * `stages` + 2 cycles of the slower clock; where that is
 *  too little, take `asyncFifo`. Order: kept. Both sides are reset together. */
export function handshakeSynchroniser<T extends DataType>(payload: T) {
  return forPayload(handshakeSynchroniser, payload, (type, label) =>
    module({
      name: (p) => `handshake_synchroniser_${label}_${p.stages}`,
      comment: 'Carries words from one clock domain into another, one at a time.',
      params: z.object({ stages: stagesParam }),
      clocks: { source: clock(), destination: clock() },
      ports: () => ({
        in: input(stream(type), { clock: 'source' }),
        out: output(stream(type), { clock: 'destination' }),
      }),
      build(m, p, io) {
        const { sent } = m.regs({ sent: bool({ reset: false, comment: 'changes with each word sent' }) });
        const { word } = m.regs({ word: type });
        const { still } = m.wires({ still: type }) as unknown as { readonly still: Drivable<T> };
        still.drive(same<T>(word));
        m.crossing(still, 'the word stands still from the change of `sent` until that of `taken` is seen');
        const back = m.instance('taken', BitSynchroniser, p);
        io.in.ready.drive(back.settled.eq(sent));
        m.when(io.in.fire, () => {
          sent.next(sent.not());
          word.next(same<T>(io.in.data));
        });
        m.within(m.clocks.destination, () => {
          const { taken } = m.regs({
            taken: bool({ reset: false, comment: 'changes with each word taken' }),
          });
          const there = m.instance('sent', BitSynchroniser, p);
          there.raw.drive(sent);
          back.raw.drive(taken);
          io.out.valid.drive(there.settled.ne(taken));
          io.out.data.drive(same<T>(still));
          m.when(io.out.fire, () => taken.next(there.settled));
        });
      },
    }),
  );
}
