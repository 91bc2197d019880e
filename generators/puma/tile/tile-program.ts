import { z } from 'zod';
import { instructionBits } from '../../../config/puma/encoding.js';
import { bits, bool, input, memory, module, output, uintBelow, uintUpTo } from '../../../hdl-dsl/index.js';

/** Instruction memory of the tile control unit, cleared after reset so that words past a program are invalid. */
export const TileProgram = module({
  name: (p) => `${p.unit}_tile_program`,
  comment: (p) => `Instruction memory of the tile control unit: ${p.instructions} words.`,
  params: z.object({ unit: z.string(), instructions: z.int().min(2) }),
  ports: (p) => ({
    cleared: output(bool, 'the sweep after reset is over'),
    read: input(bool, 'reads the word at the address, for the next cycle and on'),
    write: input(bool),
    address: input(uintBelow(p.instructions)),
    data: input(bits(instructionBits)),
    word: output(bits(instructionBits), 'read last'),
  }),
  build(m, { instructions }, io) {
    const { program } = m.memories({
      program: memory(bits(instructionBits), instructions, { read: 'sync', ports: 1 }),
    });
    const { sweep } = m.regs({
      sweep: uintUpTo(instructions, { reset: 0, comment: 'the word that is cleared next' }),
    });
    const { cleared } = m.wires({ cleared: sweep.eq(instructions) });
    const addressBits = uintBelow(instructions).width;
    m.when(cleared.not(), () => {
      sweep.next(sweep.addWrap(1));
      program.write(sweep.wrap(addressBits), 0);
    }).elseWhen(io.write, () => program.write(io.address, io.data));
    io.word.drive(program.read(io.address, { enable: io.read }));
    io.cleared.drive(cleared);
    m.assert('OneAccess', io.read.and(io.write).not(), 'the memory has one port');
  },
});
