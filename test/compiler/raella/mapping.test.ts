import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Convolution, convolutionShape, fillPatches } from '../../../compiler/raella/convolution.js';
import { crossbarWeights } from '../../../compiler/raella/crossbar-layer.js';
import { mapLayer } from '../../../compiler/raella/map-layer.js';
import { caught } from '../../support/caught.js';

const paper = { rows: 512, columns: 512 };

describe('the mapping of a layer', () => {
  it('gives the converts a MAC of the thesis where rows are full', () => {
    // ISAAC: four slices, 128 rows; RAELLA with four slices of two bits, then with three; eight converts a column.
    const converts = (crossbar: typeof paper, slices: number) =>
      8 * mapLayer({ rows: 512, columns: 128 }, crossbar, slices).columnsPerMac;
    expect(converts({ rows: 128, columns: 128 }, 4)).toBe(0.25);
    expect(converts(paper, 4)).toBe(0.0625);
    expect(converts(paper, 3)).toBe(0.046875);
  });

  it('splits dot products over crossbars, and counts what stays empty', () => {
    expect(mapLayer({ rows: 600, columns: 200 }, paper, 3)).toEqual({
      filtersPerCrossbar: 170,
      crossbars: [
        { row: 0, rows: 512, output: 0, outputs: 170 },
        { row: 512, rows: 88, output: 0, outputs: 170 },
        { row: 0, rows: 512, output: 170, outputs: 30 },
        { row: 512, rows: 88, output: 170, outputs: 30 },
      ],
      rowUtilisation: 600 / 1024,
      columnUtilisation: 600 / 1024,
      columnsPerMac: (2 * 3) / 600,
    });
  });

  it('places every weight once, in its column and row', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        fc.integer({ min: 2, max: 8 }),
        (rows, columns, height, width, slices) => {
          const crossbar = { rows: height, columns: width + slices };
          const mapping = mapLayer({ rows, columns }, crossbar, slices);
          const layer = {
            rows,
            outputs: columns,
            weights: Uint8Array.from({ length: rows * columns }, (_, k) => k % 251),
            zeroPoints: new Uint8Array(columns),
            biases: new Int32Array(columns),
            scales: new Uint16Array(columns),
            zeroPoint: 0,
            relu: false,
            zeroCode: 0,
            signedInputs: false,
          };
          const blocks = Math.ceil(rows / height);
          const centres = Uint8Array.from({ length: blocks * columns }, (_, k) => k % 253);
          const placed = new Int32Array(rows * columns);
          let cells = 0;
          for (const mapped of mapping.crossbars) {
            const { codes, used, centres: own } = crossbarWeights(layer, centres, mapped, height);
            expect(mapped.outputs * slices).toBeLessThanOrEqual(crossbar.columns);
            expect(codes.length).toBe(height * mapped.outputs);
            used.forEach((use, at) => {
              const [i, p] = [Math.floor(at / mapped.outputs), at % mapped.outputs];
              const output = mapped.output + p;
              if (own[p] !== centres[(mapped.row / height) * columns + output])
                expect.fail(`centre of ${output}`);
              if ((use === 1) !== i < mapped.rows) expect.fail(`use of row ${i}`);
              if (use === 0) return;
              const weight = output * rows + mapped.row + i;
              placed[weight]!++;
              if (codes[at] !== layer.weights[weight]) expect.fail(`weight ${weight}`);
              cells += slices;
            });
          }
          expect([...placed]).toEqual(new Array(rows * columns).fill(1));
          const share = cells / (mapping.crossbars.length * height * crossbar.columns);
          expect(mapping.rowUtilisation * mapping.columnUtilisation).toBeCloseTo(share, 12);
          const used = mapping.crossbars.reduce((sum, { outputs }) => sum + outputs * slices, 0);
          expect(mapping.columnsPerMac).toBeCloseTo(used / (rows * columns), 12);
        },
      ),
      { seed: 8, numRuns: 60 },
    );
  });

  it('CW-W204: refuses a filter wider than a crossbar', async () => {
    const error = await caught(() => mapLayer({ rows: 4, columns: 4 }, { rows: 4, columns: 5 }, 6));
    expect(error.diagnostics).toEqual([
      {
        code: 'CW-W204',
        severity: 'error',
        message: 'a filter does not fit the crossbar',
        expected: 'at least 6 columns',
        actual: '5',
        hint: 'raise `columns`, or take a slicing of fewer slices; a last layer has eight',
      },
    ]);
  });
});

describe('the patches of a convolution', () => {
  const layer: Convolution = {
    channels: 1,
    height: 3,
    width: 3,
    kernelHeight: 2,
    kernelWidth: 2,
    stride: 2,
    padding: 1,
  };

  it('pad with the code of zero', () => {
    expect(convolutionShape(layer)).toEqual({ rows: 4, height: 2, width: 2 });
    const patches = new Int32Array(16);
    fillPatches(layer, [1, 2, 3, 4, 5, 6, 7, 8, 9], 77, patches);
    expect([...patches]).toEqual(
      [
        [77, 77, 77, 1],
        [77, 77, 2, 3],
        [77, 4, 77, 7],
        [5, 6, 8, 9],
      ].flat(),
    );
  });

  it('make dot products of any convolution', () => {
    const small = fc.integer({ min: 1, max: 3 });
    const shapes = fc.record({
      channels: small,
      height: fc.integer({ min: 3, max: 6 }),
      width: fc.integer({ min: 3, max: 6 }),
      kernelHeight: small,
      kernelWidth: small,
      stride: small,
      padding: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(shapes, (c) => {
        const image = Array.from({ length: c.channels * c.height * c.width }, (_, k) => (k * 37) % 101);
        const kernel = Array.from(
          { length: c.channels * c.kernelHeight * c.kernelWidth },
          (_, k) => k * k + 1,
        );
        // Scatters every pixel to the outputs that see it, instead of gathering.
        const { height, width, rows } = convolutionShape(c);
        const expected = new Array<number>(height * width).fill(0);
        image.forEach((value, at) => {
          const channel = at % c.channels;
          const x = (Math.floor(at / c.channels) % c.width) + c.padding;
          const y = Math.floor(at / (c.channels * c.width)) + c.padding;
          for (let top = 0; top < height; top++) {
            for (let left = 0; left < width; left++) {
              const [ky, kx] = [y - top * c.stride, x - left * c.stride];
              if (ky < 0 || ky >= c.kernelHeight || kx < 0 || kx >= c.kernelWidth) continue;
              expected[top * width + left]! +=
                value * kernel[(ky * c.kernelWidth + kx) * c.channels + channel]!;
            }
          }
        });
        const patches = new Int32Array(height * width * rows);
        fillPatches(c, image, 0, patches);
        const got = expected.map((_, k) =>
          kernel.reduce((sum, weight, i) => sum + weight * patches[k * rows + i]!, 0),
        );
        expect(got).toEqual(expected);
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});
