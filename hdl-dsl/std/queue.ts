import { z } from 'zod';
import {
  type Bool,
  type DataType,
  input,
  type ModuleBuilder,
  memory,
  module,
  output,
  stream,
  type UInt,
  uintBelow,
  uintUpTo,
} from '../index.js';
import { constantIndex, isPowerOfTwo, nextIndex } from './index-step.js';
import { forPayload, same } from './payload.js';

/** Parameters of a queue. */
const queueParams = z.object({
  /** Words that it holds. */
  depth: z.int().min(1).max(65536),
  /** A full queue takes a word in the cycle in which one leaves; `out_ready` then reaches `in_ready` in the same cycle. */
  pipe: z.boolean().default(false),
  /** An empty queue gives a word in the cycle in which it comes; `in_valid` then reaches `out_valid` in the same cycle. */
  flow: z.boolean().default(false),
});

/** A first-in first-out queue of `depth` words.
 *
 *  Ports: `in`, `out` streams of the payload; `count`, words held.
 *  Latency: 1 cycle, 0 with `flow` while empty. Throughput: a word a cycle from depth 2, and from depth 1 with `pipe`
 *  or `flow`; else, at depth 1, a word in 2 cycles. Order: first in, first out; nothing is lost or doubled. */
export function queue<T extends DataType>(payload: T) {
  return forPayload(queue, payload, (type, label) =>
    module({
      name: (p) => `queue_${label}_${p.depth}${p.pipe ? '_pipe' : ''}${p.flow ? '_flow' : ''}`,
      comment: (p) => `A queue of ${p.depth} ${p.depth === 1 ? 'word' : 'words'}, first in, first out.`,
      params: queueParams,
      ports: (p) => ({
        in: input(stream(type)),
        out: output(stream(type)),
        count: output(uintUpTo(p.depth), 'words held'),
      }),
      build(m, { depth, pipe, flow }, io) {
        const { words } = m.memories({ words: memory(type, depth) });
        const { count } = m.regs({ count: uintUpTo(depth, { reset: 0, comment: 'words held' }) });
        const { empty, full } = m.wires({ empty: count.eq(0), full: count.eq(depth) });
        io.in.ready.drive(pipe ? full.not().or(io.out.ready) : full.not());
        io.out.valid.drive(flow ? empty.not().or(io.in.valid) : empty.not());

        const { push, pop } = m.wires({
          push: flow ? io.in.fire.and(empty.and(io.out.ready).not()) : io.in.fire,
          pop: flow ? io.out.fire.and(empty.not()) : io.out.fire,
        });
        const { head, tail } = ends(m, depth, push, pop);
        m.when(push, () => words.write(tail, same<T>(io.in.data)));
        m.when(push.and(pop.not()), () => count.next(count.addWrap(1))).elseWhen(pop.and(push.not()), () =>
          count.next(count.subWrap(1)),
        );

        if (flow) {
          m.when(empty, () => io.out.data.drive(same<T>(io.in.data))).otherwise(() =>
            io.out.data.drive(same<T>(words.read(head))),
          );
        } else io.out.data.drive(same<T>(words.read(head)));
        io.count.drive(count);

        if (depth > 1) {
          const place = head.add(count);
          const around = tail.extend(tail.width + 1).addWrap(depth);
          m.assert(
            'CountIsDistance',
            place.eq(tail).or(place.eq(around)),
            'the count is the distance from head to tail',
          );
        }
        if (!isPowerOfTwo(depth))
          m.assert('EndsInRange', head.lt(depth).and(tail.lt(depth)), `there are ${depth} places`);
        if (!isPowerOfTwo(depth + 1))
          m.assert('CountInRange', count.le(depth), `never more than ${depth} words`);
        m.assert('NeverPopsEmpty', pop.and(empty).not(), 'no word leaves an empty queue');
        m.assert('NeverPushesFull', push.and(full).and(pop.not()).not(), 'no word enters a full queue');
      },
    }),
  );
}

/** Where words are taken from and put; one place needs no register. */
function ends(m: ModuleBuilder, depth: number, push: Bool, pop: Bool): { head: UInt; tail: UInt } {
  if (depth === 1) return { head: constantIndex(1, 0), tail: constantIndex(1, 0) };
  const { head, tail } = m.regs({
    head: uintBelow(depth, { reset: 0, comment: 'the oldest word' }),
    tail: uintBelow(depth, { reset: 0, comment: 'the next free place' }),
  });
  m.when(push, () => tail.next(nextIndex(tail, depth)));
  m.when(pop, () => head.next(nextIndex(head, depth)));
  return { head, tail };
}
