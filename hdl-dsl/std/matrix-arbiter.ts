import { z } from 'zod';
import {
  type Bits,
  type Bool,
  bits,
  bool,
  input,
  type ModuleBuilder,
  module,
  output,
  uintBelow,
} from '../index.js';
import { assertGrant } from './grant-rules.js';
import { bitsOf, oneHotIndex } from './one-hot.js';

/** Grants the request that was granted longest ago. One bit for each pair of requests says which of the two comes first.
 *
 *  Ports: `request`; `take`, the grant of this cycle is used, so that it becomes the last in the order; `grant`, one-hot;
 *  `index`, number of the grant; `valid`, there is one. Latency: 0 cycles. A request that stays is granted within as many
 *  takes as there are requests. After reset the order is 0, 1, 2 ... */
export const MatrixArbiter = module({
  name: (p) => `matrix_arbiter_${p.requests}`,
  comment: 'Grants the request that was granted longest ago.',
  params: z.object({ requests: z.int().min(1).max(128) }),
  ports: (p) => ({
    request: input(bits(p.requests)),
    take: input(bool, 'the grant is used: it becomes the last in the order'),
    grant: output(bits(p.requests), 'one-hot, 0 without a request'),
    index: output(uintBelow(p.requests), 'number of the grant'),
    valid: output(bool, 'there is a grant'),
  }),
  build(m, { requests }, io) {
    const { grant } = m.wires({ grant: bits(requests) });
    if (requests === 1) {
      m.ignore(io.take, 'one request is always the first');
      grant.drive(io.request);
    } else grant.drive(firstOf(m, requests, io.request, grant, io.take));
    io.grant.drive(grant);
    io.index.drive(oneHotIndex(grant));
    io.valid.drive(io.request.ne(0));
    assertGrant(m, io.request, grant);
  },
});

/** The request before all others; `take` makes it the last. */
function firstOf(m: ModuleBuilder, n: number, request: Bits, grant: Bits, take: Bool): Bits {
  const pairs = Array.from({ length: n }, (_, low) =>
    Array.from({ length: n - low - 1 }, (_, i) => ({ low, high: low + 1 + i })),
  ).flat();
  const { order } = m.regs({
    order: bits(pairs.length, {
      reset: 2n ** BigInt(pairs.length) - 1n,
      comment: 'for each pair (0, 1), (0, 2) ...: the lower comes first',
    }),
  });
  const bitOf = new Map(pairs.map(({ low, high }, bit) => [low * n + high, bit]));
  const before = (a: number, b: number): Bool => {
    const bit = order.bit(bitOf.get(Math.min(a, b) * n + Math.max(a, b)) ?? 0);
    return a < b ? bit : bit.not();
  };
  const others = (i: number): number[] => Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
  m.when(take, () => {
    for (const [bit, { low, high }] of pairs.entries()) {
      m.when(grant.bit(low), () => order.bit(bit).next(false)).elseWhen(grant.bit(high), () =>
        order.bit(bit).next(true),
      );
    }
  });
  return bitsOf(
    Array.from({ length: n }, (_, i) =>
      others(i).reduce((first, j) => first.and(request.bit(j).and(before(j, i)).not()), request.bit(i)),
    ),
  );
}
