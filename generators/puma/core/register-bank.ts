import { z } from 'zod';
import { lookupTables } from '../../../config/puma/lookup-tables.js';
import { bits, bool, input, memory, module, output, uintBelow } from '../../../hdl-dsl/index.js';

/** Words of all look-up tables, in the order of their ROM rows. */
export const romWords: readonly number[] = Object.values(lookupTables).flatMap(({ entries }) => entries);

/** One bank of the register file: rows of RAM cells with ROM cells in them. Two rows can be read and one written in a
 *  cycle. Writing zeros with the word line of the ROM cells off leaves a one where the ROM has one. */
export const RegisterBank = module({
  name: (p) => `${p.unit}_core_register_bank_${p.bank}`,
  comment: (p) => `Bank ${p.bank} of the register file: RAM cells with the look-up tables in ROM cells.`,
  params: z.object({
    unit: z.string(),
    bank: z.int().min(0),
    banks: z.int().min(1),
    rows: z.int().min(1),
  }),
  ports: (p) => {
    const row = uintBelow(p.rows);
    return {
      rowA: input(row),
      dataA: output(bits(16)),
      rowB: input(row),
      dataB: output(bits(16)),
      write: input(bool),
      writeRow: input(row),
      writeData: input(bits(16)),
      writeZeros: input(bool, 'write zeros into row A, with one of its word lines off'),
    };
  },
  build(m, p, io) {
    const { cells, rom } = m.memories({
      cells: memory(bits(16), p.rows),
      rom: memory(bits(16), Math.ceil(romWords.length / p.banks), {
        initial: romWords.filter((_, e) => e % p.banks === p.bank),
      }),
    });
    const { word } = m.wires({ word: cells.read(io.rowA) });
    const romRow = io.rowA.wrap(uintBelow(rom.depth).width);
    const kept = word.and(rom.read(romRow));
    m.when(io.writeZeros, () => cells.write(io.rowA, kept)).elseWhen(io.write, () =>
      cells.write(io.writeRow, io.writeData),
    );
    io.dataA.drive(word);
    io.dataB.drive(cells.read(io.rowB));
    m.assert('OneWriteACycle', io.writeZeros.and(io.write).not(), 'a bank has one write port');
  },
});
