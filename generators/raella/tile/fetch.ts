import { z } from 'zod';
import {
  all,
  bits,
  bool,
  concat,
  flow,
  input,
  module,
  mux,
  output,
  sint,
  stream,
  struct,
  uint,
} from '../../../hdl-dsl/index.js';
import { layerInputs } from './layer-registers.js';
import { pooled } from './pool-unit.js';
import { windowElement } from './window-walker.js';

/** Reads the elements of windows from the activation buffer.
 *
 *  An element taken in cycle q is read in q + 1, where the pool unit has it; the crossbars have it in q + 2. */
export const Fetch = module({
  name: (p) => `${p.unit}_fetch`,
  comment: 'Reads the elements of windows for crossbars or pool unit.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs('padCode', 'signedInputs'),
    pools: input(bool, 'elements go to the pool unit, else to the crossbars'),
    take: input(bool, 'takes an element'),
    in: input(stream(windowElement)),
    read: output(bool, 'reads the activation of address'),
    address: output(uint(16)),
    value: input(bits(8), 'read in the cycle before'),
    pool: output(flow(pooled)),
    input: output(flow(struct({ element: uint(16), data: sint(9) })), 'for the crossbars'),
    inFlight: output(bool, 'an element is between window and crossbars'),
  }),
  build(m, _p, io) {
    io.in.ready.drive(io.take);
    io.read.drive(io.in.fire);
    io.address.drive(io.in.data.address);
    const { fetched, inside, element, ends, last, fed, fedElement, fedData } = m.regs({
      fetched: bool({ reset: false, comment: 'an element was read' }),
      inside: bool,
      element: uint(16),
      ends: bool,
      last: bool,
      fed: bool({ reset: false, comment: 'an input goes to the crossbars' }),
      fedElement: uint(16),
      fedData: sint(9),
    });
    m.ignore(inside, 'read where fetched holds: it needs no reset');
    fetched.next(io.in.fire);
    m.when(io.in.fire, () => {
      inside.next(io.in.data.inside);
      element.next(io.in.data.element);
      ends.next(io.in.data.ends);
      last.next(io.in.data.last);
    });

    const { code } = m.wires({ code: mux(inside, io.value, io.padCode.asBits()) });
    io.pool.valid.drive(all(fetched, io.pools));
    io.pool.data.drive({ value: code, inside, ends, last });
    fed.next(all(fetched, io.pools.not()));
    m.when(fetched, () => {
      fedElement.next(element);
      fedData.next(concat(all(io.signedInputs.bit(0), code.msb()), code).asSInt());
    });
    io.input.valid.drive(fed);
    io.input.data.drive({ element: fedElement, data: fedData });
    io.inFlight.drive(fetched.or(fed));
  },
});
