import { z } from 'zod';
import { bool, input, memory, module, output, sint, struct, uintBelow } from '../../../hdl-dsl/index.js';

/** A filter's sum. */
export const psumType = (exactBits: number) => struct({ exact: sint(exactBits), overflow: bool });

/** The sums of every B-th filter. */
export const PsumBank = module({
  name: (p) => `${p.unit}_psum_bank`,
  comment: 'Exact running values of every B-th filter, and whether one left 16 bits.',
  params: z.object({ unit: z.string(), words: z.int().min(1), exactBits: z.int().min(16) }),
  ports: (p) => ({
    word: input(uintBelow(p.words)),
    write: input(bool),
    next: input(psumType(p.exactBits)),
    now: output(psumType(p.exactBits)),
  }),
  build(m, p, io) {
    const { psums } = m.memories({ psums: memory(psumType(p.exactBits), p.words) });
    m.when(io.write, () => psums.write(io.word, io.next));
    io.now.drive(psums.read(io.word));
  },
});
