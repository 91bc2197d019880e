import { z } from 'zod';
import {
  all,
  bits,
  bool,
  flow,
  input,
  module,
  mux,
  output,
  sint,
  struct,
  uint,
  uintBelow,
  vec,
} from '../../../hdl-dsl/index.js';
import { weightedSum } from '../../../hdl-dsl/std/index.js';
import { layerInputs } from './layer-registers.js';
import { accBits } from './quantiser.js';

/** Joins the results of the crossbars: for n = 0 .. outputs - 1 the sum of the parts that the IMAs have of output n.
 *
 *  An output is read in cycle q; its sums come in q + 2, with its scale and bias. An output a cycle, where it has room. */
export const Join = module({
  name: (p) => `${p.unit}_join`,
  comment: (p) => `Adds the parts of ${p.imas} IMA(s) to the sums of a layer.`,
  params: z.object({
    unit: z.string(),
    imas: z.int().min(1),
    crossbars: z.int().min(1),
    sumBits: z.int().min(1),
    channels: z.int().min(1),
  }),
  ports: (p) => ({
    ...layerInputs('outputs'),
    clear: input(bool, 'no overflow is counted yet'),
    begin: input(bool, 'the results of a window are there'),
    last: input(bool, 'of the last window'),
    room: input(bool, 'an output may be issued'),
    issue: output(bool, 'one is'),
    busy: output(bool),
    read: output(bool, 'reads an output of the crossbars'),
    readOutput: output(uint(16)),
    tableRead: output(bool, 'reads its scale and bias, a cycle later'),
    tableOutput: output(uintBelow(p.channels)),
    answer: input(bool, 'the parts of an output are there'),
    sums: input(vec(sint(p.sumBits), p.imas), 'of each IMA'),
    overflow: input(bits(p.crossbars), 'of each crossbar'),
    out: output(flow(struct({ acc: sint(accBits), last: bool }))),
    overflows: output(uint(32), 'since clear'),
  }),
  build(m, p, io) {
    const { joining, lastWindow, number } = m.regs({
      joining: bool({ reset: false }),
      lastWindow: bool({ reset: false }),
      number: uint(16, { reset: 0, comment: 'of the output that is read next' }),
    });
    const { issue, isLast } = m.wires({
      issue: all(joining, io.room),
      isLast: number.eq(io.outputs.subWrap(1)),
    });
    m.when(io.begin, () => {
      joining.next(true);
      lastWindow.next(io.last);
      number.next(0);
    }).elseWhen(issue, () => {
      number.next(number.addWrap(1));
      m.when(isLast, () => joining.next(false));
    });
    io.issue.drive(issue);
    io.busy.drive(joining);
    io.read.drive(issue);
    io.readOutput.drive(number);

    const { asked, askedNumber, askedLast, answered, answeredLast } = m.regs({
      asked: bool({ reset: false }),
      askedNumber: uint(16),
      askedLast: bool,
      answered: bool({ reset: false }),
      answeredLast: bool,
    });
    asked.next(issue);
    m.when(issue, () => {
      askedNumber.next(number);
      askedLast.next(all(isLast, lastWindow));
    });
    answered.next(asked);
    answeredLast.next(askedLast);
    io.tableRead.drive(asked);
    io.tableOutput.drive(askedNumber.wrap(uintBelow(p.channels).width));

    const sums = io.sums.elements();
    const acc = weightedSum(
      sums,
      sums.map(() => 1),
    );
    io.out.valid.drive(answered);
    io.out.data.drive({ acc: acc.asSInt().extend(accBits), last: answeredLast });
    m.assert('AnswersFollowReads', answered.eq(io.answer), 'parts come two cycles after their read');
    m.assert('OneWindowAtATime', all(io.begin, joining).not(), 'a window is joined before the next');

    const { overflows } = m.regs({ overflows: uint(32, { reset: 0 }) });
    const counted = mux(answered, io.overflow, 0).popcount();
    m.when(io.clear, () => overflows.next(0)).elseWhen(answered, () =>
      overflows.next(overflows.addWrap(counted)),
    );
    io.overflows.drive(overflows);
  },
});
