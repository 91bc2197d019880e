import { z } from 'zod';
import {
  bits,
  bool,
  input,
  memory,
  module,
  output,
  sint,
  uint,
  uintBelow,
  uintUpTo,
} from '../../../hdl-dsl/index.js';

/** Most weight slices of a layer. */
const mostSlices = 8;

/** Index of a layer word: a slice or a filter. */
export const layerIndex = (filters: number) => uintBelow(Math.max(mostSlices, filters));

/** What a layer is loaded with: its settings, the shift pattern of its slices, and the centres of its filters. */
export const LayerTable = module({
  name: (p) => `${p.unit}_layer_table`,
  comment: 'Settings of a layer, the low bit of each weight slice, and the centre of each filter.',
  params: z.object({
    unit: z.string(),
    columns: z.int().min(1),
    filters: z.int().min(1),
    /** Columns whose low bits are read at once. */
    lanes: z.int().min(1),
  }),
  ports: (p) => ({
    write: input(bool),
    kind: input(uint(2), '0 settings, 1 low bit of a slice, 2 centre of a filter'),
    index: input(layerIndex(p.filters)),
    data: input(bits(16)),
    usedColumns: output(uintUpTo(p.columns)),
    slices: output(uint(4)),
    speculate: output(bool),
    signedInputs: output(bool),
    slice: input(bits(3 * p.lanes), 'slice of lane a at [3*a +: 3]'),
    lowBits: output(bits(3 * p.lanes), 'its low bit, there'),
    filter: input(uintBelow(p.filters)),
    centre: output(sint(9), 'phi - zw of that filter'),
  }),
  build(m, p, io) {
    const { usedColumns, slices, speculate, signedInputs } = m.regs({
      usedColumns: uintUpTo(p.columns, { reset: 0 }),
      slices: uint(4, { reset: 0 }),
      speculate: bool({ reset: false }),
      signedInputs: bool({ reset: false }),
    });
    const { lowBits, centres } = m.memories({
      lowBits: memory(uint(3), mostSlices, { comment: 'shift pattern' }),
      centres: memory(sint(9), p.filters, { comment: 'phi - zw' }),
    });
    m.when(io.write, () =>
      m.switch(io.kind, {
        0: () => {
          usedColumns.next(io.data.slice(0, usedColumns.width).asUInt());
          slices.next(io.data.slice(10, 4).asUInt());
          speculate.next(io.data.bit(14));
          signedInputs.next(io.data.bit(15));
        },
        1: () => lowBits.write(io.index.truncate(3), io.data.slice(0, 3).asUInt()),
        2: () => centres.write(io.index.truncate(uintBelow(p.filters).width), io.data.slice(0, 9).asSInt()),
      }),
    );
    io.usedColumns.drive(usedColumns);
    io.slices.drive(slices);
    io.speculate.drive(speculate);
    io.signedInputs.drive(signedInputs);
    for (let a = 0; a < p.lanes; a++)
      io.lowBits.slice(3 * a, 3).drive(lowBits.read(io.slice.slice(3 * a, 3).asUInt()).asBits());
    io.centre.drive(centres.read(io.filter));
  },
});
