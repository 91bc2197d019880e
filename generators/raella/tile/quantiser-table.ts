import { z } from 'zod';
import { quantiserWords } from '../../../config/raella/configuration-map.js';
import {
  all,
  bits,
  bool,
  input,
  memory,
  module,
  output,
  sint,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';

/** Scale and bias of every output of a layer. What is not there is not written. */
export const QuantiserTable = module({
  name: (p) => `${p.unit}_quantiser_table`,
  comment: (p) => `FP16 scale and bias of ${p.channels} outputs.`,
  params: z.object({ unit: z.string(), channels: z.int().min(1) }),
  ports: (p) => ({
    write: input(bool),
    index: input(uint(20), 'of the scale or the bias that is written'),
    data: input(bits(32)),
    read: input(bool),
    output: input(uintBelow(p.channels), 'whose scale and bias are there in the next cycle'),
    scale: output(bits(16)),
    bias: output(sint(32)),
  }),
  build(m, { channels }, io) {
    const { scales, biases } = m.memories({
      scales: memory(bits(16), channels, { read: 'sync' }),
      biases: memory(sint(32), channels, { read: 'sync' }),
    });
    const { entry, writes } = m.wires({
      entry: io.index.shiftRight(1),
      writes: bool,
    });
    writes.drive(all(io.write, entry.lt(channels)));
    const { place, isBias } = m.wires({
      place: entry.truncate(uintBelow(channels).width),
      isBias: io.index.bit(0).eq(quantiserWords.bias === 1),
    });
    m.when(writes.and(isBias.not()), () => scales.write(place, io.data.truncate(16)));
    m.when(writes.and(isBias), () => biases.write(place, io.data.asSInt()));
    io.scale.drive(scales.read(io.output, { enable: io.read }));
    io.bias.drive(biases.read(io.output, { enable: io.read }));
  },
});
