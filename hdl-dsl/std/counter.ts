import { z } from 'zod';
import { bool, input, module, mux, output, type UInt, uintBelow } from '../index.js';
import { fillsWidth } from './index-step.js';

const counterParams = z
  .object({
    /** It counts 0 .. values - 1. */
    values: z
      .int()
      .min(1)
      .max(2 ** 48),
    /** `both`: up or down as the port `up` says. */
    direction: z.enum(['up', 'down', 'both']).default('up'),
    /** At the last value (0 when counting down): start over at the other end, or stay. */
    end: z.enum(['wrap', 'saturate']).default('wrap'),
    /** Value after reset and `clear`. */
    initial: z.int().min(0).default(0),
  })
  .refine((p) => p.initial < p.values, { path: ['initial'], message: 'must be less than `values`' });

/** Counts up, down or both ways, modulo any number or up to it.
 *
 *  Ports: `enable`, one step; `clear`, back to `initial`, before `enable`; `up`, with direction `both`; `count`; `atEnd`, the
 *  next step wraps or stays. Latency: a step shows in the next cycle. */
export const Counter = module({
  name: (p) =>
    `counter_${p.values}_${p.direction}${p.end === 'wrap' ? '' : '_saturate'}${p.initial === 0 ? '' : `_from_${p.initial}`}`,
  comment: (p) => `Counts 0 to ${p.values - 1}.`,
  params: counterParams,
  ports: (p) => ({
    enable: input(bool, 'one step'),
    clear: input(bool, `back to ${p.initial}`),
    ...(p.direction === 'both' ? { up: input(bool, 'count up, else down') } : {}),
    count: output(uintBelow(p.values)),
    atEnd: output(bool, p.end === 'wrap' ? 'the next step starts over' : 'the next step stays'),
  }),
  build(m, { values, direction, end, initial }, io) {
    if (values === 1) {
      for (const port of [io.enable, io.clear, io.up])
        if (port !== undefined) m.ignore(port, 'there is one value');
      io.count.drive(0);
      io.atEnd.drive(true);
      return;
    }
    const { count } = m.regs({ count: uintBelow(values, { reset: initial }) });
    const highest = count.eq(values - 1);
    const lowest = count.eq(0);
    const steps = {
      up: { last: highest, next: stepped(highest, count, count.addWrap(1), end === 'wrap' ? 0 : values - 1) },
      down: { last: lowest, next: stepped(lowest, count, count.subWrap(1), end === 'wrap' ? values - 1 : 0) },
    };
    const { last, next } =
      io.up === undefined
        ? steps[direction === 'down' ? 'down' : 'up']
        : {
            last: mux(io.up, steps.up.last, steps.down.last),
            next: mux(io.up, steps.up.next, steps.down.next),
          };
    m.when(io.clear, () => count.next(initial)).elseWhen(io.enable, () => count.next(next));
    io.count.drive(count);
    io.atEnd.drive(last);
    if (!fillsWidth(values, count.width))
      m.assert('CountInRange', count.lt(values), `the count stays below ${values}`);

    /** One step; past the end `over`, which a full power of two reaches by itself when it wraps. */
    function stepped(isLast: typeof highest, now: UInt, plain: UInt, over: number): UInt {
      if (end === 'wrap' && fillsWidth(values, now.width)) return plain;
      return mux(isLast, over, plain);
    }
  },
});
