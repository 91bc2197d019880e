import { z } from 'zod';
import { bool, input, module, output, uint, uintBelow } from '../../../hdl-dsl/index.js';
import { positionOn } from './column-position.js';

/** Follows the group that is converted: which filter its first column belongs to, and which slice it holds. */
export const ColumnWalk = module({
  name: (p) => `${p.unit}_column_walk`,
  comment: 'Filter and slice of the first column of the group that is converted.',
  params: z.object({ unit: z.string(), adcs: z.int().min(1), filters: z.int().min(1) }),
  ports: (p) => ({
    slices: input(uint(4)),
    convert: input(bool),
    groupEnds: input(bool, 'the next group is the first one'),
    filter: output(uintBelow(p.filters)),
    slice: output(uint(3)),
  }),
  build(m, p, io) {
    const { filter, slice } = m.regs({
      filter: uintBelow(p.filters, { reset: 0 }),
      slice: uint(3, { reset: 0 }),
    });
    const next = positionOn(m, 'next', { filter, slice }, p.adcs, io.slices);
    m.when(io.convert, () => {
      m.when(io.groupEnds, () => {
        filter.next(0);
        slice.next(0);
      }).otherwise(() => {
        filter.next(next.filter);
        slice.next(next.slice);
      });
    });
    io.filter.drive(filter);
    io.slice.drive(slice);
  },
});
