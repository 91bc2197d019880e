import { z } from 'zod';
import { bool, input, module, output, type UInt, uint } from '../../../hdl-dsl/index.js';
import { layerInputs } from './layer-registers.js';

/** Distances of activations in the buffer, modulo 2^16, that a layer's walk adds up.
 *
 *  One multiplier makes them in the five cycles from the one after `begin`:
 *  linePitch = inWidth * inChannels, windowPitch = strideX * inChannels, bandPitch = strideY * linePitch,
 *  origin = inBase - padTop * linePitch - padLeft * inChannels. */
export const AddressSteps = module({
  name: (p) => `${p.unit}_address_steps`,
  comment: 'Multiplies out the distances between the lines, windows and bands of a layer.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs('inBase', 'inWidth', 'inChannels', 'strideY', 'strideX', 'padTop', 'padLeft'),
    begin: input(bool),
    ready: output(bool, 'the distances are there'),
    linePitch: output(uint(16), 'from a line to the next'),
    windowPitch: output(uint(16), 'from a window to the next'),
    bandPitch: output(uint(16), 'from a row of windows to the next'),
    origin: output(uint(16), 'address of the first position of the first window'),
  }),
  build(m, _p, io) {
    const { linePitch, windowPitch, bandPitch, origin } = m.regs({
      linePitch: uint(16),
      windowPitch: uint(16),
      bandPitch: uint(16),
      origin: uint(16),
    });
    const { left, right } = m.wires({ left: uint(16), right: uint(16) });
    const { product } = m.wires({ product: left.mul(right).truncate(16) });
    const operands = (a: UInt, b: UInt): void => {
      left.drive(a.wrap(16));
      right.drive(b.wrap(16));
    };
    const control = m.machine('steps', {
      initial: 'Ready',
      states: {
        Ready: (s) => {
          operands(io.inWidth, io.inChannels);
          m.when(io.begin, () => s.goto('Line'));
        },
        Line: (s) => {
          operands(io.inWidth, io.inChannels);
          linePitch.next(product);
          s.goto('Window');
        },
        Window: (s) => {
          operands(io.strideX, io.inChannels);
          windowPitch.next(product);
          s.goto('Band');
        },
        Band: (s) => {
          operands(io.strideY, linePitch);
          bandPitch.next(product);
          s.goto('Top');
        },
        Top: (s) => {
          operands(io.padTop, linePitch);
          origin.next(io.inBase.subWrap(product));
          s.goto('Left');
        },
        Left: (s) => {
          operands(io.padLeft, io.inChannels);
          origin.next(origin.subWrap(product));
          s.goto('Ready');
        },
      },
    });
    io.ready.drive(control.is('Ready'));
    io.linePitch.drive(linePitch);
    io.windowPitch.drive(windowPitch);
    io.bandPitch.drive(bandPitch);
    io.origin.drive(origin);
  },
});
