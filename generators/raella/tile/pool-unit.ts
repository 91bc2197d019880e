import { z } from 'zod';
import {
  bits,
  bool,
  flow,
  input,
  literal,
  module,
  mux,
  output,
  struct,
  uint,
} from '../../../hdl-dsl/index.js';
import { layerInputs } from './layer-registers.js';
import { outputCode } from './output-code.js';

/** An activation of a pooling window. */
export const pooled = struct({
  value: bits(8),
  /** Not in the padding. */
  inside: bool,
  /** The last of its window. */
  ends: bool,
  /** Its window is the last of the layer. */
  last: bool,
});

/** Max-pooling: the largest of the values inside the input, up to the last of each window.
 *
 *  Signed bytes are compared with their sign turned over, which makes them unsigned. Latency: 1 cycle. */
export const PoolUnit = module({
  name: (p) => `${p.unit}_pool_unit`,
  comment: 'The largest activation of each window, unsigned or signed.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs('signedInputs'),
    in: input(flow(pooled)),
    out: output(flow(outputCode)),
  }),
  build(m, _p, io) {
    const { value, inside, ends, last } = io.in.data;
    const { largest, codeValid, code, codeLast } = m.regs({
      largest: uint(8, { reset: 0, comment: 'so far in this window, as it is compared' }),
      codeValid: bool({ reset: false }),
      code: uint(8),
      codeLast: bool,
    });
    const { sign } = m.wires({ sign: mux(io.signedInputs.bit(0), literal(bits(8), 0x80), 0) });
    // The least value of all is 0, so that a window may begin with it.
    const { now } = m.wires({
      now: mux(inside, value.xor(sign).asUInt().max(largest), largest),
    });
    codeValid.next(io.in.valid.and(ends));
    m.when(io.in.valid, () => {
      largest.next(mux(ends, 0, now));
      code.next(now.asBits().xor(sign).asUInt());
      codeLast.next(last);
    });
    io.out.valid.drive(codeValid);
    io.out.data.drive({ code, last: codeLast });
  },
});
