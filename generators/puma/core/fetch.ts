import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, memory, module, mux, output, uintBelow } from '../../../hdl-dsl/index.js';
import { instructionAddress } from './decoded.js';
import { machineParams } from './machine-params.js';

/** The first stage of the pipeline: the instruction memory, and the address of the next word. Its output register is the
 *  decode stage. While the core stands still the memory belongs to the configuration port. */
export const Fetch = module({
  name: (p) => `${p.name}_core_fetch`,
  comment: 'Instruction memory, and the address of the next word.',
  params: machineParams,
  ports: (p) => {
    const index = uintBelow(machineGeometry(p).instructions);
    return {
      running: input(bool),
      pc: input(instructionAddress(p), 'where a core that stands still will begin'),
      take: input(bool, 'execute takes the word in decode'),
      jump: input(bool, 'drop the words under way and go on at target'),
      target: input(instructionAddress(p)),
      valid: output(bool, 'a word is in decode'),
      word: output(bits(instructionBits), 'in decode; or the word read, in the cycle after'),
      past: output(bool, 'the address of the word in decode is past the memory'),
      write: input(bool),
      read: input(bool),
      address: input(index, 'of a word that is written or read'),
      data: input(bits(instructionBits)),
    };
  },
  build(m, p, io) {
    const { instructions } = machineGeometry(p);
    const { program } = m.memories({
      program: memory(bits(instructionBits), instructions, { read: 'sync' }),
    });
    const { fetchPc, valid, past } = m.regs({
      fetchPc: instructionAddress(p),
      valid: bool({ reset: false }),
      past: bool({ reset: false }),
    });
    const { fetches } = m.wires({ fetches: io.running.and(valid.not().or(io.take)) });
    const { isPast } = m.wires({ isPast: fetchPc.ge(instructions) });
    m.when(fetches, () => {
      valid.next(true);
      past.next(isPast);
      fetchPc.next(fetchPc.addWrap(1));
    });
    m.when(io.jump, () => {
      valid.next(false);
      fetchPc.next(io.target);
    });
    m.when(io.running.not(), () => {
      valid.next(false);
      fetchPc.next(io.pc);
    });
    const index = mux(io.running, fetchPc.wrap(io.address.width), io.address);
    io.word.drive(program.read(index, { enable: fetches.or(io.read) }));
    m.when(io.write, () => program.write(io.address, io.data));
    io.valid.drive(valid);
    io.past.drive(past);
  },
});
