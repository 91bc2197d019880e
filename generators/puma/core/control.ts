import { bool, input, module, mux, output } from '../../../hdl-dsl/index.js';
import { causeNumber, trapCause } from '../trap-cause.js';
import { instructionAddress } from './decoded.js';
import { machineParams } from './machine-params.js';

/** Whether the core runs, why it stopped, and the address of the instruction in execute or, between two instructions, of
 *  the next. */
export const Control = module({
  name: (p) => `${p.name}_core_control`,
  comment: 'Runs, halts and steps the core, and keeps its instruction address.',
  params: machineParams,
  ports: (p) => ({
    run: input(bool),
    halt: input(bool, 'after the instruction under way'),
    step: input(bool, 'run one instruction'),
    writePc: input(bool, 'while it stands still'),
    newPc: input(instructionAddress(p)),
    executes: input(bool, 'an instruction is in execute'),
    done: input(bool, 'it ends'),
    stops: input(bool, 'it is hlt'),
    cause: input(trapCause, 'it traps'),
    jump: input(bool, 'it goes on at target'),
    target: input(instructionAddress(p)),
    running: output(bool),
    leave: output(bool, 'the core stands still from the next cycle on'),
    halted: output(bool, 'by hlt'),
    trapped: output(bool),
    trapCause: output(trapCause),
    pc: output(instructionAddress(p)),
  }),
  build(m, p, io) {
    const { running, halted, halting, stepping, cause, pc } = m.regs({
      running: bool({ reset: false }),
      halted: bool({ reset: false, comment: 'by hlt' }),
      halting: bool({ reset: false, comment: 'stands still after the instruction under way' }),
      stepping: bool({ reset: false, comment: 'stands still after the next instruction' }),
      cause: trapCause,
      pc: instructionAddress(p),
    });
    const none = causeNumber('none');
    const { traps } = m.wires({ traps: io.cause.ne(none) });
    const { leave } = m.wires({ leave: bool({ default: false }) });
    const { stopping } = m.wires({ stopping: halting.or(io.halt) });
    m.when(running, () => {
      halting.next(stopping);
      m.when(io.done, () => leave.drive(stopping.or(stepping).or(io.stops).or(traps))).elseWhen(
        io.executes.not(),
        () => leave.drive(stopping),
      );
      m.when(io.done.and(traps), () => cause.next(io.cause))
        .elseWhen(io.done.and(io.stops), () => halted.next(true))
        .elseWhen(io.done, () => pc.next(mux(io.jump, io.target, pc.addWrap(1))));
      m.when(leave, () => {
        running.next(false);
        halting.next(false);
        stepping.next(false);
      });
    }).otherwise(() => {
      m.when(io.writePc, () => pc.next(io.newPc));
      m.when(io.run.or(io.step), () => {
        running.next(true);
        stepping.next(io.step);
        halted.next(false);
        cause.next(none);
      });
    });
    m.assert(
      'NothingExecutesWhileStill',
      running.or(io.executes.not()),
      'a core that stands still has no instruction in execute',
    );
    io.running.drive(running);
    io.leave.drive(leave);
    io.halted.drive(halted);
    io.trapped.drive(cause.ne(none));
    io.trapCause.drive(cause);
    io.pc.drive(pc);
  },
});
