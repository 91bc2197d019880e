import {
  bits,
  bool,
  build,
  enumOf,
  flow,
  input,
  module,
  output,
  sint,
  stream,
  struct,
  uint,
  vec,
} from '../../../hdl-dsl/index.js';

const Mode = enumOf('mode', { Keep: 0, Swap: 2 });
const Pixel = struct({ red: uint(8), green: uint(8) });

/** A port of every kind. */
export const Painter = module({
  name: 'painter',
  comment: 'Swaps the colours of pixels on demand.',
  ports: () => ({
    mode: input(Mode, 'what to do'),
    pixels: input(stream(Pixel), 'as they come'),
    painted: output(stream(Pixel)),
    marks: output(flow(vec(uint(4), 2))),
    levels: input(vec(sint(6), 3)),
    lowest: output(sint(6)),
    wide: output(bits(40)),
    reset: input(bool, 'a port of a name that the driver has too'),
    current: output(struct({ mode: Mode, pixel: Pixel })),
  }),
  build(m, _, io) {
    const { pixels, painted } = io;
    const { held, seen } = m.regs({ held: Pixel, seen: uint(4, { reset: 0 }) });
    m.when(pixels.fire, () => {
      held.next(pixels.data);
      seen.next(seen.addWrap(1));
    });
    m.when(io.reset, () => seen.next(0));
    painted.valid.drive(pixels.valid);
    pixels.ready.drive(painted.ready);
    const swap = io.mode.eq('Swap');
    m.when(swap, () => {
      painted.data.drive({ red: pixels.data.green, green: pixels.data.red });
    }).otherwise(() => {
      painted.data.drive(pixels.data);
    });
    io.marks.valid.drive(pixels.fire);
    io.marks.data.drive([seen, seen]);
    const [a, b, c] = io.levels.elements() as [typeof io.lowest, typeof io.lowest, typeof io.lowest];
    const { least } = m.wires({ least: sint(6) });
    least.drive(a);
    m.when(b.lt(a), () => least.drive(b));
    m.when(c.lt(a).and(c.lt(b)), () => least.drive(c));
    io.lowest.drive(least);
    io.wide.drive(held.red.extend(40).asBits());
    io.current.drive({ mode: io.mode, pixel: held });
  },
});

export const painter = () => build(Painter, {});
