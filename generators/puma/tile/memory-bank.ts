import { z } from 'zod';
import {
  bits,
  bool,
  concat,
  input,
  memory,
  module,
  mux,
  output,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';

/** One of the banks of the data memory, with the attributes of its words.
 *
 *  A row is looked up in one cycle; its word is there in the next, in which it may be replaced. A row that is looked up
 *  in the cycle of its replacement gives the new word, so that nobody ever sees an attribute that has passed. */
export const MemoryBank = module({
  name: (p) => `${p.unit}_memory_bank`,
  comment: 'A bank of the data memory: words, valid bits and counts.',
  params: z.object({
    unit: z.string(),
    rows: z.int().min(2),
    countBits: z.int().min(1),
  }),
  ports: (p) => ({
    look: input(bool, 'looks a row up for the next cycle'),
    row: input(uintBelow(p.rows)),
    value: output(uint(16), 'of the row looked up last'),
    valid: output(bool),
    count: output(uint(p.countBits)),
    consume: input(bool, 'takes one off the count of the row looked up last'),
    replace: input(bool, 'writes that row'),
    newValue: input(uint(16)),
    newValid: input(bool),
    newCount: input(uint(p.countBits)),
    validAfter: output(bool, 'after this cycle, where it consumes or replaces'),
    countAfter: output(uint(p.countBits)),
  }),
  build(m, { rows, countBits }, io) {
    const { values, attributes } = m.memories({
      values: memory(uint(16), rows, { read: 'sync', readUnderWrite: 'new' }),
      attributes: memory(bits(1 + countBits), rows, {
        read: 'sync',
        readUnderWrite: 'new',
        comment: 'valid, count',
      }),
    });
    const { row } = m.regs({ row: uintBelow(rows, { comment: 'looked up last' }) });
    m.when(io.look, () => row.next(io.row));
    const value = values.read(io.row, { enable: io.look });
    const attribute = attributes.read(io.row, { enable: io.look });
    const { valid, count } = m.wires({
      valid: attribute.bit(countBits),
      count: attribute.slice(0, countBits).asUInt(),
    });
    io.value.drive(value);
    io.valid.drive(valid);
    io.count.drive(count);

    // A count of 0 is that of a constant: the word stays.
    const { consumedCount } = m.wires({ consumedCount: mux(count.eq(0), count, count.subWrap(1)) });
    const { validAfter, countAfter } = m.wires({
      validAfter: mux(io.replace, io.newValid, valid.and(count.ne(1))),
      countAfter: mux(io.replace, io.newCount, consumedCount),
    });
    m.when(io.replace, () => values.write(row, io.newValue));
    m.when(io.replace.or(io.consume), () => attributes.write(row, concat(validAfter, countAfter)));
    io.validAfter.drive(validAfter);
    io.countAfter.drive(countAfter);

    m.assert(
      'OneChange',
      io.replace.and(io.consume).not(),
      'a word is consumed or replaced, not both in one cycle',
    );
    m.assert('CountOnlyFalls', io.consume.and(countAfter.gt(count)).not(), 'no count passes below 0');
    m.assert('OnlyValidIsConsumed', io.consume.and(valid.not()).not(), 'no consumer takes an invalid word');
  },
});
