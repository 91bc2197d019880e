import { z } from 'zod';
import { bits, bool, input, memory, module, output, uintBelow } from '../../../hdl-dsl/index.js';

/** Keeps which columns of which slices hold complements, and gives the flags of a column group with its codes. */
export const FlipFlags = module({
  name: (p) => `${p.unit}_flip_flags`,
  comment: 'A flag for each column of each slice: the column holds complements.',
  params: z.object({
    unit: z.string(),
    slices: z.int().min(1),
    columns: z.int().min(1),
    adcs: z.int().min(1),
  }),
  ports: (p) => ({
    write: input(bool, 'write the flags of a slice'),
    slice: input(uintBelow(p.slices)),
    flags: input(bits(p.columns), 'bit j: column j'),
    convert: input(bool),
    group: input(uintBelow(Math.ceil(p.columns / p.adcs))),
    codeFlips: output(
      bits(p.slices * p.adcs),
      'with the codes of the group: ADC a of slice s at [s*adcs + a]',
    ),
  }),
  build(m, p, io) {
    // Whole groups, so that the last one too can be selected.
    const width = Math.ceil(p.columns / p.adcs) * p.adcs;
    const { flags } = m.memories({ flags: memory(bits(width), p.slices) });
    const { codeFlips } = m.regs({ codeFlips: bits(p.slices * p.adcs) });
    m.when(io.write, () => flags.write(io.slice, io.flags.extend(width)));
    m.when(io.convert, () => {
      for (let s = 0; s < p.slices; s++)
        codeFlips.slice(s * p.adcs, p.adcs).next(flags.read(s).part(io.group, p.adcs));
    });
    io.codeFlips.drive(codeFlips);
  },
});
