import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Convolution, convolutionShape } from '../../../compiler/raella/convolution.js';
import { GoldenLayer } from '../../../compiler/raella/golden-layer.js';
import { layerCentres } from '../../../compiler/raella/layer-centres.js';
import { mapConvolution, replicateLayers } from '../../../compiler/raella/map-convolution.js';
import { inputVectors, type MatrixLayer, outputImages } from '../../../compiler/raella/network-layers.js';
import { runNetwork } from '../../../compiler/raella/run-integer-network.js';
import { expandPositions } from '../../../compiler/raella/toeplitz.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { caught } from '../../support/caught.js';

type ConvolutionLayer = Extract<MatrixLayer, { kind: 'convolution' }>;

/** Converters that no sum of these layers reaches. */
const wide: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'wide', rows: 512, columns: 512, cellBits: 4, dacBits: 4 },
  ...{ adcs: 4, adcBits: 12, speculation: [4, 2, 2] },
};

const shapes = fc.record({
  channels: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 3, max: 6 }),
  width: fc.integer({ min: 3, max: 9 }),
  kernelHeight: fc.integer({ min: 1, max: 3 }),
  kernelWidth: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 2 }),
});

/** A layer with any codes, zero points, biases and zero code of its inputs. */
function arbitraryLayer(c: Convolution): fc.Arbitrary<ConvolutionLayer> {
  const { rows } = convolutionShape(c);
  const byte = fc.integer({ min: 0, max: 255 });
  return fc.integer({ min: 1, max: 3 }).chain((outputs) =>
    fc
      .record({
        weights: fc.uint8Array({ minLength: outputs * rows, maxLength: outputs * rows }),
        zeroPoints: fc.uint8Array({ minLength: outputs, maxLength: outputs }),
        bias: fc.integer({ min: -10000, max: 10000 }),
        zeroCode: byte,
      })
      .map(({ weights, zeroPoints, bias, zeroCode }) => ({
        ...{ kind: 'convolution', name: 'convolution-1', convolution: c, last: false },
        input: { scale: 1, zeroCode },
        output: { scale: 1, zeroCode: 100 },
        layer: {
          ...{ rows, outputs, weights, zeroPoints, zeroPoint: 100, relu: false, zeroCode: 100 },
          biases: new Int32Array(outputs).fill(bias),
          // 2^-8.
          scales: new Uint16Array(outputs).fill(0x1c00),
          signedInputs: false,
        },
      })),
  );
}

describe('a convolution expanded to several positions', () => {
  it('computes exactly what the plain one does', () => {
    let [ragged, several, varied, compared] = [0, 0, 0, 0];
    const cases = shapes.chain((c) =>
      fc.record({
        layer: arbitraryLayer(c),
        positions: fc.integer({ min: 1, max: convolutionShape(c).width }),
        images: fc.integer({ min: 1, max: 2 }).chain((images) => {
          const length = images * c.channels * c.height * c.width;
          return fc.uint8Array({ minLength: length, maxLength: length });
        }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ layer, positions, images }) => {
        const expanded = expandPositions(layer, positions);
        const plain = runNetwork([layer], images).at(-1)!;
        expect(runNetwork([expanded], images).at(-1)).toEqual(plain);
        expect(expanded.layer.rows).toBe(convolutionShape(layer.convolution, positions).rows);
        if (convolutionShape(layer.convolution).width % positions > 0) ragged++;
        if (positions > 1) several++;
        if (new Set(plain).size > 2) varied++;
        // In crossbars without saturation too, whatever their centres.
        const small = images.map((code) => code & 15);
        const through = (one: ConvolutionLayer) => {
          const slicing = [3, 3, 2];
          const centres = layerCentres(one.layer, wide.rows, slicing, 'center-offset');
          const golden = new GoldenLayer(one.layer, { slicing, centres }, wide, true);
          const outputs = outputImages(one, golden.run(inputVectors(one, small)));
          return { outputs, saturated: golden.counts.saturations + golden.counts.overflows };
        };
        const [own, other] = [through(layer), through(expanded)];
        if (own.saturated + other.saturated > 0) return;
        compared++;
        expect(other.outputs).toEqual(own.outputs);
      }),
      { seed: 12, numRuns: 200 },
    );
    expect(ragged).toBeGreaterThan(30);
    expect(several).toBeGreaterThan(100);
    expect(varied).toBeGreaterThan(100);
    expect(compared).toBeGreaterThan(100);
  });

  it('cannot give more outputs than a row has', async () => {
    const c: Convolution = {
      ...{ channels: 1, height: 5, width: 5, kernelHeight: 3, kernelWidth: 3, stride: 1, padding: 0 },
    };
    const [layer] = fc.sample(arbitraryLayer(c), { seed: 1, numRuns: 1 });
    const error = await caught(() => expandPositions(layer!, 4));
    expect(error.diagnostics).toEqual([
      {
        code: 'CW-W205',
        severity: 'error',
        message: 'a convolution cannot give so many outputs for one input vector',
        expected: '1 .. 3, the outputs of a row',
        actual: '4',
        hint: 'a layer is expanded along the rows of its outputs only',
      },
    ]);
  });
});

describe('the mapping of a convolution', () => {
  const first: Convolution = {
    ...{ channels: 1, height: 28, width: 28, kernelHeight: 5, kernelWidth: 5, stride: 1, padding: 2 },
  };

  it('takes as many positions as fit the columns, evenly', () => {
    // 21 would fit; 14 need no more vectors: two for a row of 28.
    const mapped = mapConvolution(first, 8, { rows: 512, columns: 512 }, 3);
    expect(mapped).toMatchObject({ positions: 14, vectors: 56, density: 25 / 90, speedUp: 14 });
    expect(mapped.mapping).toMatchObject({
      ...{ rowUtilisation: 90 / 512, columnUtilisation: (14 * 8 * 3) / 512 },
    });
    expect(mapped.columnsPerMac).toBeCloseTo(3 / 25, 12);
  });

  it('counts outputs beyond the end of a row', () => {
    // Three filters of eight slices, so three positions: ten vectors of three outputs for 28.
    const mapped = mapConvolution(first, 1, { rows: 512, columns: 24 }, 8);
    expect(mapped).toMatchObject({ positions: 3, vectors: 280, speedUp: 2.8 });
    expect(mapped.columnsPerMac).toBeCloseTo(((30 / 28) * 8) / 25, 12);
  });

  it('takes as many positions as fit the rows', () => {
    const mapped = mapConvolution({ ...first, channels: 16 }, 2, { rows: 512, columns: 512 }, 2);
    // 5 x (5 + 1) x 16 = 480 rows; a third position would take 560.
    expect(mapped).toMatchObject({ positions: 2, vectors: 28 * 14, speedUp: 2 });
  });

  it('leaves layers alone that need several crossbars', () => {
    const mapped = mapConvolution({ ...first, channels: 32 }, 8, { rows: 512, columns: 512 }, 3);
    expect(mapped).toMatchObject({ positions: 1, density: 1, speedUp: 1, columnsPerMac: 6 / 800 });
    expect(mapped.mapping.crossbars.length).toBe(2);
  });

  it('copies the slowest layer while there are crossbars', () => {
    const layers = [
      { crossbars: 1, vectors: 784 },
      { crossbars: 2, vectors: 100 },
      { crossbars: 1, vectors: 1 },
    ];
    expect(replicateLayers(layers, 4)).toEqual([1, 1, 1]);
    expect(replicateLayers(layers, 10)).toEqual([7, 1, 1]);
    // At eight copies each has 98 vectors; the second layer has 100 and is next.
    expect(replicateLayers(layers, 13)).toEqual([8, 2, 1]);
    expect(replicateLayers([{ crossbars: 1, vectors: 3 }], 100)).toEqual([3]);
    expect(replicateLayers(layers, 1)).toEqual([1, 1, 1]);
    expect(replicateLayers([], 5)).toEqual([]);
  });
});
