import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrossweaveError } from '../../../base/crossweave-error.js';
import { forward, type Network } from '../../../compiler/network.js';
import { halfAtLeast } from '../../../compiler/raella/half.js';
import { runIntegerLayer } from '../../../compiler/raella/integer-layer.js';
import { codingOf, quantiseLayer } from '../../../compiler/raella/quantise-layer.js';
import { caught } from '../../support/caught.js';

/** Of a half-precision pattern, by the standard: fraction, exponent and bias. */
function halfValue(bits: number): number {
  const exponent = bits >>> 10;
  const fraction = (bits & 0x3ff) / 1024;
  return exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15);
}

const unit = codingOf(0, 255);
const diagnostic = async (run: () => unknown) => ((await caught(run)) as CrossweaveError).diagnostics;

describe('halfAtLeast', () => {
  it('gives back every half', () => {
    for (let bits = 1; bits < 0x7c00; bits++) {
      if (halfAtLeast(halfValue(bits)) !== bits) expect.fail(`0x${bits.toString(16)}`);
    }
  });

  it('goes up to the next one from between two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x7bfe }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (bits, part) => {
          const [low, high] = [halfValue(bits), halfValue(bits + 1)];
          expect(halfAtLeast(low + (high - low) * part)).toBe(bits + 1);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it.each([0, -1, 65505, Number.POSITIVE_INFINITY, Number.NaN])('CW-W201: %d is refused', async (value) => {
    expect(await diagnostic(() => halfAtLeast(value))).toEqual([
      {
        code: 'CW-W201',
        severity: 'error',
        message: 'a scale does not fit half precision',
        expected: 'above 0, at most 65504',
        actual: String(value),
        hint: 'a scale is input scale * weight scale / output scale; check the ranges of calibration',
      },
    ]);
  });
});

describe('the quantised layer', () => {
  it('codes ranges with 0 inside', () => {
    expect(codingOf(0, 510)).toEqual({ scale: 2, zeroCode: 0 });
    expect(codingOf(-51, 204)).toEqual({ scale: 1, zeroCode: 51 });
    expect(codingOf(10, 255)).toEqual({ scale: 1, zeroCode: 0 });
    expect(codingOf(0, 0)).toEqual({ scale: 1, zeroCode: 0 });
  });

  it('has codes, zero points, scales and biases of its own for every output', () => {
    const layer = quantiseLayer(
      {
        weights: [
          [-51, 204, 0],
          [0, 127.5, 63.75],
          [0, 0, 0],
        ],
        bias: [3, -0.5, 0],
        activation: 'relu',
      },
      unit,
      unit,
    );
    expect(layer).toEqual({
      rows: 3,
      outputs: 3,
      weights: Uint8Array.of(0, 255, 51, 0, 255, 128, 0, 0, 0),
      zeroPoints: Uint8Array.of(51, 0, 0),
      // bias / scale and half a code
      biases: Int32Array.of(4, 0, 1),
      scales: Uint16Array.of(0x3c00, 0x3800, 0x3c00),
      zeroPoint: 0,
      relu: true,
      zeroCode: 0,
      signedInputs: false,
    });
  });

  it('is the real layer to within the steps of its weights and outputs', () => {
    const real = fc.integer({ min: -2000, max: 2000 }).map((thousandths) => thousandths / 1000);
    const layers = fc.integer({ min: 1, max: 12 }).chain((rows) =>
      fc.record({
        weights: fc.array(fc.array(real, { minLength: rows, maxLength: rows }), {
          minLength: 1,
          maxLength: 4,
        }),
        bias: fc.array(real, { minLength: 4, maxLength: 4 }),
        activation: fc.constantFrom('relu' as const, 'none' as const),
        codes: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: rows, maxLength: rows }),
        low: fc.double({ min: -1, max: 0, noNaN: true }),
      }),
    );
    let nonzero = 0;
    fc.assert(
      fc.property(layers, ({ codes, low, ...layer }) => {
        const input = codingOf(low, 1);
        const output = layer.activation === 'relu' ? codingOf(0, 4) : codingOf(-3, 5);
        const inputs = codes.map((code) => input.scale * (code - input.zeroCode));
        const got = runIntegerLayer(quantiseLayer(layer, input, output), Int32Array.from(codes));
        const network: Network = { inputMaximum: 1, layers: [layer] };
        const expected = forward(network, inputs)[1]!;
        layer.weights.forEach((weights, o) => {
          const span = Math.max(0, ...weights) - Math.min(0, ...weights);
          const step = span === 0 ? 1 : (span / 255) * (1 + 2 ** -9) + 2 ** -24;
          // Half a step a weight (one where it is clipped), half an accumulator unit of the bias, half an output code.
          const slack =
            inputs.reduce((sum, x) => sum + Math.abs(x) * step, 0) + input.scale * step + output.scale;
          const clipped = Math.min(
            output.scale * (255 - output.zeroCode),
            Math.max(-output.scale * output.zeroCode, expected[o]!),
          );
          const value = output.scale * (got[o]! - output.zeroCode);
          expect(Math.abs(value - clipped)).toBeLessThanOrEqual(slack);
          if (value !== 0) nonzero++;
        });
      }),
      { seed: 5, numRuns: 300 },
    );
    expect(nonzero).toBeGreaterThan(200);
  });

  it('rounds, ties up, on both sides of zero', () => {
    const layer = quantiseLayer({ weights: [[1]], bias: [-20], activation: 'none' }, unit, {
      scale: 2,
      zeroCode: 10,
    });
    // (x - 20) / 2 + 10 for x = 0 .. 7, so real values -10 .. -6.5
    expect([...runIntegerLayer(layer, Int32Array.of(0, 1, 2, 3, 21))]).toEqual([0, 1, 1, 2, 11]);
  });

  it('adds its zero point after the scale with ReLU, and stops there', () => {
    const layer = quantiseLayer({ weights: [[1]], bias: [-3], activation: 'relu' }, unit, {
      scale: 1,
      zeroCode: 7,
    });
    expect([...runIntegerLayer(layer, Int32Array.of(0, 3, 5, 255))]).toEqual([7, 7, 9, 255]);
  });
});

describe('layers are refused', () => {
  const finding = (path: string, actual: string) => ({
    code: 'CW-W203',
    severity: 'error',
    message: 'a weight is no finite number',
    where: { kind: 'json', path },
    expected: 'a finite number',
    actual,
    hint: 'the training diverged',
  });

  it('CW-W203: with weights that are no finite numbers', async () => {
    const weights = [[1], [2]];
    const nan = { weights: [[1], [Number.NaN]], bias: [0, 0], activation: 'relu' } as const;
    expect(await diagnostic(() => quantiseLayer(nan, unit, unit))).toEqual([finding('weights[1][0]', 'NaN')]);
    const far = { weights, bias: [0, Number.NEGATIVE_INFINITY], activation: 'relu' } as const;
    expect(await diagnostic(() => quantiseLayer(far, unit, unit))).toEqual([finding('bias[1]', '-Infinity')]);
  });

  it('CW-W202: with a bias far outside the weights', async () => {
    const layer = { weights: [[1e-4]], bias: [1e9], activation: 'none' } as const;
    const [found, ...more] = await diagnostic(() => quantiseLayer(layer, unit, unit));
    expect(more).toEqual([]);
    expect(Number(found!.actual)).toBeGreaterThan(2 ** 31);
    expect(found).toEqual({
      code: 'CW-W202',
      severity: 'error',
      message: 'a bias does not fit 32 bits',
      where: { kind: 'json', path: 'bias[0]' },
      expected: '-2147483648 .. 2147483647',
      actual: found!.actual,
      hint: 'the weights of this output are tiny beside its bias',
    });
  });

  it('CW-W001 and CW-W004: with arrays or inputs that do not fit', async () => {
    const layer = quantiseLayer({ weights: [[1, 2]], bias: [0], activation: 'relu' }, unit, unit);
    const shape = (path: string, expected: string, actual: string) => ({
      code: 'CW-W001',
      severity: 'error',
      message: `\`${path}\` of the layer has the wrong number of elements`,
      where: { kind: 'json', path },
      expected,
      actual,
      hint: 'weights are outputs x rows, inputs are vectors x rows',
    });
    expect(await diagnostic(() => runIntegerLayer(layer, Int32Array.of(1, 2, 3)))).toEqual([
      shape('inputs', '4', '3'),
    ]);
    expect(
      await diagnostic(() => runIntegerLayer({ ...layer, weights: Uint8Array.of(1) }, Int32Array.of(1, 2))),
    ).toEqual([shape('weights', '2', '1')]);
    const range = (expected: string, path: string, actual: string) => ({
      code: 'CW-W004',
      severity: 'error',
      message: 'input out of range',
      where: { kind: 'json', path },
      expected,
      actual,
      hint: 'inputs of a layer are codes of 8 bits',
    });
    expect(await diagnostic(() => runIntegerLayer(layer, Int32Array.of(1, 2, 3, 256)))).toEqual([
      range('0 .. 255', 'inputs[1][1]', '256'),
    ]);
    expect(
      await diagnostic(() => runIntegerLayer({ ...layer, signedInputs: true }, Int32Array.of(-129, 2))),
    ).toEqual([range('-128 .. 127', 'inputs[0][0]', '-129')]);
  });
});
