import { z } from 'zod';
import {
  all,
  bits,
  bool,
  concat,
  input,
  literal,
  module,
  mux,
  output,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { blockBits, blockWords } from '../core-ports.js';
import { MemoryBank } from './memory-bank.js';
import { rotateElementsDown, rotateElementsUp } from './rotate-elements.js';

/** Data memory: word a in row floor(a / 16) of bank a mod 16, so that a block of up to 16 words at any address finds each
 *  bank free, and is checked and updated as one.
 *
 *  A block is looked up in one cycle. In the next one it is checked and changed, if it may be: to be consumed all its
 *  words must be valid, to be written all must be invalid, unless `force` says that it does not matter. */
export const DataMemory = module({
  name: (p) => `${p.unit}_data_memory`,
  comment: (p) => `Data memory of ${p.words} words with valid bits and counts, in ${blockWords} banks.`,
  params: z.object({
    unit: z.string(),
    /** A multiple of 16, at most 65536. */
    words: z.int().min(32).max(65536).multipleOf(blockWords),
    countBits: z.int().min(1).max(16),
  }),
  ports: (p) => ({
    look: input(bool, 'looks a block up for the next cycle'),
    address: input(uint(16), 'of its first word'),
    width: input(uint(4), 'its words less one'),
    check: input(bool, 'checks the block looked up last, and changes it'),
    write: input(bool, 'replaces its words; else consumes them'),
    force: input(bool, 'replaces valid words too'),
    data: input(bits(blockBits), 'new words, the first in the low bits'),
    newValid: input(bool),
    newCount: input(uint(p.countBits)),
    done: output(bool, 'the block is changed in this cycle'),
    checkedAddress: output(uint(16), 'of the block looked up last'),
    checkedWidth: output(uint(4)),
    words: output(
      bits(blockWords * (17 + p.countBits), { default: 0 }),
      'where done: count and valid after it, value, for each word; 0 past the last',
    ),
    firstWord: output(bits(17 + p.countBits), 'count, valid, value before it'),
  }),
  build(m, p, io) {
    const rows = p.words / blockWords;
    const rowType = uintBelow(rows);
    const { address, width } = m.regs({ address: uint(16, { reset: 0 }), width: uint(4, { reset: 0 }) });
    m.when(io.look, () => {
      address.next(io.address);
      width.next(io.width);
    });
    io.checkedAddress.drive(address);
    io.checkedWidth.drive(width);

    // Banks below the offset hold words of the next row.
    const { row, rowAfter, behind } = m.wires({
      row: io.address.slice(4, rowType.width).asUInt(),
      rowAfter: io.address.slice(4, rowType.width).asUInt().addWrap(1),
      behind: literal(uint(16), 1)
        .shiftLeft(io.address.slice(0, 4).asUInt(), { growth: 0 })
        .subWrap(1)
        .asBits(),
    });
    const { offset } = m.wires({ offset: address.truncate(4) });
    const { taken } = m.wires({
      taken: literal(uint(17), 2)
        .shiftLeft(width, { growth: 0 })
        .subWrap(1)
        .truncate(16)
        .asBits()
        .rotateLeft(offset),
    });
    const { data } = m.wires({ data: bits(blockBits) });
    m.when(io.check.and(io.write), () => data.drive(rotateElementsUp(io.data, offset))).otherwise(() =>
      data.drive(0),
    );

    const banks = m.instances('bank', blockWords, MemoryBank, () => ({
      unit: p.unit,
      rows,
      countBits: p.countBits,
    }));
    const valid = concatLow(banks.map((bank) => bank.valid.asBits()));
    const { mayConsume, mayWrite, done } = m.wires({
      mayConsume: taken.and(valid.not()).eq(0),
      mayWrite: taken.and(valid).eq(0).or(io.force),
      done: bool,
    });
    done.drive(io.check.and(mux(io.write, mayWrite, mayConsume)));
    io.done.drive(done);
    for (const [b, bank] of banks.entries()) {
      bank.look.drive(io.look);
      bank.row.drive(mux(behind.bit(b), rowAfter, row));
      bank.consume.drive(all(done, io.write.not(), taken.bit(b)));
      bank.replace.drive(all(done, io.write, taken.bit(b)));
      bank.newValue.drive(data.slice(16 * b, 16).asUInt());
      bank.newValid.drive(io.newValid);
      bank.newCount.drive(io.newCount);
    }

    const after = banks.map((bank, b) => {
      const value = mux(io.write, data.slice(16 * b, 16), bank.value.asBits());
      const word = concat(bank.countAfter, bank.validAfter, value);
      return mux(taken.bit(b), word, literal(bits(word.width), 0));
    });
    m.when(done, () => io.words.drive(rotateElementsDown(concatLow(after), offset)));
    const before = banks.map((bank) => concat(bank.count, bank.valid, bank.value));
    const first = concatLow(before).part(offset, 17 + p.countBits);
    io.firstWord.drive(first);

    m.assert(
      'BlockInMemory',
      io.look.not().or(io.address.add(io.width).lt(p.words)),
      'no block leaves the memory: who asks has tested it',
    );
  },
});
