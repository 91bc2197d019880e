import { z } from 'zod';
import { type DataType, input, module, output, type PortSpec, type UIntType, uintBelow } from '../index.js';
import { fillsWidth } from './index-step.js';
import { bitsOf } from './one-hot.js';
import { forPayload, same } from './payload.js';
import { arbiterPolicy, nameOf, streamArbiter } from './stream-arbiter.js';
import { bothPorts, numbered, streamInputs, streamOutputs } from './stream-ports.js';

/** Connects several streams to several outputs, each word to the output that its `to` names; words for different outputs move
 *  in the same cycle.
 *
 *  Ports: `in_0` ... streams of the payload; `to_0` ..., number of the output, held with the word; `out_0` ...; `from_0` ...,
 *  number of the input at the output. Latency: 0 cycles. Throughput: a word a cycle at each output. Order: kept from each input
 *  to each output; an output stays with a word until it is taken. */
export function crossbarSwitch<T extends DataType>(payload: T) {
  return forPayload(crossbarSwitch, payload, (type, label) =>
    module({
      name: (p) => `crossbar_switch_${label}_${p.inputs}x${p.outputs}_${nameOf(p.policy)}`,
      comment: (p) => `Connects ${p.inputs} streams to ${p.outputs} outputs.`,
      params: z.object({
        inputs: z.int().min(1).max(64),
        outputs: z.int().min(1).max(64),
        policy: arbiterPolicy.default('round-robin'),
      }),
      ports: (p) =>
        bothPorts(
          bothPorts(streamInputs(type, p.inputs), indices('to', 'input', p.inputs, p.outputs)),
          bothPorts(streamOutputs(type, p.outputs), indices('from', 'output', p.outputs, p.inputs)),
        ),
      build(m, { inputs, outputs, policy }, io) {
        const ins = numbered(io, 'in', inputs);
        const to = numbered(io, 'to', inputs);
        const outs = numbered(io, 'out', outputs);
        const from = numbered(io, 'from', outputs);
        const arbiters = m.instances('output', outputs, streamArbiter(type), { inputs, policy });
        const readies = arbiters.map((arbiter, j) => {
          const out = outs[j];
          out?.valid.drive(arbiter.out.valid);
          out?.data.drive(same<T>(arbiter.out.data));
          arbiter.out.ready.drive(out?.ready ?? false);
          from[j]?.drive(arbiter.chosen);
          return numbered(arbiter, 'in', inputs).map((s, i) => {
            const isTo = to[i]?.eq(j);
            if (isTo !== undefined) s.valid.drive(ins[i]?.valid.and(isTo) ?? false);
            s.data.drive(same<T>(ins[i]?.data as never));
            return isTo?.and(s.ready);
          });
        });
        for (const [i, s] of ins.entries()) {
          s.ready.drive(bitsOf(readies.flatMap((row) => row[i] ?? [])).reduceOr());
          const target = to[i];
          if (target !== undefined && !fillsWidth(outputs, target.width))
            m.assert(
              `To${i}NamesAnOutput`,
              s.valid.not().or(target.lt(outputs)),
              `there are ${outputs} outputs`,
            );
        }
      },
    }),
  );
}

function indices<N extends string, D extends 'input' | 'output'>(
  name: N,
  direction: D,
  count: number,
  of: number,
) {
  const comment = direction === 'input' ? 'number of the output' : 'number of the input';
  const port = direction === 'input' ? input(uintBelow(of), comment) : output(uintBelow(of), comment);
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}_${i}`, port])) as unknown as {
    readonly [K in `${N}_${number}`]: PortSpec<D, UIntType>;
  };
}
