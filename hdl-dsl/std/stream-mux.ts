import { z } from 'zod';
import { bool, type DataType, input, module, output, pack, stream, uintBelow, vec } from '../index.js';
import { fillsWidth } from './index-step.js';
import { forPayload, same } from './payload.js';
import { bothPorts, numbered, streamInputs } from './stream-ports.js';

/** Connects one of several streams to the output: the one that `from` names.
 *
 *  Ports: `in_0` ... streams of the payload; `from`, number of the input; `out`. Latency: 0 cycles. Throughput: a word a
 *  cycle. Order: kept in each stream. `from` must stay while the output stalls, or the word at it changes. */
export function streamMux<T extends DataType>(payload: T) {
  return forPayload(streamMux, payload, (type, label) =>
    module({
      name: (p) => `stream_mux_${label}_${p.inputs}`,
      comment: 'Connects one of several streams to the output.',
      params: z.object({ inputs: z.int().min(1).max(1024) }),
      ports: (p) =>
        bothPorts(streamInputs(type, p.inputs), {
          from: input(uintBelow(p.inputs), 'number of the input'),
          out: output(stream(type)),
        }),
      build(m, { inputs }, io) {
        const ins = numbered(io, 'in', inputs);
        io.out.valid.drive(
          pack(
            vec(bool, inputs),
            ins.map((s) => s.valid),
          ).at(io.from),
        );
        for (const [i, s] of ins.entries()) s.ready.drive(io.from.eq(i).and(io.out.ready));
        const rest = ins.slice(0, -1).map((s, i) => [i, () => io.out.data.drive(same<T>(s.data))] as const);
        const last = ins.at(-1);
        m.switch(io.from, Object.fromEntries(rest), () => last && io.out.data.drive(same<T>(last.data)));
        if (!fillsWidth(inputs, io.from.width))
          m.assert('FromNamesAnInput', io.from.lt(inputs), `there are ${inputs} inputs`);
      },
    }),
  );
}
