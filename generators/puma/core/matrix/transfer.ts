import { z } from 'zod';
import {
  bits,
  bool,
  input,
  literal,
  module,
  mux,
  output,
  uint,
  uintBelow,
  uintUpTo,
} from '../../../../hdl-dsl/index.js';

/** Walks XbarIn on its way to the word-line drivers.
 *
 *  Without a filter (F = 0) a row of `lanes` words goes straight in each cycle. With one, driver i gets word s(i) in
 *  cycle i. Within a group of F registers from `base` up, s(i) = base + offset, where the offset begins at r, grows by
 *  one, and falls back to 0 after F - 1; the group ends before the offset comes back to r. Registers past the last whole
 *  group go straight. */
export const Transfer = module({
  name: (p) => `${p.unit}_transfer`,
  comment: 'Walks XbarIn on its way to the word-line drivers: straight, or rotated within groups.',
  params: z.object({ unit: z.string(), dimension: z.int().min(1), lanes: z.int().min(1) }),
  ports: (p) => {
    const row = uintBelow(p.dimension / p.lanes);
    return {
      begin: input(bool, 'take filter and rotation; the transfer begins in the next cycle'),
      filter: input(uint(16), 'F: 0, or up to the number of registers'),
      rotation: input(uint(16), 'r, less than F; without a filter it means nothing'),
      active: output(bool, 'a transfer'),
      last: output(bool, 'its last cycle'),
      shuffles: output(bool, 'of one word from source_bank to the lane of target_mask'),
      sourceRow: output(row),
      sourceBank: output(uintBelow(p.lanes)),
      targetRow: output(row),
      targetMask: output(bits(p.lanes)),
    };
  },
  build(m, p, io) {
    const index = uintBelow(p.dimension);
    const count = uintUpTo(p.dimension);
    const laneBits = Math.log2(p.lanes);
    const row = uintBelow(p.dimension / p.lanes);
    const { active, shuffles, filter, rotation, target, base, offset } = m.regs({
      active: bool({ reset: false }),
      shuffles: bool,
      filter: count,
      rotation: uint(index.width),
      target: uint(index.width, { comment: 'i, of lane 0 where rows go straight' }),
      base: uint(count.width, { comment: 'first register of the group' }),
      offset: uint(index.width, { comment: 'of the source in the group' }),
    });
    m.ignore([shuffles, filter, rotation, target, offset], 'read while active, so after they were written');

    const { isWhole, nextOffset } = m.wires({
      isWhole: base.add(filter).le(p.dimension),
      nextOffset: mux(offset.eq(filter.subWrap(1).truncate(index.width)), 0, offset.addWrap(step(1))),
    });
    const { source, last } = m.wires({
      source: mux(shuffles.and(isWhole), base.truncate(index.width).addWrap(offset), target),
      last: mux(shuffles, target.eq(p.dimension - 1), target.eq(p.dimension - p.lanes)),
    });
    const { firstOffset } = m.wires({ firstOffset: io.rotation.wrap(index.width) });
    m.when(io.begin, () => {
      active.next(true);
      shuffles.next(io.filter.ne(0));
      filter.next(io.filter.wrap(count.width));
      rotation.next(firstOffset);
      target.next(0);
      base.next(0);
      offset.next(firstOffset);
    }).elseWhen(active, () => {
      m.when(last, () => active.next(false));
      target.next(
        target.addWrap(mux(shuffles, literal(index, step(1)), p.dimension > p.lanes ? p.lanes : 0)),
      );
      offset.next(nextOffset);
      m.when(nextOffset.eq(rotation), () => base.next(base.add(filter).wrap(count.width)));
    });

    io.active.drive(active);
    io.last.drive(active.and(last));
    io.shuffles.drive(shuffles);
    if (p.lanes === p.dimension) {
      io.sourceRow.drive(0);
      io.targetRow.drive(0);
    } else {
      io.sourceRow.drive(source.shiftRight(laneBits).wrap(row.width));
      io.targetRow.drive(target.shiftRight(laneBits).wrap(row.width));
    }
    if (p.lanes === 1) {
      io.sourceBank.drive(0);
      io.targetMask.drive(1);
    } else {
      io.sourceBank.drive(source.truncate(laneBits));
      const lane = target.truncate(laneBits);
      const one = literal(bits(1), 1).shiftLeft(lane, { growth: p.lanes - 1 });
      io.targetMask.drive(mux(shuffles, one, 2 ** p.lanes - 1));
    }

    /** A step of a counter; one that has a single value stays. */
    function step(by: number): number {
      return p.dimension > 1 ? by : 0;
    }
  },
});
