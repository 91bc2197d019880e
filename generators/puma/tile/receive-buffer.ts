import { z } from 'zod';
import { bool, input, module, output, stream, uint } from '../../../hdl-dsl/index.js';
import { queue } from '../../../hdl-dsl/std/index.js';
import { packetHeld, packetIn } from './packet.js';

/** The FIFOs between network port and tile control unit.
 *
 *  A packet whose FIFO is full waits, and all behind it; one whose FIFO is not there is taken and dropped. What enters in
 *  one cycle is seen in the next. */
export const ReceiveBuffer = module({
  name: (p) => `${p.unit}_receive_buffer`,
  comment: (p) => `The receive buffer: ${p.fifos} FIFOs of ${p.depth} packets.`,
  params: z.object({
    unit: z.string(),
    fifos: z.int().min(1).max(255),
    depth: z.int().min(1),
  }),
  ports: () => ({
    net: input(stream(packetIn)),
    bad: output(bool, 'a packet for a FIFO that is not there is dropped'),
    fifo: input(uint(8), 'FIFO that is looked at'),
    head: output(stream(packetHeld), 'its oldest packet'),
  }),
  build(m, p, io) {
    const fifos = m.instances('fifo', p.fifos, queue(packetHeld), () => ({ depth: p.depth }));
    const { known } = m.wires({ known: io.net.data.fifo.lt(p.fifos) });
    io.bad.drive(io.net.valid.and(known.not()));

    const { room } = m.wires({ room: bool({ default: true }) });
    m.switch(
      io.net.data.fifo,
      Object.fromEntries(fifos.map((fifo, k) => [k, () => room.drive(fifo.in.ready)])),
    );
    io.net.ready.drive(room);

    for (const [k, fifo] of fifos.entries()) {
      fifo.in.valid.drive(io.net.valid.and(io.net.data.fifo.eq(k)));
      fifo.in.data.drive({ width: io.net.data.width, data: io.net.data.data });
      fifo.out.ready.drive(io.head.ready.and(io.fifo.eq(k)));
      m.ignore(fifo.count, 'the streams tell full and empty');
    }
    io.head.valid.drive(false);
    io.head.data.drive({ width: 0, data: 0 });
    m.switch(
      io.fifo,
      Object.fromEntries(
        fifos.map((fifo, k) => [
          k,
          () => {
            io.head.valid.drive(fifo.out.valid);
            io.head.data.drive({ width: fifo.out.data.width, data: fifo.out.data.data });
          },
        ]),
      ),
    );
  },
});
