import { bool, build, input, type Module, memory, module, output, uint } from '../../hdl-dsl/index.js';

/** 64 words of 32 bits, written at the clock edge, two of them read in the same cycle. */
export const RegisterFile = module({
  name: 'register_file',
  comment: 'two words are read while one is written.',
  ports: () => ({
    write: input(bool),
    target: input(uint(6)),
    data: input(uint(32)),
    first: input(uint(6)),
    second: input(uint(6)),
    left: output(uint(32)),
    right: output(uint(32)),
  }),
  build(m, _, io) {
    const { words } = m.memories({ words: memory(uint(32), 64) });
    m.when(io.write, () => words.write(io.target, io.data));
    io.left.drive(words.read(io.first));
    io.right.drive(words.read(io.second));
  },
});

export const registerFile = (): Module => build(RegisterFile, {});
