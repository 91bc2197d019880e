import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, module, output, uint } from '../../../hdl-dsl/index.js';
import { causeNumber, trapCause } from '../trap-cause.js';
import { beatStep, divisionCycles, lookupCycles } from './beat-cycles.js';
import { decodedInstruction, wordsLast } from './decoded.js';
import { machineParams } from './machine-params.js';

/** The third stage of the pipeline: it holds an instruction for its whole duration, lets it wait for matrix units, tests
 *  what registers tell, and says what happens in each cycle. */
export const Execute = module({
  name: (p) => `${p.name}_core_execute`,
  comment: 'Execute stage: holds an instruction, lets it wait, tests its operands and says when it ends.',
  params: machineParams,
  ports: (p) => {
    const { mvmus } = machineGeometry(p);
    return {
      running: input(bool),
      leave: input(bool, 'the core stands still from the next cycle on'),
      nextValid: input(bool, 'a word is in decode'),
      next: input(decodedInstruction(p)),
      nextLast: input(wordsLast(p), 'its words less one'),
      nextCause: input(trapCause),
      nextNeeds: input(bits(mvmus)),
      take: output(bool, 'the word in decode enters execute with the next clock edge'),
      instruction: output(decodedInstruction(p)),
      a: input(uint(16), 'first word of source A, in the first cycle'),
      b: input(uint(16), 'first word of source B, in the first cycle'),
      matrixRunning: input(bits(mvmus)),
      transferLast: input(bool),
      lastBeat: input(bool, 'the beat under way is the last'),
      memoryDone: input(bool),
      holds: input(bool, 'the comparison of a branch holds'),
      valid: output(bool, 'an instruction is in execute'),
      waits: output(bool, 'it waits for matrix units'),
      works: output(bool, 'its word is no trap, and it does not wait'),
      begins: output(bool, 'it has its first cycle, and does not trap'),
      step: output(beatStep(p), 'cycle of a beat'),
      beatEnds: output(bool, 'a beat of the vector unit ends'),
      done: output(bool, 'the last cycle'),
      cause: output(trapCause, 'it traps'),
      jump: output(bool, 'a branch is taken'),
    };
  },
  build(m, p, io) {
    const { dimension, memoryWords, fraction } = machineGeometry(p);
    const { valid, started, instruction, last, cause, needs, step } = m.regs({
      valid: bool({ reset: false }),
      started: bool({ reset: false, comment: 'the first cycle is over' }),
      instruction: decodedInstruction(p),
      last: wordsLast(p),
      cause: trapCause,
      needs: bits(machineGeometry(p).mvmus, { reset: 0, comment: 'MVMUs that must not run' }),
      step: beatStep(p),
    });
    const { unit } = instruction;

    const { early } = m.wires({ early: cause.ne(causeNumber('none')) });
    const { waits } = m.wires({
      waits: valid.and(early.not()).and(needs.and(io.matrixRunning).reduceOr()),
    });
    const { active } = m.wires({ active: valid.and(waits.not()) });
    const { first } = m.wires({ first: active.and(started.not()) });

    const { isMemory, isVector } = m.wires({
      isMemory: unit.eq('Load').or(unit.eq('Store')),
      isVector: unit.eq('Vector').or(unit.eq('Divide')).or(unit.eq('Lookup')).or(unit.eq('Random')),
    });
    const { badFilter, badMemory } = m.wires({
      badFilter: io.a.gt(dimension).or(io.a.ne(0).and(io.b.ge(io.a))),
      badMemory: io.a.add(last).ge(memoryWords),
    });
    m.when(first.not(), () => io.cause.drive(causeNumber('none')))
      .elseWhen(early, () => io.cause.drive(cause))
      .elseWhen(unit.eq('Matrix').and(badFilter), () => io.cause.drive(causeNumber('operand')))
      .elseWhen(isMemory.and(badMemory), () => io.cause.drive(causeNumber('memory-address')))
      .otherwise(() => io.cause.drive(causeNumber('none')));
    const { traps } = m.wires({ traps: io.cause.ne(causeNumber('none')) });

    const { works } = m.wires({ works: active.and(early.not()) });
    const { lastStep } = m.wires({ lastStep: bool });
    m.switch(
      unit,
      {
        Divide: () => lastStep.drive(step.eq(divisionCycles(fraction) - 1)),
        Lookup: () => lastStep.drive(step.eq(lookupCycles - 1)),
      },
      () => lastStep.drive(true),
    );
    const { beatEnds } = m.wires({ beatEnds: works.and(isVector).and(lastStep) });
    m.when(beatEnds, () => step.next(0)).elseWhen(works.and(isVector), () => step.next(step.addWrap(1)));

    const { ends } = m.wires({ ends: bool });
    m.switch(
      unit,
      {
        Matrix: () => ends.drive(started.and(io.transferLast)),
        Load: () => ends.drive(io.memoryDone),
        Store: () => ends.drive(io.memoryDone),
        Scalar: () => ends.drive(true),
        Branch: () => ends.drive(true),
        Halt: () => ends.drive(true),
      },
      () => ends.drive(beatEnds.and(io.lastBeat)),
    );
    const { done } = m.wires({ done: active.and(traps.or(ends)) });
    const { jump } = m.wires({ jump: done.and(traps.not()).and(unit.eq('Branch')).and(io.holds) });
    m.when(active, () => started.next(done.not()));

    const { free } = m.wires({ free: io.running.and(valid.not().or(done)) });
    const { take } = m.wires({ take: free.and(io.nextValid).and(jump.not()) });
    m.when(take, () => {
      instruction.next(io.next);
      last.next(io.nextLast);
      cause.next(io.nextCause);
      needs.next(io.nextNeeds);
    });
    m.when(free, () => valid.next(take));
    m.when(io.leave, () => valid.next(false));

    io.take.drive(take);
    io.instruction.drive(instruction);
    io.valid.drive(valid);
    io.waits.drive(waits);
    io.works.drive(works);
    io.begins.drive(first.and(traps.not()));
    io.step.drive(step);
    io.beatEnds.drive(beatEnds);
    io.done.drive(done);
    io.jump.drive(jump);
  },
});
