import { bool, type DataType, input, module, output, stream } from '../index.js';
import { forPayload, same } from './payload.js';

/** Cuts every path between the two sides of a stream: `valid`, the data and `ready` all come from registers.
 *
 *  Ports: `in`, `out` streams of the payload. Latency: 1 cycle. Throughput: a word a cycle. It holds two words: the one at
 *  the output, and the one that comes in the cycle in which the output stalls. Order: first in, first out. */
export function skidBuffer<T extends DataType>(payload: T) {
  return forPayload(skidBuffer, payload, (type, label) =>
    module({
      name: `skid_buffer_${label}`,
      comment: 'Registers a stream in both directions, at a word a cycle.',
      ports: () => ({ in: input(stream(type)), out: output(stream(type)) }),
      build(m, _p, io) {
        const { held, spare } = m.regs({
          held: bool({ reset: false, comment: 'there is a word at the output' }),
          spare: bool({ reset: false, comment: 'there is a word behind it' }),
        });
        const { word, next } = m.regs({ word: type, next: type });
        const { moves } = m.wires({ moves: held.not().or(io.out.ready) });

        io.in.ready.drive(spare.not());
        io.out.valid.drive(held);
        io.out.data.drive(same<T>(word));

        m.when(moves, () => {
          held.next(spare.or(io.in.valid));
          spare.next(false);
          m.when(spare, () => word.next(same<T>(next))).otherwise(() => word.next(same<T>(io.in.data)));
        }).elseWhen(io.in.fire, () => {
          spare.next(true);
          next.next(same<T>(io.in.data));
        });
        m.assert('SpareOnlyBehindHeld', spare.not().or(held), 'the second word waits behind the first');
      },
    }),
  );
}
