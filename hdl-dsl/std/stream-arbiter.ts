import { z } from 'zod';
import {
  type Bits,
  type Bool,
  bits,
  bool,
  type DataType,
  input,
  type ModuleBuilder,
  module,
  mux,
  output,
  stream,
  uintBelow,
} from '../index.js';
import { FixedArbiter } from './fixed-arbiter.js';
import { MatrixArbiter } from './matrix-arbiter.js';
import { atMostOne, bitsOf, oneHotIndex } from './one-hot.js';
import { forPayload, same } from './payload.js';
import { RoundRobinArbiter } from './round-robin-arbiter.js';
import { bothPorts, numbered, streamInputs } from './stream-ports.js';

/** Who comes first: the lowest number, each in turn, or who waited longest. */
export const arbiterPolicy = z.enum(['fixed', 'round-robin', 'matrix']);

const streamArbiterParams = z.object({
  inputs: z.int().min(1).max(128),
  policy: arbiterPolicy.default('round-robin'),
  /** `none`: the choice may change while the output stalls. `word`: it stays until the word is taken, as the rule of streams
   *  asks. `packet`: it stays until a word with `last` is taken. */
  lock: z.enum(['none', 'word', 'packet']).default('word'),
});

/** Joins several streams into one, word by word or packet by packet.
 *
 *  Ports: `in_0` ... streams of the payload; `out`; `chosen`, number of the input at the output; with `lock: 'packet'` also
 *  `last`, bit i: the word of input i ends its packet. Latency: 0 cycles. Throughput: a word a cycle. Order: kept within each
 *  input. With `round-robin` and `matrix` an input waits for at most `inputs - 1` words (packets) of others. */
export function streamArbiter<T extends DataType>(payload: T) {
  return forPayload(streamArbiter, payload, (type, label) =>
    module({
      name: (p) =>
        `stream_arbiter_${label}_${p.inputs}_${nameOf(p.policy)}${p.lock === 'word' ? '' : `_lock_${p.lock}`}`,
      comment: (p) => `Joins ${p.inputs} ${p.inputs === 1 ? 'stream' : 'streams'} into one.`,
      params: streamArbiterParams,
      ports: (p) =>
        bothPorts(streamInputs(type, p.inputs), {
          ...(p.lock === 'packet'
            ? { last: input(bits(p.inputs), 'bit i: the word of input i ends its packet') }
            : {}),
          out: output(stream(type)),
          chosen: output(uintBelow(p.inputs), 'number of the input at the output'),
        }),
      build(m, { inputs, policy, lock }, io) {
        const ins = numbered(io, 'in', inputs);
        const { request, chosen } = m.wires({
          request: bitsOf(ins.map((s) => s.valid)),
          chosen: bits(inputs),
        });
        const taken = m.wires({ taken: bool }).taken;
        const grant = grantOf(m, policy, inputs, request, taken);
        const stalled = io.out.valid.and(io.out.ready.not());

        if (lock === 'none' || inputs === 1) {
          chosen.drive(grant);
          taken.drive(io.out.fire);
          if (io.last !== undefined) m.ignore(io.last, 'one input has the output for itself');
        } else {
          const { locked, owner } = m.regs({
            locked: bool({ reset: false, comment: 'the choice stays' }),
            owner: bits(inputs, { reset: 0, comment: 'the last choice, one-hot' }),
          });
          chosen.drive(mux(locked, owner, grant));
          taken.drive(io.out.valid.and(locked.not()));
          m.when(io.out.valid, () => {
            locked.next(io.last === undefined ? stalled : stalled.or(io.last.and(chosen).eq(0)));
            owner.next(chosen);
          });
          if (lock === 'word')
            m.assert(
              'OwnerStaysValid',
              locked.not().or(request.and(owner).ne(0)),
              'a valid word stays until it is taken',
            );
          m.assert(
            'OwnerIsOne',
            locked.not().or(atMostOne(owner).and(owner.ne(0))),
            'one input has the output',
          );
        }
        m.assert(
          'ChoiceIsOneHot',
          inputs === 1 ? chosen.ne(0).or(request.eq(0)) : atMostOne(chosen),
          'one input at most is chosen',
        );

        for (const [i, s] of ins.entries()) s.ready.drive(chosen.bit(i).and(io.out.ready));
        io.out.valid.drive(request.and(chosen).ne(0));
        const index = oneHotIndex(chosen);
        const rest = ins.slice(0, -1).map((s, i) => [i, () => io.out.data.drive(same<T>(s.data))] as const);
        const last = ins.at(-1);
        m.switch(index, Object.fromEntries(rest), () => last && io.out.data.drive(same<T>(last.data)));
        io.chosen.drive(index);
      },
    }),
  );
}

/** A policy as part of a module's name. */
export function nameOf(policy: z.output<typeof arbiterPolicy>): string {
  return policy.replace('-', '_');
}

function grantOf(
  m: ModuleBuilder,
  policy: z.output<typeof arbiterPolicy>,
  requests: number,
  request: Bits,
  take: Bool,
): Bits {
  if (policy === 'fixed') {
    m.ignore(take, 'a fixed order does not move on');
    const arbiter = m.instance('arbiter', FixedArbiter, { requests });
    arbiter.request.drive(request);
    return ignoreRest(m, arbiter);
  }
  const arbiter = m.instance('arbiter', policy === 'matrix' ? MatrixArbiter : RoundRobinArbiter, {
    requests,
  });
  arbiter.request.drive(request);
  arbiter.take.drive(take);
  return ignoreRest(m, arbiter);
}

function ignoreRest(
  m: ModuleBuilder,
  arbiter: { readonly grant: Bits; readonly index: object; readonly valid: object },
): Bits {
  m.ignore(arbiter.index, 'the choice may be locked to another');
  m.ignore(arbiter.valid, 'the choice may be locked to another');
  return arbiter.grant;
}
