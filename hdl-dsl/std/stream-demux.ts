import { z } from 'zod';
import { bool, type DataType, input, module, pack, stream, uintBelow, vec } from '../index.js';
import { fillsWidth } from './index-step.js';
import { forPayload, same } from './payload.js';
import { bothPorts, numbered, streamOutputs } from './stream-ports.js';

/** Sends each word of a stream to one of several outputs: the one that `to` names in the word's cycle.
 *
 *  Ports: `in`, stream of the payload; `to`, number of the output, held with the word; `out_0` ... Latency: 0 cycles.
 *  Throughput: a word a cycle. Order: kept. */
export function streamDemux<T extends DataType>(payload: T) {
  return forPayload(streamDemux, payload, (type, label) =>
    module({
      name: (p) => `stream_demux_${label}_${p.outputs}`,
      comment: 'Sends each word of a stream to one of several outputs.',
      params: z.object({ outputs: z.int().min(1).max(1024) }),
      ports: (p) =>
        bothPorts(
          {
            in: input(stream(type)),
            to: input(uintBelow(p.outputs), 'number of the output'),
          },
          streamOutputs(type, p.outputs),
        ),
      build(m, { outputs }, io) {
        const outs = numbered(io, 'out', outputs);
        for (const [i, s] of outs.entries()) {
          s.valid.drive(io.in.valid.and(io.to.eq(i)));
          s.data.drive(same<T>(io.in.data));
        }
        io.in.ready.drive(
          pack(
            vec(bool, outputs),
            outs.map((s) => s.ready),
          ).at(io.to),
        );
        if (!fillsWidth(outputs, io.to.width)) {
          m.assert(
            'ToNamesAnOutput',
            io.in.valid.not().or(io.to.lt(outputs)),
            `there are ${outputs} outputs`,
          );
        }
      },
    }),
  );
}
