import { z } from 'zod';
import { bits, bool, input, module, output, uint } from '../../../hdl-dsl/index.js';

const wordBits = 32;

/** The cells of a word line, written by words before they go to a crossbar. */
export const RowBuffer = module({
  name: (p) => `${p.unit}_row_buffer`,
  comment: 'The cells of a word line, written by words of 32 bits.',
  params: z.object({ unit: z.string(), rowBits: z.int().min(1) }),
  ports: (p) => ({
    write: input(bool),
    index: input(uint(20), 'of the word'),
    data: input(bits(wordBits)),
    row: output(bits(p.rowBits)),
  }),
  build(m, { rowBits }, io) {
    const { row } = m.regs({ row: bits(rowBits) });
    const words = Array.from({ length: Math.ceil(rowBits / wordBits) }, (_, k) => k);
    m.when(io.write, () =>
      m.switch(
        io.index,
        Object.fromEntries(
          words.map((k) => {
            const width = Math.min(wordBits, rowBits - k * wordBits);
            return [k, () => row.slice(k * wordBits, width).next(io.data.truncate(width))];
          }),
        ),
      ),
    );
    io.row.drive(row);
  },
});
