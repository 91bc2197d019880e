import { z } from 'zod';
import { bits, bool, input, module, output, uint, uintUpTo } from '../../../hdl-dsl/index.js';

/** Sees when the machine has stopped or is stuck, and counts the cycles until then. */
export const RunMonitor = module({
  name: (p) => `${p.unit}_run_monitor`,
  comment: 'Sees when the machine has stopped or is stuck, and counts the cycles until then.',
  params: z.object({
    unit: z.string(),
    units: z.int().min(1),
    /** Cycles without progress after which it is stuck. */
    watchdog: z.int().min(1),
  }),
  ports: (p) => ({
    run: input(bool, 'every unit starts in the next cycle'),
    running: input(bits(p.units)),
    ended: input(bits(p.units), 'halted by its program, or trapped'),
    progress: input(bool, 'anything moves'),
    stopped: output(bool, 'every unit has ended'),
    stuck: output(bool, 'units run, and nothing has moved for long'),
    cycles: output(uint(32), 'from the start until all stopped'),
  }),
  build(m, { watchdog }, io) {
    const { quiet, cycles } = m.regs({
      quiet: uintUpTo(watchdog, { reset: 0, comment: 'cycles without progress' }),
      cycles: uint(32, { reset: 0 }),
    });
    const { runs, patient } = m.wires({ runs: io.running.reduceOr(), patient: quiet.lt(watchdog) });
    m.when(runs.not().or(io.progress), () => quiet.next(0)).elseWhen(patient, () =>
      quiet.next(quiet.addWrap(1)),
    );
    m.when(runs, () => cycles.next(cycles.addWrap(1))).elseWhen(io.run, () => cycles.next(0));
    io.stopped.drive(io.ended.reduceAnd());
    io.stuck.drive(runs.and(patient.not()));
    io.cycles.drive(cycles);
    m.assert('EndedDoesNotRun', io.running.and(io.ended).eq(0), 'a unit that has ended does not run');
  },
});
