import { type CoreCounter, coreCounters } from '../../../config/puma/encoding.js';
import { type Bool, bool, input, module, output, type UInt, uint, uintUpTo } from '../../../hdl-dsl/index.js';
import { machineParams } from './machine-params.js';
import type { MemberOf } from './member-of.js';
import { InstructionClass } from './operations.js';

/** Performance counters of a core. */
export const Counters = module({
  name: (p) => `${p.name}_core_counters`,
  comment: 'Performance counters: cycles, instructions by class, stalls by cause, MVMUs started.',
  params: machineParams,
  ports: (p) => ({
    running: input(bool),
    retires: input(bool),
    class: input(InstructionClass, 'of the instruction that retires'),
    stallFetch: input(bool),
    stallMvmu: input(bool),
    stallMemory: input(bool),
    mvms: input(uintUpTo(p.mvmus), 'MVMUs that start'),
    index: input(uint(4), 'counter to read, in the order of the debug port'),
    value: output(uint(32)),
  }),
  build(m, _, io) {
    const retires = (of: MemberOf<typeof InstructionClass>): Bool => io.retires.and(io.class.eq(of));
    const events: Readonly<Record<CoreCounter, Bool | UInt>> = {
      cycles: io.running,
      mvm: retires('Mvm'),
      vector: retires('Vector'),
      lookup: retires('Lookup'),
      scalar: retires('Scalar'),
      move: retires('Move'),
      load: retires('Load'),
      store: retires('Store'),
      control: retires('Control'),
      stallFetch: io.stallFetch,
      stallMvmu: io.stallMvmu,
      stallMemory: io.stallMemory,
      mvms: io.mvms,
    };
    const counters = coreCounters.map((name) => {
      const { [name]: counter } = m.regs({ [name]: uint(32, { reset: 0 }) });
      if (counter === undefined) throw new Error('a register has its key');
      counter.next(counter.addWrap(events[name].asUInt()));
      return counter;
    });
    m.switch(
      io.index,
      Object.fromEntries(counters.map((counter, k) => [k, () => io.value.drive(counter)])),
      () => io.value.drive(0),
    );
  },
});
