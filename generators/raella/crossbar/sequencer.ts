import { z } from 'zod';
import {
  bool,
  enumOf,
  input,
  literal,
  module,
  mux,
  output,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { inputSlots } from './input-slots.js';
import { lookUp } from './look-up.js';

const State = enumOf('sequencer_state', ['Idle', 'Load', 'Sample', 'Convert', 'Drain']);

/** A step of a run: its pass and its slot. */
export const stepType = (slots: number) => struct({ pass: bool, slot: uintBelow(slots) });

/** Walks a run over passes, slots and column groups.
 *
 *  As in every unit with column groups, the drivers load a step while the one before it is sampled, and that is sampled
 *  while the last group of the step before it is converted: the converters never wait. Without speculation the slots of
 *  speculative slices are passed over. */
export const Sequencer = module({
  name: (p) => `${p.unit}_sequencer`,
  comment: 'Walks a run over passes, slots and column groups. The next step settles while one is converted.',
  params: z.object({
    unit: z.string(),
    columns: z.int().min(1),
    adcs: z.int().min(1),
    speculation: z.array(z.int().min(1)),
  }),
  ports: (p) => {
    const slots = inputSlots(p.speculation).length;
    return {
      start: input(bool, 'begin a run, if not busy'),
      speculate: input(bool),
      signedInputs: input(bool, 'a second pass follows'),
      inFlight: input(bool, 'the pipeline holds conversions that are not in its last stage'),
      busy: output(bool),
      done: output(bool, 'a run has ended and no other has begun'),
      begin: output(bool, 'first cycle of a run'),
      load: output(bool, 'load the drivers with the inputs of load_step'),
      loadStep: output(stepType(slots)),
      rest: output(bool, 'drive all word lines with 0 from now on'),
      sample: output(bool, 'hold the column sums of the codes driven now'),
      samplePass: output(bool),
      sampleNumber: output(uint(8), 'number of the driven step within its pass'),
      operation: output(uint(32), 'runs since reset, before this one'),
      convert: output(bool, 'convert columns column and up'),
      convertStep: output(stepType(slots), 'step of the held column sums'),
      convertNumber: output(uintBelow(slots), 'its number within its pass'),
      first: output(bool, 'it is the first of the run'),
      column: output(uintBelow(p.columns)),
      group: output(uintBelow(Math.ceil(p.columns / p.adcs)), 'column / ADCs'),
      groupEnds: output(bool, 'this conversion is the last of its step'),
    };
  },
  build(m, p, io) {
    const slots = inputSlots(p.speculation);
    const lastSlot = slots.length - 1;
    const groups = Math.ceil(p.columns / p.adcs);
    const { state, done, operation, driven, held, drivenFirst, first, group } = m.regs({
      state: State({ reset: 'Idle' }),
      done: bool({ reset: false }),
      operation: uint(32, { reset: 0 }),
      driven: struct({
        pass: bool({ reset: false }),
        slot: uintBelow(slots.length, { reset: 0, comment: 'step in the word-line drivers' }),
      }),
      held: struct({
        pass: bool({ reset: false }),
        slot: uintBelow(slots.length, { reset: 0, comment: 'step whose column sums are held' }),
      }),
      drivenFirst: bool({ reset: false }),
      first: bool({ reset: false }),
      group: uintBelow(groups, { reset: 0 }),
    });
    // With one ADC a group is a column, and one counter serves both.
    const column = p.adcs === 1 ? group : m.regs({ column: uintBelow(p.columns, { reset: 0 }) }).column;

    // Which slots are single bits, and which stand before a slot for speculation.
    const bitSlots = [...slots.keys()].filter((s) => slots[s]?.speculative === false);
    const gaps = new Map(slots.map((_, s) => [s, slots[s + 1]?.speculative === true ? 1 : 0] as const));
    const order = new Map(bitSlots.map((s, k) => [s, k]));
    const gap = lookUp(m, 'gap', driven.slot, gaps, 1);
    const drivenOrder = lookUp(m, 'driven_order', driven.slot, order, lastSlot);
    const heldOrder = lookUp(m, 'held_order', held.slot, order, lastSlot);
    const isLast = ({ pass, slot }: typeof held) => slot.eq(lastSlot).and(pass.eq(io.signedInputs));
    const { convert, stepEnds, heldIsLast, drivenIsLast, nextSlot } = m.wires({
      convert: state.eq('Convert'),
      stepEnds: group.eq(groups - 1),
      heldIsLast: isLast(held),
      drivenIsLast: isLast(driven),
      nextSlot: driven.slot.addWrap(mux(gap.eq(1).and(io.speculate.not()), 2, literal(uint(2), 1))),
    });
    const { sample } = m.wires({
      sample: state.eq('Sample').or(convert.and(stepEnds).and(heldIsLast.not())),
    });
    const { load, rest } = m.wires({
      load: state.eq('Load').or(sample.and(drivenIsLast.not())),
      rest: sample.and(drivenIsLast),
    });
    const wraps = driven.slot.eq(lastSlot);
    const { loadPass, loadSlot } = m.wires({
      loadPass: state.ne('Load').and(driven.pass.or(wraps)),
      loadSlot: mux(
        state.eq('Load').or(wraps),
        io.speculate.not().asUInt().extend(driven.slot.width),
        nextSlot,
      ),
    });

    m.switch(state, {
      Idle: () =>
        m.when(io.start, () => {
          state.next('Load');
          done.next(false);
        }),
      Load: () => state.next('Sample'),
      Sample: () => state.next('Convert'),
      Convert: () => m.when(stepEnds.and(heldIsLast), () => state.next('Drain')),
      Drain: () =>
        m.when(io.inFlight.not(), () => {
          state.next('Idle');
          done.next(true);
          operation.next(operation.addWrap(1));
        }),
    });
    m.when(load, () => {
      driven.next({ pass: loadPass, slot: loadSlot });
      drivenFirst.next(state.eq('Load'));
    });
    m.when(sample, () => {
      held.next(driven);
      first.next(drivenFirst);
    });
    m.when(convert, () => {
      m.when(stepEnds, () => group.next(0)).otherwise(() => group.next(group.addWrap(groups > 1 ? 1 : 0)));
      if (p.adcs > 1)
        m.when(stepEnds, () => column.next(0)).otherwise(() =>
          column.next(column.addWrap(groups > 1 ? p.adcs : 0)),
        );
    });

    io.busy.drive(state.ne('Idle'));
    io.done.drive(done);
    io.begin.drive(state.eq('Load'));
    io.load.drive(load);
    io.loadStep.drive({ pass: loadPass, slot: loadSlot });
    io.rest.drive(rest);
    io.sample.drive(sample);
    io.samplePass.drive(driven.pass);
    io.sampleNumber.drive(mux(io.speculate, driven.slot, drivenOrder).extend(8));
    io.operation.drive(operation);
    io.convert.drive(convert);
    io.convertStep.drive(held);
    io.convertNumber.drive(mux(io.speculate, held.slot, heldOrder));
    io.first.drive(first);
    io.column.drive(column);
    io.group.drive(group);
    io.groupEnds.drive(stepEnds);

    m.assert('DoneOnlyWhenIdle', done.not().or(state.eq('Idle')), 'done_o and busy_o are never 1 together');
    m.assert(
      'GroupsBeginAtTheFirst',
      convert.or(group.eq(0)),
      'the column counter stands at the first group when no conversion runs',
    );
  },
});
