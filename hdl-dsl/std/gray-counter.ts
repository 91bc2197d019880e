import { z } from 'zod';
import { bits, bool, input, module, output, uint } from '../index.js';
import { toGray } from './gray.js';

/** Counts 0 .. 2^bits - 1 and over again; the count is also given in Gray code, from a register, so that one bit of it changes
 *  at a step and none in between.
 *
 *  Ports: `enable`, one step; `count`; `gray`. Latency: a step shows in the next cycle, on both outputs. */
export const GrayCounter = module({
  name: (p) => `gray_counter_${p.bits}`,
  comment: (p) => `Counts 0 to 2^${p.bits} - 1 in Gray code.`,
  params: z.object({ bits: z.int().min(1).max(64) }),
  ports: (p) => ({
    enable: input(bool, 'one step'),
    count: output(uint(p.bits)),
    gray: output(bits(p.bits), 'one bit changes at a step'),
  }),
  build(m, p, io) {
    const { count, gray } = m.regs({ count: uint(p.bits, { reset: 0 }), gray: bits(p.bits, { reset: 0 }) });
    const { next } = m.wires({ next: count.addWrap(1) });
    m.when(io.enable, () => {
      count.next(next);
      gray.next(toGray(next));
    });
    io.count.drive(count);
    io.gray.drive(gray);
    m.assert('GrayIsCount', gray.eq(toGray(count)), 'both registers hold the same number');
  },
});
