import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputRange, weightRange } from '../../compiler/element-range.js';
import { forward, type Network } from '../../compiler/network.js';
import { quantise } from '../../compiler/quantise.js';
import { mvmuConfig } from '../support/exact-mvmu.js';

/** y = relu([2 -1; 0.5 0.25] x + [0.5 -1]), then z = [1 -3] y + 0. */
const small: Network = {
  inputMaximum: 4,
  layers: [
    {
      weights: [
        [2, -1],
        [0.5, 0.25],
      ],
      bias: [0.5, -1],
      activation: 'relu',
    },
    { weights: [[1, -3]], bias: [0], activation: 'none' },
  ],
};

describe('forward', () => {
  it('gives the inputs of every layer and the outputs', () => {
    expect(forward(small, [4, 2])).toEqual([[1, 0.5], [2, 0], [2]]);
  });
});

describe('quantise', () => {
  const config = mvmuConfig({ rows: 4, columns: 4 });
  const calibration = [
    [4, 2],
    [0, 4],
    [4, 4],
  ];

  it('lays a layer out as rows of inputs with the bias last', () => {
    const [first] = quantise(small, config, calibration).layers;
    expect([first!.rows, first!.columns]).toEqual([3, 2]);
    const unit = first!.weights[0]! / 2;
    const expected = [2, 0.5, -1, 0.25, 0.5, -1].map((w) => w * unit);
    const errors = expected.map((w, k) => Math.abs(first!.weights[k]! - w));
    expect(Math.max(...errors)).toBeLessThanOrEqual(1);
  });

  it('uses the whole range of weights and inputs where the outputs allow it', () => {
    const wide = { ...config, output: { ...config.output, bits: 48, fraction: 0 } };
    const quantised = quantise(small, wide, calibration);
    expect(Math.max(...quantised.layers[0]!.weights)).toBe(32767);
    expect(quantised.rawScale * 4).toBe(32767);
    expect(quantised.layers[0]!.biasInput).toBe(32767);
  });

  it('keeps calibration outputs within 80 % of the output range, whatever the widths', () => {
    fc.assert(
      fc.property(
        fc.record({
          weightBits: fc.integer({ min: 6, max: 16 }),
          inputBits: fc.integer({ min: 6, max: 16 }),
          signedInputs: fc.boolean(),
          bits: fc.integer({ min: 10, max: 48 }),
          fraction: fc.integer({ min: 0, max: 20 }),
          rows: fc.integer({ min: 1, max: 4 }),
        }),
        ({ bits, fraction, ...changes }) => {
          const any = mvmuConfig({ ...changes, output: { ...config.output, bits, fraction } });
          const quantised = quantise(small, any, calibration);
          const first = quantised.layers[0]!;
          const limit = 2 ** (bits - 1) - 1;
          for (const raw of calibration) {
            const inputs = [...raw.map((x) => Math.round(x * quantised.rawScale)), first.biasInput];
            for (let j = 0; j < 2; j++) {
              for (let from = 0; from < 3; from += any.rows) {
                let sum = 0;
                for (let i = from; i < Math.min(3, from + any.rows); i++) {
                  sum += inputs[i]! * first.weights[i * 2 + j]!;
                }
                expect(Math.abs(sum) / 2 ** fraction).toBeLessThanOrEqual(limit);
              }
            }
          }
          const { max } = weightRange(any);
          expect(Math.max(...first.weights.map(Math.abs))).toBeLessThanOrEqual(max);
          expect(first.biasInput).toBeLessThanOrEqual(inputRange(any).max);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('spares the lowest weight of the differential encoding', () => {
    const negative: Network = {
      inputMaximum: 1,
      layers: [{ weights: [[-1]], bias: [0], activation: 'none' }],
    };
    const differential = mvmuConfig({ rows: 2, columns: 1, weightBits: 4, encoding: 'differential' });
    expect(Math.min(...quantise(negative, differential, [[1]]).layers[0]!.weights)).toBe(-7);
  });

  it('survives a network of zeros and no calibration data', () => {
    const zeros: Network = { inputMaximum: 1, layers: [{ weights: [[0]], bias: [0], activation: 'relu' }] };
    expect([...quantise(zeros, config, []).layers[0]!.weights]).toEqual([0, 0]);
  });
});
