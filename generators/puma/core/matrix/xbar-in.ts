import { z } from 'zod';
import { bits, bool, input, memory, module, output, uintBelow, vec } from '../../../../hdl-dsl/index.js';
import { concatLow } from '../../../common/concat-low.js';

/** XbarIn of one unit: a memory of words for each bank, with one write and one read port. Register i is word
 *  floor(i / lanes) of bank i mod lanes, so any `lanes` neighbours are in different banks. */
export const XbarIn = module({
  name: (p) => `${p.unit}_xbar_in`,
  comment: 'XbarIn of one unit, in banks: registers that are neighbours can be reached together.',
  params: z.object({ unit: z.string(), rows: z.int().min(1), lanes: z.int().min(1) }),
  ports: (p) => {
    const rows = vec(uintBelow(p.rows), p.lanes);
    return {
      write: input(bool),
      writeBanks: input(bits(p.lanes), 'banks that are written'),
      writeRows: input(rows, 'bank by bank'),
      writeData: input(bits(16 * p.lanes), 'bank b at [b*16 +: 16]'),
      readRows: input(rows, 'bank by bank'),
      readData: output(bits(16 * p.lanes), 'in the same cycle, bank b at [b*16 +: 16]'),
    };
  },
  build(m, p, io) {
    const words = Array.from({ length: p.lanes }, (_, b) => {
      const { [`bank${b}`]: bank } = m.memories({ [`bank${b}`]: memory(bits(16), p.rows) });
      if (bank === undefined) throw new Error('the memory just declared');
      m.when(io.write.and(io.writeBanks.bit(b)), () =>
        bank.write(io.writeRows.at(b), io.writeData.slice(16 * b, 16)),
      );
      return bank.read(io.readRows.at(b));
    });
    io.readData.drive(concatLow(words));
  },
});
