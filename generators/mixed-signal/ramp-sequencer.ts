import { z } from 'zod';
import { bool, enumOf, input, module, mux, output, uint, uintBelow, uintUpTo } from '../../hdl-dsl/index.js';

const State = enumOf('ramp_sequencer_state', ['Idle', 'Load', 'Sample', 'Ramp', 'Drain']);

/** Walks a run over its input steps, column groups and the thresholds of each group's ramp.
 *
 *  The answer to a comparison comes in the cycle after it, and decides in that cycle what is compared next: the next
 *  threshold, or where no column reached this one, or it was the last, the first threshold of the next group. The
 *  next step is sampled in the cycle that ends the last ramp of a step, so a run takes ramps + steps + 6 cycles. */
export const RampSequencer = module({
  name: (p) => `${p.unit}_sequencer`,
  comment:
    'Walks a run over its input steps, column groups and the thresholds of each ramp, with early stop.',
  params: z.object({
    unit: z.string(),
    columns: z.int().min(1),
    /** Columns compared in one cycle. */
    adcs: z.int().min(1),
    steps: z.int().min(1),
    adcBits: z.int().min(1),
  }),
  ports: (p) => ({
    start: input(bool, 'begin a run, if not busy'),
    inFlight: input(bool, 'the pipeline holds codes that are not in its last stage'),
    reached: input(bool, 'a column of the group reached the threshold'),
    busy: output(bool),
    done: output(bool, 'a run has ended and no other has begun'),
    load: output(bool, 'load the drivers with the codes of load_step'),
    loadStep: output(uintBelow(p.steps)),
    rest: output(bool, 'drive all word lines with 0 from now on'),
    sample: output(bool, 'hold the column sums of the codes driven now'),
    sampleStep: output(uintBelow(p.steps), 'step of the codes driven now'),
    operation: output(uint(32), 'runs since reset, before this one'),
    compare: output(bool, 'compare columns column and up with threshold'),
    column: output(uintBelow(p.columns)),
    threshold: output(uint(p.adcBits)),
    compared: output(bool, 'the answer to compared_threshold is there'),
    comparedThreshold: output(uint(p.adcBits)),
    first: output(bool, 'it is the first of its ramp'),
    rampEnds: output(bool, 'and the last: with it the codes of the group are complete'),
    step: output(uintBelow(p.steps), 'of the group compared'),
    group: output(uintBelow(Math.ceil(p.columns / p.adcs)), 'the group compared'),
    ramps: output(uint(32), 'comparisons of the run'),
  }),
  build(m, p, io) {
    const groups = Math.ceil(p.columns / p.adcs);
    const lastStep = p.steps - 1;
    const lastThreshold = 2 ** p.adcBits - 1;
    const { state, done, operation, drivenStep, heldStep, group, threshold, compared, ramps } = m.regs({
      state: State({ reset: 'Idle' }),
      done: bool({ reset: false }),
      operation: uint(32, { reset: 0 }),
      drivenStep: uintBelow(p.steps, { reset: 0, comment: 'step in the word-line drivers' }),
      heldStep: uintBelow(p.steps, { reset: 0, comment: 'step whose column sums are held' }),
      group: uintBelow(groups, { reset: 0 }),
      threshold: uint(p.adcBits, { reset: 0, comment: 'compared last' }),
      compared: bool({ reset: false }),
      ramps: uintUpTo(p.steps * groups * lastThreshold, { reset: 0 }),
    });
    // With one column a group the group is the column, and one counter serves both.
    const column = p.adcs === 1 ? group : m.regs({ column: uintBelow(p.columns, { reset: 0 }) }).column;

    const { rises } = m.wires({ rises: io.reached.and(threshold.ne(lastThreshold)) });
    const { rampEnds } = m.wires({ rampEnds: compared.and(rises.not()) });
    const { stepEnds } = m.wires({ stepEnds: rampEnds.and(group.eq(groups - 1)) });
    const { compare } = m.wires({ compare: state.eq('Ramp').and(stepEnds.not()) });
    const nextGroup = (value: typeof group, stride: number) =>
      groups === 1 ? value : mux(rampEnds, value.addWrap(stride), value);
    const { comparedNow, groupNow, columnNow } = m.wires({
      comparedNow: mux(compared.and(rises), threshold.addWrap(1), 1),
      groupNow: nextGroup(group, 1),
      columnNow: nextGroup(column, p.adcs),
    });
    const { sample } = m.wires({
      sample: state.eq('Sample').or(stepEnds.and(heldStep.ne(lastStep))),
    });
    const { load, loadStep, rest } = m.wires({
      load: state.eq('Load').or(sample.and(drivenStep.ne(lastStep))),
      loadStep: mux(state.eq('Load'), 0, drivenStep.addWrap(p.steps > 1 ? 1 : 0)),
      rest: sample.and(drivenStep.eq(lastStep)),
    });

    m.switch(state, {
      Idle: () =>
        m.when(io.start, () => {
          state.next('Load');
          done.next(false);
          ramps.next(0);
        }),
      Load: () => state.next('Sample'),
      Sample: () => state.next('Ramp'),
      Ramp: () => m.when(stepEnds.and(heldStep.eq(lastStep)), () => state.next('Drain')),
      Drain: () =>
        m.when(io.inFlight.not(), () => {
          state.next('Idle');
          done.next(true);
          operation.next(operation.addWrap(1));
        }),
    });
    m.when(load, () => drivenStep.next(loadStep));
    m.when(sample, () => heldStep.next(drivenStep));
    compared.next(compare);
    m.when(compare, () => {
      threshold.next(comparedNow);
      group.next(groupNow);
      if (p.adcs > 1) column.next(columnNow);
      ramps.next(ramps.addWrap(1));
    }).elseWhen(stepEnds, () => {
      group.next(0);
      if (p.adcs > 1) column.next(0);
    });

    io.busy.drive(state.ne('Idle'));
    io.done.drive(done);
    io.load.drive(load);
    io.loadStep.drive(loadStep);
    io.rest.drive(rest);
    io.sample.drive(sample);
    io.sampleStep.drive(drivenStep);
    io.operation.drive(operation);
    io.compare.drive(compare);
    io.column.drive(columnNow);
    io.threshold.drive(comparedNow);
    io.compared.drive(compared);
    io.comparedThreshold.drive(threshold);
    io.first.drive(threshold.eq(1));
    io.rampEnds.drive(rampEnds);
    io.step.drive(heldStep);
    io.group.drive(group);
    io.ramps.drive(ramps.extend(32));

    m.assert('DoneOnlyWhenIdle', done.not().or(state.eq('Idle')), 'done_o and busy_o are never 1 together');
    m.assert(
      'RampsBelongToRuns',
      compared.not().or(state.eq('Ramp')),
      'answers are awaited while a ramp runs only',
    );
    m.assert(
      'GroupsBeginAtTheFirst',
      state.eq('Ramp').or(group.eq(0)),
      'the group counter stands at the first group when no ramp runs',
    );
  },
});
