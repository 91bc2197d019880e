import { z } from 'zod';
import {
  all,
  bits,
  bool,
  concat,
  input,
  module,
  mux,
  output,
  sint,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { partBits } from './ima-ports.js';
import { layerKinds } from './layer-word.js';

/** The outputs of a layer in which one crossbar has a part, and the read of that part: filter f has output
 *  firstOutput + f for f < filters.
 *
 *  A read finds its filter in the first cycle, whose result is kept at the end of the second. */
export const OutputRange = module({
  name: (p) => `${p.unit}_output_range`,
  comment: 'The outputs in which one crossbar has a part, and the read of that part.',
  params: z.object({ unit: z.string(), filters: z.int().min(1) }),
  ports: (p) => ({
    write: input(bool, 'a word of the layer for this crossbar'),
    kind: input(uint(3)),
    data: input(bits(32)),
    settings: output(
      bits(16),
      "the word as the crossbar's settings, with the columns used: filters * slices",
    ),
    read: input(bool, 'reads its part of output'),
    output: input(uint(16)),
    filter: output(uintBelow(p.filters), 'of the output read in the cycle before'),
    result: input(sint(partBits), 'y of that filter'),
    resultOverflow: input(bool),
    part: output(sint(partBits), 'of the output read two cycles ago; 0 where it has none'),
    overflow: output(bool),
  }),
  build(m, { filters: most }, io) {
    const { firstOutput, filters, filter, has, part, overflow } = m.regs({
      firstOutput: uint(16, { reset: 0 }),
      filters: uint(10, { reset: 0 }),
      filter: uintBelow(most),
      has: bool({ reset: false, comment: 'the output read is one of these' }),
      part: sint(partBits, { reset: 0 }),
      overflow: bool({ reset: false }),
    });
    m.when(all(io.write, io.kind.eq(layerKinds.outputs)), () => {
      firstOutput.next(io.data.truncate(16).asUInt());
      filters.next(io.data.slice(16, 10).asUInt());
    });
    const slices = io.data.truncate(4).asUInt();
    const usedColumns = filters.mul(slices).truncate(10);
    io.settings.drive(concat(io.data.slice(5, 1), io.data.slice(4, 1), slices, usedColumns));

    const { place } = m.wires({ place: io.output.sub(firstOutput) });
    has.next(all(io.read, place.msb().not(), place.lt(filters.toSigned())));
    m.when(io.read, () => filter.next(place.asUInt().wrap(filter.width)));
    io.filter.drive(filter);
    part.next(mux(has, io.result, 0));
    overflow.next(all(has, io.resultOverflow));
    io.part.drive(part);
    io.overflow.drive(overflow);
  },
});
