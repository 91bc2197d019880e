import { z } from 'zod';
import {
  all,
  any,
  bits,
  bool,
  flow,
  input,
  module,
  output,
  stream,
  struct,
  uint,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { queue } from '../../../hdl-dsl/std/index.js';
import { placedActivation } from './activation-buffer.js';
import { layerInputs } from './layer-registers.js';
import { outputCode } from './output-code.js';

/** Outputs that may be between their issue and the router: more than the cycles of the way, so that one a cycle goes. */
const outputsKept = 8;

/** An output on its way to the router. */
export const routedOutput = struct({
  address: uint(16),
  data: bits(8),
  /** Of the layer. */
  last: bool,
});

/** Where outputs leave a layer: to the activation buffer in the cycle in which the router takes them, or to one alone.
 *
 *  Nobody issues an output without `room`, so that the way to here never has to wait. */
export const OutputPort = module({
  name: (p) => `${p.unit}_output_port`,
  comment: 'Gives outputs their addresses, and leads them to buffer and router.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs('outBase', 'toBuffer', 'toRouter'),
    begin: input(bool, 'the first output comes next'),
    issue: input(bool, 'an output is on its way'),
    room: output(bool, 'one more may be'),
    empty: output(bool, 'none is'),
    in: input(flow(outputCode)),
    buffer: output(flow(placedActivation)),
    net: output(stream(routedOutput)),
  }),
  build(m, _p, io) {
    const kept = m.instance('kept', queue(outputCode), { depth: outputsKept });
    m.ignore(kept.count, 'outputs are counted from their issue');
    kept.in.valid.drive(io.in.valid);
    kept.in.data.drive({ code: io.in.data.code, last: io.in.data.last });
    m.assert('OutputsHaveRoom', io.in.valid.not().or(kept.in.ready), 'an output is issued where it has room');

    const { address, pending } = m.regs({
      address: uint(16, { comment: 'of the next output' }),
      pending: uintUpTo(outputsKept, { reset: 0, comment: 'outputs issued and not yet gone' }),
    });
    const { code, last } = kept.out.data;
    const { toRouter, toBuffer } = m.wires({
      toRouter: io.toRouter.bit(0),
      toBuffer: io.toBuffer.bit(0),
    });
    const { leaves } = m.wires({ leaves: all(kept.out.valid, any(toRouter.not(), io.net.ready)) });
    kept.out.ready.drive(any(toRouter.not(), io.net.ready));
    io.net.valid.drive(all(kept.out.valid, toRouter));
    io.net.data.drive({ address, data: code.asBits(), last });
    io.buffer.valid.drive(all(leaves, toBuffer));
    io.buffer.data.drive({ address, data: code.asBits() });
    m.when(io.begin, () => address.next(io.outBase)).elseWhen(leaves, () => address.next(address.addWrap(1)));

    m.when(all(io.issue, leaves.not()), () => pending.next(pending.addWrap(1))).elseWhen(
      all(leaves, io.issue.not()),
      () => pending.next(pending.subWrap(1)),
    );
    io.room.drive(pending.lt(outputsKept));
    io.empty.drive(pending.eq(0));
    m.assert('IssueHasRoom', any(io.issue.not(), pending.lt(outputsKept)), 'an output is issued with room');
    m.assert('IssuedBefore', any(leaves.not(), pending.ne(0)), 'what leaves was issued');
  },
});
