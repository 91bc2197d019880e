import { z } from 'zod';
import {
  all,
  bits,
  bool,
  input,
  literal,
  module,
  mux,
  output,
  struct,
  uint,
  uintBelow,
} from '../../../../hdl-dsl/index.js';
import { concatLow } from '../../../common/concat-low.js';

const chunkBits = 64;

/** Gathers the chunks of a row of cells, or of the flip flags of a slice, and writes the whole row in the cycle after
 *  its last chunk came. Chunks of a unit, slice, row or number that is not there are dropped. */
export const CellChunks = module({
  name: (p) => `${p.unit}_cell_chunks`,
  comment: 'Gathers the 64-bit chunks of a row of cells or flip flags, and writes the row.',
  params: z.object({
    unit: z.string(),
    units: z.int().min(1),
    slices: z.int().min(1),
    rows: z.int().min(1),
    columns: z.int().min(1),
    /** Bits of a cell. */
    cellWidth: z.int().min(1),
  }),
  ports: (p) => ({
    valid: input(bool),
    flags: input(bool, 'flip flags, else cells'),
    mvmu: input(uint(4)),
    slice: input(uint(4)),
    row: input(uint(10)),
    chunk: input(uint(6)),
    data: input(bits(chunkBits)),
    units: output(bits(p.units), 'units that are written'),
    word: output(
      struct({
        slice: uintBelow(p.slices),
        row: uintBelow(p.rows),
        flags: bool,
        data: bits(p.columns * p.cellWidth),
      }),
    ),
  }),
  build(m, p, io) {
    const width = p.columns * p.cellWidth;
    const lastOf = (bitCount: number) => Math.ceil(bitCount / chunkBits) - 1;
    const { write, flags, mvmu, slice, row, data } = m.regs({
      write: bool({ reset: false }),
      flags: bool,
      mvmu: uintBelow(p.units),
      slice: uintBelow(p.slices),
      row: uintBelow(p.rows),
      data: bits(width),
    });
    m.ignore(mvmu, 'read with write, so after it was written');

    const { isThere, isLast } = m.wires({
      isThere: all(
        io.valid,
        io.mvmu.lt(p.units),
        p.slices < 16 ? io.slice.lt(p.slices) : literal(bool, true),
        io.row.lt(p.rows),
      ),
      isLast: mux(io.flags, io.chunk.eq(lastOf(p.columns)), io.chunk.eq(lastOf(width))),
    });
    m.when(isThere, () => {
      for (let c = 0; c <= lastOf(width); c++) {
        const lsb = c * chunkBits;
        const count = Math.min(chunkBits, width - lsb);
        m.when(io.chunk.eq(c), () => data.slice(lsb, count).next(io.data.truncate(count)));
      }
      flags.next(io.flags);
      mvmu.next(io.mvmu.wrap(mvmu.width));
      slice.next(io.slice.wrap(slice.width));
      row.next(io.row.wrap(row.width));
    });
    write.next(isThere.and(isLast));

    const one = Array.from({ length: p.units }, (_, k) => write.and(mvmu.eq(k)).asBits());
    io.units.drive(concatLow(one));
    io.word.slice.drive(slice);
    io.word.row.drive(row);
    io.word.flags.drive(flags);
    io.word.data.drive(data);
  },
});
