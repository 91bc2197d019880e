import { z } from 'zod';
import {
  bits,
  bool,
  concat,
  flow,
  input,
  module,
  mux,
  output,
  sint,
  struct,
  uint,
} from '../../../hdl-dsl/index.js';
import { layerInputs } from './layer-registers.js';
import { outputCode } from './output-code.js';

const mantissaBits = 10;
/** Exponent of infinity and NaN. */
const notFinite = 31;
/** The largest left shift of docs/raella.md, "Quantiser": e = 25 - 30. */
const growth = 5;

/** Bits of acc: 128 results of 32 bits add up to 39. */
export const accBits = 40;

/** The quantiser: code = clamp(trunc((acc + B) * m / 2^e) + zero point), m and e the decoded FP16 scale.
 *
 *  The product is exact; it is cut as magnitude and sign, which rounds towards zero. A subnormal scale has the e of
 *  exponent 1. Latency: 3 cycles; a code a cycle. */
export const Quantiser = module({
  name: (p) => `${p.unit}_quantiser`,
  comment: 'Scales, cuts and clamps the sums of a layer to 8-bit codes, with fused ReLU.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs('relu', 'zeroPoint'),
    in: input(flow(struct({ acc: sint(accBits), last: bool }))),
    bias: input(sint(32), 'B of its output'),
    scale: input(bits(16), 'of its output, FP16'),
    out: output(flow(outputCode)),
  }),
  build(m, _p, io) {
    const { mantissa, exponent } = m.wires({
      mantissa: io.scale.truncate(mantissaBits),
      exponent: io.scale.slice(mantissaBits, 5).asUInt(),
    });
    const { subnormal, biased } = m.wires({
      subnormal: exponent.eq(0),
      biased: io.in.data.acc.add(io.bias),
    });
    m.assert(
      'ScaleIsLegal',
      io.in.valid.not().or(io.scale.msb().not().and(exponent.ne(notFinite))),
      'a scale is neither negative nor infinity nor NaN',
    );

    const first = m.regs({
      biasedValid: bool({ reset: false }),
      biasedLast: bool,
      biasedNegative: bool,
      magnitude: uint(biased.width),
      multiplier: uint(mantissaBits + 1),
      biasedShift: uint(5, { comment: 'e, and what the product was shifted left before' }),
    });
    first.biasedValid.next(io.in.valid);
    m.when(io.in.valid, () => {
      first.biasedLast.next(io.in.data.last);
      first.biasedNegative.next(biased.msb());
      first.magnitude.next(biased.abs());
      first.multiplier.next(concat(subnormal.not(), mantissa).asUInt());
      first.biasedShift.next(mux(subnormal, 25 + growth - 1, exponent.not().subWrap(1)));
    });

    const second = m.regs({
      productValid: bool({ reset: false }),
      productLast: bool,
      productNegative: bool,
      product: uint(biased.width + mantissaBits + 1),
      productShift: uint(5),
    });
    second.productValid.next(first.biasedValid);
    m.when(first.biasedValid, () => {
      second.productLast.next(first.biasedLast);
      second.productNegative.next(first.biasedNegative);
      second.product.next(first.magnitude.mul(first.multiplier));
      second.productShift.next(first.biasedShift);
    });

    m.ignore(second.productNegative, 'read where product_valid holds: it needs no reset');

    // More than 511 leaves the range of codes from any zero point.
    const { cut } = m.wires({
      cut: second.product.shiftLeft(growth).shiftRight(second.productShift).saturate(9),
    });
    const { shifted, lowest } = m.wires({
      shifted: mux(
        second.productNegative,
        io.zeroPoint.sub(cut).extend(11),
        io.zeroPoint.add(cut).toSigned().extend(11),
      ),
      lowest: mux(io.relu.bit(0), io.zeroPoint.toSigned(), 0),
    });
    const { codeValid, code, codeLast } = m.regs({
      codeValid: bool({ reset: false }),
      code: uint(8),
      codeLast: bool,
    });
    codeValid.next(second.productValid);
    m.when(second.productValid, () => {
      code.next(shifted.max(lowest).min(255).truncate(8).asUInt());
      codeLast.next(second.productLast);
    });
    io.out.valid.drive(codeValid);
    io.out.data.drive({ code, last: codeLast });
  },
});
