import { z } from 'zod';
import { bits, bool, input, module, output, uintBelow } from '../index.js';
import { assertGrant } from './grant-rules.js';
import { lowestOne, oneHotIndex } from './one-hot.js';

/** Grants the lowest of several requests: number 0 always wins.
 *
 *  Ports: `request`; `grant`, one-hot; `index`, number of the grant; `valid`, there is one. Latency: 0 cycles.
 *  A request waits as long as a lower one comes. */
export const FixedArbiter = module({
  name: (p) => `fixed_arbiter_${p.requests}`,
  comment: 'Grants the lowest request.',
  params: z.object({ requests: z.int().min(1).max(4096) }),
  ports: (p) => ({
    request: input(bits(p.requests)),
    grant: output(bits(p.requests), 'one-hot, 0 without a request'),
    index: output(uintBelow(p.requests), 'number of the grant'),
    valid: output(bool, 'there is a grant'),
  }),
  build(m, _p, io) {
    const { grant } = m.wires({ grant: lowestOne(io.request) });
    io.grant.drive(grant);
    io.index.drive(oneHotIndex(grant));
    io.valid.drive(io.request.ne(0));
    assertGrant(m, io.request, grant);
  },
});
