import { z } from 'zod';
import { bool, clock, input, module, output } from '../index.js';
import { BitSynchroniser, stagesParam } from './synchroniser.js';

/** Carries pulses from one clock domain into another: each cycle with `pulse` becomes one cycle with `arrived`.
 *
 *  Clocks: `source`, `destination`. Ports: `pulse` (source); `arrived` (destination). Latency: 1 source cycle, then `stages`
 *  destination cycles, or one more. Throughput: pulses must be more than one destination cycle apart, or two become none. Both
 *  sides are reset together. */
export const PulseSynchroniser = module({
  name: (p) => `pulse_synchroniser_${p.stages}`,
  comment: 'Carries pulses from one clock domain into another.',
  params: z.object({ stages: stagesParam }),
  clocks: { source: clock(), destination: clock() },
  ports: () => ({
    pulse: input(bool, { clock: 'source', comment: 'one pulse in each cycle' }),
    arrived: output(bool, { clock: 'destination', comment: 'one cycle for each pulse' }),
  }),
  build(m, p, io) {
    const { level } = m.regs({ level: bool({ reset: false, comment: 'changes with each pulse' }) });
    m.when(io.pulse, () => level.next(level.not()));
    m.within(m.clocks.destination, () => {
      const settled = m.instance('level', BitSynchroniser, p);
      settled.raw.drive(level);
      const { before } = m.regs({ before: bool({ reset: false }) });
      before.next(settled.settled);
      io.arrived.drive(settled.settled.xor(before));
    });
  },
});
