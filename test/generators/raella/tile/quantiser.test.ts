import { describe, expect, it } from 'vitest';
import { Quantiser } from '../../../../generators/raella/tile/quantiser.js';
import { build, type Module } from '../../../../hdl-dsl/index.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { compareWithModel, type Model, type Pins } from '../../../hdl-dsl/std/support/compare.js';
import { stuckAt, withFault } from '../../support/fault.js';

const signed = (value: bigint, bits: number): bigint => BigInt.asIntN(bits, value);

/** docs/raella.md, "Quantiser", in whole numbers: 2^-e as a fraction, BigInt division cuts towards zero. */
function codeOf(acc: bigint, bias: bigint, scale: bigint, zeroPoint: bigint, relu: boolean): bigint {
  const [exponent, mantissa] = [(scale >> 10n) & 31n, scale & 1023n];
  const [m, e] = exponent === 0n ? [mantissa, 24n] : [1024n + mantissa, 25n - exponent];
  const product = (acc + bias) * m;
  const value = (e < 0n ? product * 2n ** -e : product / 2n ** e) + zeroPoint;
  const lowest = relu ? zeroPoint : 0n;
  return value < lowest ? lowest : value > 255n ? 255n : value;
}

/** What a run has met. */
interface Coverage {
  readonly exponents: Set<bigint>;
  readonly codes: Set<bigint>;
  negativeCut: number;
  clampedByRelu: number;
}

class QuantiserModel implements Model {
  readonly #line: ({ code: bigint; last: bigint } | undefined)[] = [undefined, undefined, undefined];
  readonly seen: Coverage = { exponents: new Set(), codes: new Set(), negativeCut: 0, clampedByRelu: 0 };

  outputs() {
    const out = this.#line[2];
    return { out_valid: out !== undefined, out_code: out?.code, out_last: out?.last };
  }

  tick(i: Pins) {
    const [acc, bias] = [signed(i.in_acc ?? 0n, 40), signed(i.bias ?? 0n, 32)];
    const [scale, zeroPoint, relu] = [i.scale ?? 0n, i.zero_point ?? 0n, i.relu === 1n];
    const code = codeOf(acc, bias, scale, zeroPoint, relu);
    this.#line.pop();
    this.#line.unshift(i.in_valid === 1n ? { code, last: i.in_last ?? 0n } : undefined);
    if (i.in_valid !== 1n) return;
    this.seen.exponents.add(scale >> 10n);
    this.seen.codes.add(code);
    if (acc + bias < 0n && code > 0n && code < zeroPoint) this.seen.negativeCut++;
    if (relu && codeOf(acc, bias, scale, zeroPoint, false) < code) this.seen.clampedByRelu++;
  }
}

/** Settings that last a while, and sums near the codes' range for the scale drawn. */
function steer(random: Random) {
  let held = { relu: 0n, zero: 0n };
  let left = 0;
  return (pins: Record<string, bigint>): void => {
    if (left-- === 0) {
      // What is under way has left before settings change.
      held = { relu: BigInt(random.below(2)), zero: random.pick([0n, 255n, 128n, random.bits(8)]) };
      left = 60;
    }
    if (left < 4) pins.in_valid = 0n;
    pins.relu = held.relu;
    pins.zero_point = held.zero;
    const exponent = BigInt(random.below(31));
    const mantissa = random.pick([0n, 1n, 1023n, random.bits(10)]);
    pins.scale = (exponent << 10n) | mantissa;
    if (random.chance(0.1)) return;
    const m = exponent === 0n ? mantissa : 1024n + mantissa;
    const target = BigInt(random.below(600) - 300);
    const wanted = m === 0n ? target : (target << (exponent === 0n ? 24n : 25n)) / (m << exponent);
    const bias = random.chance(0.2)
      ? random.pick([-(2n ** 31n), 2n ** 31n - 1n])
      : signed(pins.bias ?? 0n, 20);
    pins.bias = BigInt.asUintN(32, bias);
    pins.in_acc = BigInt.asUintN(40, wanted - bias + BigInt(random.below(5) - 2));
  };
}

function compared(top: Module, cycles: number): Coverage {
  const model = new QuantiserModel();
  compareWithModel(top, model, { cycles, seed: 3, adjust: steer(new Random(17)) });
  return model.seen;
}

const quantiser = () => build(Quantiser, { unit: 'm' });

describe('quantiser', () => {
  it('scales, cuts towards zero and clamps as whole numbers do, for every exponent', () => {
    const seen = compared(quantiser(), 12000);
    expect(seen.exponents.size).toBe(31);
    expect(seen.codes.size).toBeGreaterThan(250);
    expect(seen.negativeCut).toBeGreaterThan(300);
    expect(seen.clampedByRelu).toBeGreaterThan(300);
  });

  it.each([
    ['product_negative', 0n],
    ['product_shift', 20n],
    ['multiplier', 1024n],
  ])('and a fault in %s is seen', (register, value) => {
    const faulty = withFault(quantiser(), 'm_quantiser', (a) =>
      a.target.name === register ? stuckAt(a, value) : a,
    );
    expect(() => compared(faulty, 2000)).toThrow();
  });

  it('is compared with the page: three halves are cut to one, of either sign', () => {
    const half = 14n << 10n;
    expect([3n, -3n].map((acc) => codeOf(acc, 0n, half, 10n, false))).toEqual([11n, 9n]);
  });

  it.each([0x8000n, 0x7c00n, 0x7e01n])('asserts that scale %i does not occur', (scale) => {
    const top = quantiser();
    const model = new QuantiserModel();
    const adjust = (pins: Record<string, bigint>) => {
      pins.scale = scale;
      pins.in_valid = 1n;
    };
    expect(() => compareWithModel(top, model, { cycles: 3, adjust })).toThrow(/ScaleIsLegal/);
  });
});
