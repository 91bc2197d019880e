import { z } from 'zod';
import {
  all,
  bits,
  bool,
  flow,
  input,
  memory,
  module,
  output,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';

/** An activation and where it goes; the address counts modulo the size of the buffer. */
export const placedActivation = struct({ address: uint(16), data: bits(8) });

/** The activation buffer: one read and one write a cycle.
 *
 *  A layer that runs reads inputs and writes outputs; between layers the configuration port does, and the router writes
 *  where the port does not. */
export const ActivationBuffer = module({
  name: (p) => `${p.unit}_activation_buffer`,
  comment: (p) => `The activation buffer: ${p.bytes} bytes.`,
  params: z.object({ unit: z.string(), bytes: z.int().min(2) }),
  ports: () => ({
    running: input(bool, 'a layer runs'),
    layerRead: input(bool),
    layerAddress: input(uint(16)),
    out: input(flow(placedActivation), 'an output of the layer'),
    access: input(bool, 'the configuration port reads or writes'),
    accessWrite: input(bool),
    accessIndex: input(uint(20)),
    accessData: input(bits(8)),
    net: input(stream(placedActivation), 'from the router'),
    value: output(bits(8), 'read in the cycle before'),
  }),
  build(m, { bytes }, io) {
    const { activations } = m.memories({ activations: memory(bits(8), bytes, { read: 'sync' }) });
    const addressBits = uintBelow(bytes).width;
    const { accessed } = m.wires({ accessed: io.access.and(io.accessIndex.lt(bytes)) });
    const { poked } = m.wires({ poked: accessed.and(io.accessWrite) });
    io.net.ready.drive(io.running.or(poked).not());

    const { writes, writeAddress, writeData } = m.wires({
      writes: bool,
      writeAddress: uint(addressBits),
      writeData: bits(8),
    });
    m.when(io.running, () => {
      writes.drive(io.out.valid);
      writeAddress.drive(io.out.data.address.truncate(addressBits));
      writeData.drive(io.out.data.data);
    })
      .elseWhen(poked, () => {
        writes.drive(true);
        writeAddress.drive(io.accessIndex.truncate(addressBits));
        writeData.drive(io.accessData);
      })
      .otherwise(() => {
        writes.drive(io.net.valid);
        writeAddress.drive(io.net.data.address.truncate(addressBits));
        writeData.drive(io.net.data.data);
      });
    m.when(writes, () => activations.write(writeAddress, writeData));

    const { reads, readAddress } = m.wires({ reads: bool, readAddress: uint(addressBits) });
    m.when(io.running, () => {
      reads.drive(io.layerRead);
      readAddress.drive(io.layerAddress.truncate(addressBits));
    }).otherwise(() => {
      reads.drive(all(accessed, io.accessWrite.not()));
      readAddress.drive(io.accessIndex.truncate(addressBits));
    });
    io.value.drive(activations.read(readAddress, { enable: reads }));

    m.assert('OnePortAtATime', all(io.running, io.access).not(), 'a running layer has the buffer to itself');
    m.assert(
      'OutputsOnlyOfLayers',
      io.running.or(io.out.valid.or(io.layerRead).not()),
      'only a running layer reads inputs and writes outputs',
    );
  },
});
