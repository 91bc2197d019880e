import { z } from 'zod';
import { operations } from '../../../config/raella/configuration-map.js';
import {
  all,
  any,
  bool,
  input,
  module,
  mux,
  output,
  type SInt,
  sint,
  stream,
  struct,
  type UInt,
  uint,
} from '../../../hdl-dsl/index.js';
import { layerInputs } from './layer-registers.js';

/** An element of a window. */
export const windowElement = struct({
  /** Of its activation, where that is inside. */
  address: uint(16),
  inside: bool,
  /** k, counted from 0 in each window. */
  element: uint(16),
  /** The last of its window; in a pooling layer, of its window and channel. */
  ends: bool,
  /** Its window is the last of the layer. */
  last: bool,
});

/** Bits of a position: 65534 * 65535 + 65534 with a sign. */
const positionBits = 33;

/** Walks the windows of a layer in row-major order, and the elements of each.
 *
 *  matrix: the channel is the fastest, then kx, then ky. max-pool: a window is walked once a channel, kx fastest.
 *  Addresses are added up from the distances of `AddressSteps`; positions tell what is padding. An element a cycle. */
export const WindowWalker = module({
  name: (p) => `${p.unit}_window_walker`,
  comment: 'Walks the windows of a layer and the elements of each.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs(
      'operation',
      'inHeight',
      'inWidth',
      'inChannels',
      'kernelHeight',
      'kernelWidth',
      'strideY',
      'strideX',
      'padTop',
      'padLeft',
      'outHeight',
      'outWidth',
    ),
    linePitch: input(uint(16)),
    windowPitch: input(uint(16)),
    bandPitch: input(uint(16)),
    origin: input(uint(16)),
    begin: input(bool, 'starts at the first window'),
    out: output(stream(windowElement)),
  }),
  build(m, _p, io) {
    const { walking } = m.regs({ walking: bool({ reset: false }) });
    const place = m.regs({
      outY: uint(16, { comment: 'window' }),
      outX: uint(16),
      kernelY: uint(16, { comment: 'position in the window' }),
      kernelX: uint(16),
      channel: uint(16),
      element: uint(16),
      row: sint(positionBits, { comment: 'of the first position of the window' }),
      column: sint(positionBits),
      bandStart: uint(16, { comment: 'address of the first window of this row' }),
      windowStart: uint(16),
      lineStart: uint(16, { comment: 'address of the first position of this line' }),
      address: uint(16),
    });
    m.ignore(
      [place.outY, place.outX, place.kernelY, place.kernelX, place.channel],
      'read while it walks: they need no reset',
    );
    const { pools } = m.wires({ pools: io.operation.eq(operations.maxPool) });
    const isLast = (index: UInt, count: UInt) => index.eq(count.subWrap(1));
    const { lastChannel, lastX, lastY, lastOutX, lastOutY } = m.wires({
      lastChannel: isLast(place.channel, io.inChannels),
      lastX: isLast(place.kernelX, io.kernelWidth),
      lastY: isLast(place.kernelY, io.kernelHeight),
      lastOutX: isLast(place.outX, io.outWidth),
      lastOutY: isLast(place.outY, io.outHeight),
    });
    const { positionEnds } = m.wires({ positionEnds: pools.or(lastChannel) });
    const { lineEnds } = m.wires({ lineEnds: positionEnds.and(lastX) });
    const { kernelEnds } = m.wires({ kernelEnds: lineEnds.and(lastY) });
    const { windowEnds } = m.wires({ windowEnds: all(kernelEnds, any(pools.not(), lastChannel)) });
    const { bandEnds } = m.wires({ bandEnds: windowEnds.and(lastOutX) });
    const { layerEnds } = m.wires({ layerEnds: bandEnds.and(lastOutY) });

    const { nextBand, nextWindow } = m.wires({
      nextBand: place.bandStart.addWrap(io.bandPitch),
      nextWindow: place.windowStart.addWrap(io.windowPitch),
    });
    const firstColumn = io.padLeft.toSigned().negate().wrap(positionBits);
    const { step } = m.wires({ step: io.out.fire });
    const counts = (index: typeof place.outY, ends: typeof step, over: typeof step): void => {
      m.when(ends, () => index.next(mux(over, 0, index.addWrap(1))));
    };
    m.when(io.begin, () => {
      walking.next(true);
      for (const index of [place.outY, place.outX, place.kernelY, place.kernelX, place.channel])
        index.next(0);
      place.element.next(0);
      place.row.next(io.padTop.toSigned().negate().wrap(positionBits));
      place.column.next(firstColumn);
      for (const start of [place.bandStart, place.windowStart, place.lineStart, place.address])
        start.next(io.origin);
    }).elseWhen(step, () => {
      m.when(layerEnds, () => walking.next(false));
      place.element.next(mux(kernelEnds, 0, place.element.addWrap(1)));
      counts(place.channel, pools.not().or(kernelEnds), lastChannel);
      counts(place.kernelX, positionEnds, lastX);
      counts(place.kernelY, lineEnds, lastY);
      counts(place.outX, windowEnds, lastOutX);
      m.when(bandEnds, () => {
        place.outY.next(place.outY.addWrap(1));
        place.row.next(place.row.add(io.strideY.toSigned()).wrap(positionBits));
        place.column.next(firstColumn);
        place.bandStart.next(nextBand);
        place.windowStart.next(nextBand);
      }).elseWhen(windowEnds, () => {
        place.column.next(place.column.add(io.strideX.toSigned()).wrap(positionBits));
        place.windowStart.next(nextWindow);
      });
      const goes = (start: UInt): void => {
        place.lineStart.next(start);
        place.address.next(start);
      };
      m.when(bandEnds, () => goes(nextBand))
        .elseWhen(windowEnds, () => goes(nextWindow))
        // The next channel of a pooled window.
        .elseWhen(kernelEnds, () => goes(place.windowStart.addWrap(place.channel).addWrap(1)))
        .elseWhen(lineEnds, () => goes(place.lineStart.addWrap(io.linePitch)))
        .otherwise(() => place.address.next(place.address.addWrap(mux(pools, io.inChannels, 1))));
    });

    const isInside = (first: SInt, offset: UInt, size: UInt) => {
      const position = first.add(offset.toSigned());
      return position.msb().not().and(position.lt(size.toSigned()));
    };
    io.out.valid.drive(walking);
    io.out.data.drive({
      address: place.address,
      inside: isInside(place.row, place.kernelY, io.inHeight).and(
        isInside(place.column, place.kernelX, io.inWidth),
      ),
      element: place.element,
      ends: kernelEnds,
      last: layerEnds,
    });
  },
});
