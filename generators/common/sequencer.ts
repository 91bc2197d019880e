import { z } from 'zod';
import { bool, enumOf, input, module, mux, output, uint, uintBelow } from '../../hdl-dsl/index.js';

const State = enumOf('sequencer_state', ['Idle', 'Load', 'Sample', 'Convert', 'Drain']);

/** Walks a run over its input steps and column groups.
 *
 *  A step is loaded into the word-line drivers, sampled, and converted group by group. The drivers load step k + 1 in
 *  the cycle that samples step k, and step k + 1 is sampled while the last group of step k is converted, so that the
 *  converters never wait: a run is start, load, sample, planes * groups conversions, and what the pipeline takes. */
export const Sequencer = module({
  name: (p) => `${p.unit}_sequencer`,
  comment:
    'Walks a run over its input steps and column groups. Step k + 1 settles while step k is converted.',
  params: z.object({
    unit: z.string(),
    columns: z.int().min(1),
    /** Columns converted in one cycle. */
    adcs: z.int().min(1),
    /** Input steps of all passes. */
    planes: z.int().min(1),
  }),
  ports: (p) => ({
    start: input(bool, 'begin a run, if not busy'),
    inFlight: input(bool, 'the pipeline holds conversions that are not in its last stage'),
    busy: output(bool),
    done: output(bool, 'a run has ended and no other has begun'),
    load: output(bool, 'load the drivers with the codes of load_step'),
    loadStep: output(uintBelow(p.planes)),
    rest: output(bool, 'drive all word lines with 0 from now on'),
    sample: output(bool, 'hold the column sums of the codes driven now'),
    sampleStep: output(uintBelow(p.planes), 'step of the codes driven now'),
    operation: output(uint(32), 'runs since reset, before this one'),
    convert: output(bool, 'convert columns column and up'),
    convertStep: output(uintBelow(p.planes), 'step of the held column sums'),
    column: output(uintBelow(p.columns)),
    group: output(uintBelow(Math.ceil(p.columns / p.adcs)), 'column / ADCs'),
  }),
  build(m, p, io) {
    const groups = Math.ceil(p.columns / p.adcs);
    const lastStep = p.planes - 1;
    const { state, done, operation, drivenStep, heldStep, group } = m.regs({
      state: State({ reset: 'Idle' }),
      done: bool({ reset: false }),
      operation: uint(32, { reset: 0 }),
      drivenStep: uintBelow(p.planes, { reset: 0, comment: 'step in the word-line drivers' }),
      heldStep: uintBelow(p.planes, { reset: 0, comment: 'step whose column sums are held' }),
      group: uintBelow(groups, { reset: 0 }),
    });
    // With one ADC a group is a column, and one counter serves both.
    const column = p.adcs === 1 ? group : m.regs({ column: uintBelow(p.columns, { reset: 0 }) }).column;

    const { convert, stepEnds } = m.wires({
      convert: state.eq('Convert'),
      stepEnds: group.eq(groups - 1),
    });
    const { sample } = m.wires({
      sample: state.eq('Sample').or(convert.and(stepEnds).and(heldStep.ne(lastStep))),
    });
    const { load, loadStep, rest } = m.wires({
      load: state.eq('Load').or(sample.and(drivenStep.ne(lastStep))),
      loadStep: mux(state.eq('Load'), 0, drivenStep.addWrap(p.planes > 1 ? 1 : 0)),
      rest: sample.and(drivenStep.eq(lastStep)),
    });

    m.switch(state, {
      Idle: () =>
        m.when(io.start, () => {
          state.next('Load');
          done.next(false);
        }),
      Load: () => state.next('Sample'),
      Sample: () => state.next('Convert'),
      Convert: () => m.when(stepEnds.and(heldStep.eq(lastStep)), () => state.next('Drain')),
      Drain: () =>
        m.when(io.inFlight.not(), () => {
          state.next('Idle');
          done.next(true);
          operation.next(operation.addWrap(1));
        }),
    });
    m.when(load, () => drivenStep.next(loadStep));
    m.when(sample, () => heldStep.next(drivenStep));
    m.when(convert, () => {
      m.when(stepEnds, () => group.next(0)).otherwise(() => group.next(group.addWrap(groups > 1 ? 1 : 0)));
      if (p.adcs > 1)
        m.when(stepEnds, () => column.next(0)).otherwise(() =>
          column.next(column.addWrap(groups > 1 ? p.adcs : 0)),
        );
    });

    io.busy.drive(state.ne('Idle'));
    io.done.drive(done);
    io.load.drive(load);
    io.loadStep.drive(loadStep);
    io.rest.drive(rest);
    io.sample.drive(sample);
    io.sampleStep.drive(drivenStep);
    io.operation.drive(operation);
    io.convert.drive(convert);
    io.convertStep.drive(heldStep);
    io.column.drive(column);
    io.group.drive(group);

    m.assert('DoneOnlyWhenIdle', done.not().or(state.eq('Idle')), 'done_o and busy_o are never 1 together');
    m.assert(
      'DriversAreOneStepAhead',
      convert
        .not()
        .or(mux(heldStep.eq(lastStep), drivenStep, drivenStep.subWrap(p.planes > 1 ? 1 : 0)).eq(heldStep)),
      'while a step is converted, the word lines are driven with the next one',
    );
    m.assert(
      'GroupsBeginAtTheFirst',
      convert.or(group.eq(0)),
      'the column counter stands at the first group when no conversion runs',
    );
  },
});
