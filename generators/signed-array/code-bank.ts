import { z } from 'zod';
import { bool, input, memory, module, output, sint, uintBelow } from '../../hdl-dsl/index.js';

/** Holds the codes of every column that one ADC converts. */
export const CodeBank = module({
  name: (p) => `${p.unit}_code_bank`,
  comment: 'Holds the codes of every column of one ADC.',
  params: z.object({ unit: z.string(), groups: z.int().min(1), adcBits: z.int().min(1) }),
  ports: (p) => ({
    store: input(bool, 'the code of store_group has arrived'),
    storeGroup: input(uintBelow(p.groups)),
    code: input(sint(p.adcBits)),
    readGroup: input(uintBelow(p.groups)),
    data: output(sint(p.adcBits), 'code of read_group'),
  }),
  build(m, p, io) {
    const { codes } = m.memories({ codes: memory(sint(p.adcBits), p.groups) });
    m.when(io.store, () => codes.write(io.storeGroup, io.code));
    io.data.drive(codes.read(io.readGroup));
  },
});
