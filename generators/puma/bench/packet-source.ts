import { bool, input, memory, module, output, stream, uintBelow, uintUpTo } from '../../../hdl-dsl/index.js';
import { packetIn } from '../tile/packet.js';

/** Packets that the source holds. */
export const sourcePackets = 4096;

/** Offers packets from a memory one after another.
 *
 *  Ports: `write`, `address`, `packet`, `count` load it; from the first cycle of `go` on `out` offers packet 0 to
 *  `count` - 1, each until it is taken. */
export const PacketSource = module({
  name: 'puma_packet_source',
  comment: 'Offers packets from a memory one after another.',
  ports: () => ({
    write: input(bool),
    address: input(uintBelow(sourcePackets)),
    packet: input(packetIn),
    count: input(uintUpTo(sourcePackets), 'packets to offer'),
    go: input(bool),
    out: output(stream(packetIn)),
  }),
  build(m, _p, io) {
    const { packets } = m.memories({ packets: memory(packetIn, sourcePackets) });
    const { next } = m.regs({
      next: uintUpTo(sourcePackets, { reset: 0, comment: 'packet that is offered' }),
    });
    m.when(io.write, () => packets.write(io.address, io.packet));
    io.out.valid.drive(io.go.and(next.lt(io.count)));
    io.out.data.drive(packets.read(next.truncate(io.address.width)));
    m.when(io.out.fire, () => next.next(next.addWrap(1)));
  },
});
