import { z } from 'zod';
import { controls, spaceLow, spaces } from '../../../config/raella/configuration-map.js';
import {
  all,
  any,
  type Bool,
  bits,
  bool,
  enumOf,
  input,
  module,
  output,
  stream,
  struct,
  uint,
} from '../../../hdl-dsl/index.js';
import { queue } from '../../../hdl-dsl/std/index.js';

/** A request of the configuration port. */
export const configurationRequest = struct({ write: bool, address: uint(24), data: bits(32) });
/** The answer to a read. */
export const configurationReply = struct({ data: bits(32) });

const source = enumOf('source', ['None', 'Control', 'Activation']);
/** Answers that may wait to be taken. */
const repliesKept = 4;

/** Takes configuration requests apart, and answers reads in their order.
 *
 *  While a layer runs, only requests of the space `control` are taken. A read is answered from the cycle after the next
 *  on; one is taken a cycle. Writes are shown with their space in the cycle in which they are taken. */
export const ConfigurationPort = module({
  name: (p) => `${p.unit}_configuration_port`,
  comment: 'Takes configuration requests apart, and answers reads in their order.',
  params: z.object({ unit: z.string(), activationBytes: z.int().min(2) }),
  ports: () => ({
    cfg: input(stream(configurationRequest)),
    reply: output(stream(configurationReply)),
    running: input(bool, 'a layer runs'),
    overflows: input(uint(32)),
    clocks: input(uint(32)),
    start: output(bool, 'a layer starts'),
    writeLayer: output(bool, 'writes data to index of the space layer'),
    writeCrossbars: output(bool),
    writeRow: output(bool),
    writeCells: output(bool),
    writeCentres: output(bool),
    writeQuantiser: output(bool),
    access: output(bool, 'reads or writes an activation'),
    accessWrite: output(bool),
    index: output(uint(20), 'in the space'),
    data: output(bits(32)),
    activation: input(bits(8), 'that was read in the cycle before'),
  }),
  build(m, { activationBytes }, io) {
    const { write, address, data } = io.cfg.data;
    const { space, index } = m.wires({
      space: address.slice(spaceLow, address.width - spaceLow).asUInt(),
      index: address.truncate(spaceLow),
    });
    const replies = m.instance('replies', queue(configurationReply), { depth: repliesKept });
    // One more may be on its way into the queue.
    const { room, inControl } = m.wires({
      room: replies.count.lt(repliesKept - 1),
      inControl: space.eq(spaces.control),
    });
    io.cfg.ready.drive(all(any(io.running.not(), inControl), any(write, room)));
    const { writes, reads } = m.wires({
      writes: all(io.cfg.fire, write),
      reads: all(io.cfg.fire, write.not()),
    });

    const writesTo = (name: keyof typeof spaces): Bool => all(writes, space.eq(spaces[name]));
    io.writeLayer.drive(writesTo('layer'));
    io.writeCrossbars.drive(writesTo('crossbars'));
    io.writeRow.drive(writesTo('row'));
    io.writeCells.drive(writesTo('cells'));
    io.writeCentres.drive(writesTo('centres'));
    io.writeQuantiser.drive(writesTo('quantiser'));
    io.access.drive(all(io.cfg.fire, space.eq(spaces.activations)));
    io.accessWrite.drive(write);
    io.index.drive(index);
    io.data.drive(data);
    io.start.drive(all(writesTo('control'), index.eq(controls.run), data.bit(0), io.running.not()));

    const { from, word } = m.regs({ from: source({ reset: 'None' }), word: bits(32) });
    from.next('None');
    m.when(reads, () => {
      from.next('Control');
      word.next(0);
      m.when(inControl, () =>
        m.switch(index, {
          [controls.run]: () => word.next(io.running.asBits().extend(32)),
          [controls.overflows]: () => word.next(io.overflows.asBits()),
          [controls.clocks]: () => word.next(io.clocks.asBits()),
        }),
      );
      m.when(all(space.eq(spaces.activations), index.lt(activationBytes)), () => from.next('Activation'));
    });
    replies.in.valid.drive(from.ne('None'));
    replies.in.data.drive({ data: word });
    m.when(from.eq('Activation'), () => replies.in.data.drive({ data: io.activation.extend(32) }));
    io.reply.valid.drive(replies.out.valid);
    io.reply.data.drive({ data: replies.out.data.data });
    replies.out.ready.drive(io.reply.ready);
    m.assert(
      'RepliesHaveRoom',
      any(from.eq('None'), replies.in.ready),
      'a read is only taken if its answer can be kept',
    );
  },
});
