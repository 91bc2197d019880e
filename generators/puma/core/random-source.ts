import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, module, output, type UInt, uint, uintUpTo } from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { machineParams } from './machine-params.js';

/** State of core 0 after reset; the others add their number. */
const seed = 0x2545f491;

/** The generator behind `rand`: a xorshift of 32 bits, a step for each element, as many in a cycle as there are lanes. */
export const RandomSource = module({
  name: (p) => `${p.name}_core_random_source`,
  comment: 'A 32-bit xorshift that makes a word for each lane in a cycle.',
  params: machineParams,
  ports: (p) => {
    const { lanes } = machineGeometry(p);
    return {
      number: input(uint(8), 'core number'),
      begin: input(bool, 'take the state after reset'),
      write: input(bool),
      writeState: input(uint(32)),
      take: input(bool, 'count words are used'),
      count: input(uintUpTo(lanes)),
      words: output(bits(16 * lanes)),
      state: output(uint(32)),
    };
  },
  build(m, p, io) {
    const { lanes } = machineGeometry(p);
    const { state } = m.regs({ state: uint(32, { reset: seed }) });
    const later: UInt[] = [];
    for (let i = 0; i < lanes; i++) {
      const { [`after_${i + 1}`]: after } = m.wires({ [`after_${i + 1}`]: stepped(later.at(-1) ?? state) });
      if (after !== undefined) later.push(after);
    }
    m.when(io.take, () =>
      m.switch(io.count, Object.fromEntries(later.map((s, i) => [i + 1, () => state.next(s)]))),
    );
    m.when(io.write, () => state.next(io.writeState));
    m.when(io.begin, () => state.next(io.number.extend(32).addWrap(seed)));
    io.words.drive(concatLow(later.map((s) => s.slice(16, 16))));
    io.state.drive(state);
  },
});

function stepped(state: UInt): UInt {
  const left = (value: UInt, by: number) => value.xor(value.shiftLeft(by).truncate(32));
  const a = left(state, 13);
  return left(a.xor(a.shiftRight(17)), 5);
}
