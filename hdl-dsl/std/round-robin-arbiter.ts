import { z } from 'zod';
import { type Bits, bits, bool, input, module, mux, output, uintBelow } from '../index.js';
import { assertGrant } from './grant-rules.js';
import { lowestOne, oneHotIndex } from './one-hot.js';

/** Grants requests in turn: the first after the one granted last, and 0 after the last.
 *
 *  Ports: `request`; `take`, the grant of this cycle is used, so that the turn moves on; `grant`, one-hot; `index`, number
 *  of the grant; `valid`, there is one. Latency: 0 cycles. A request that stays is granted within as many takes as there
 *  are requests. */
export const RoundRobinArbiter = module({
  name: (p) => `round_robin_arbiter_${p.requests}`,
  comment: 'Grants requests in turn.',
  params: z.object({ requests: z.int().min(1).max(4096) }),
  ports: (p) => ({
    request: input(bits(p.requests)),
    take: input(bool, 'the grant is used: the turn moves on'),
    grant: output(bits(p.requests), 'one-hot, 0 without a request'),
    index: output(uintBelow(p.requests), 'number of the grant'),
    valid: output(bool, 'there is a grant'),
  }),
  build(m, { requests }, io) {
    const { grant } = m.wires({ grant: bits(requests) });
    if (requests === 1) {
      m.ignore(io.take, 'one request is always in turn');
      grant.drive(io.request);
    } else {
      const { after } = m.regs({
        after: bits(requests, { reset: 0, comment: 'requests behind the one granted last' }),
      });
      const { ahead } = m.wires({ ahead: io.request.and(after) });
      grant.drive(mux(ahead.ne(0), lowestOne(ahead), lowestOne(io.request)));
      m.when(io.take.and(io.request.ne(0)), () => after.next(above(grant)));
    }
    io.grant.drive(grant);
    io.index.drive(oneHotIndex(grant));
    io.valid.drive(io.request.ne(0));
    assertGrant(m, io.request, grant);
  },
});

/** Ones above the one of a one-hot value. */
function above(oneHot: Bits): Bits {
  return oneHot.or(oneHot.asUInt().subWrap(1).asBits()).not();
}
