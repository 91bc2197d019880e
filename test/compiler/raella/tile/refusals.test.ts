import { describe, expect, it } from 'vitest';
import { matrixProgram } from '../../../../compiler/raella/tile/matrix-program.js';
import { poolProgram } from '../../../../compiler/raella/tile/pool-program.js';
import {
  type LayerPlacement,
  squareGeometry,
  type TileMatrix,
} from '../../../../compiler/raella/tile/tile-layer.js';
import { caught } from '../../../support/caught.js';
import { routed, tileConfig, tileMatrix } from '../../../support/tile-layers.js';

const zeros = (rows: number, outputs: number) => new Array<number>(rows * outputs).fill(0);
const refusal = async (
  matrix: TileMatrix,
  placement: LayerPlacement = routed,
  changes: Parameters<typeof tileConfig>[0] = {},
) => {
  const { diagnostics } = await caught(() =>
    matrixProgram(tileConfig(changes), matrix, placement, { speculate: true }),
  );
  return diagnostics.map(({ severity: _, where: __, ...finding }) => finding);
};

describe('a layer that does not fit the tile', () => {
  it('CW-W211: crossbars, with the sum', async () => {
    expect(await refusal(tileMatrix(30, 6, zeros(30, 6)))).toEqual([
      {
        code: 'CW-W211',
        message: 'the layer needs more crossbars than the tile has',
        expected: 'at most 2 x 2 = 4 crossbars',
        actual: 'ceil(30 / 12) x ceil(6 / 5) = 3 x 2 = 6 crossbars',
        hint: 'raise `imas` or `crossbars`, or split the layer by its outputs',
      },
    ]);
  });

  it('CW-W211: outputs of the quantiser', async () => {
    expect(await refusal(tileMatrix(4, 6, zeros(4, 6)), routed, { channels: 5 })).toEqual([
      {
        code: 'CW-W211',
        message: 'the layer has more outputs than the quantiser has channels',
        expected: 'at most `channels` = 5 outputs',
        actual: '6 outputs',
        hint: 'raise `channels`, or split the layer by its outputs',
      },
    ]);
  });

  it('CW-W211: the activation buffer, and outputs that go nowhere', async () => {
    const geometry = squareGeometry({
      ...{ height: 9, width: 29, channels: 1, kernelHeight: 1, kernelWidth: 1, stride: 1, padding: 0 },
    });
    const placement = { ...routed, toRouter: false };
    expect(await refusal(tileMatrix(1, 1, [0], {}, geometry), placement)).toEqual([
      {
        code: 'CW-W211',
        message: 'the input does not fit the activation buffer',
        expected: 'at most `activationBytes` = 256 bytes',
        actual: '9 x 29 x 1 = 261 bytes',
        hint: 'raise `activationBytes`',
      },
      {
        code: 'CW-W211',
        message: 'the outputs go nowhere',
        expected: 'to the buffer, the router, or both',
        actual: 'neither',
        hint: 'choose one',
      },
    ]);
  });

  it.each([
    [2, 'inputs 0 .. 3, outputs 2 .. 3'],
    [255, 'inputs 0 .. 3, outputs 255 .. 256'],
  ])('CW-W211: outputs at %i meet inputs in the buffer', async (outBase, actual) => {
    const placement = { inBase: 0, outBase, toBuffer: true, toRouter: true };
    expect(await refusal(tileMatrix(4, 2, zeros(4, 2)), placement)).toEqual([
      {
        code: 'CW-W211',
        message: 'inputs and outputs do not lie apart in the activation buffer',
        expected: 'two ranges that do not meet in `activationBytes` = 256 bytes',
        actual,
        hint: 'raise `activationBytes`, or send the outputs to the router only',
      },
    ]);
    const apart = { ...placement, outBase: 254 };
    expect(() =>
      matrixProgram(tileConfig(), tileMatrix(4, 2, zeros(4, 2)), apart, { speculate: true }),
    ).not.toThrow();
  });

  it('CW-W211: a window of another size than the weights, and a register that is too small', async () => {
    const matrix = tileMatrix(4, 1, zeros(4, 1));
    const geometry = { ...matrix.geometry, strideX: 65536, inChannels: 5 };
    expect(await refusal({ ...matrix, geometry })).toEqual([
      {
        code: 'CW-W211',
        message: '`strideX` does not fit its register',
        expected: 'at most 65535',
        actual: '65536',
        hint: 'split the layer',
      },
      {
        code: 'CW-W211',
        message: 'a window has another size than its weights',
        expected: '4 elements',
        actual: '1 x 1 x 5 = 5 elements',
        hint: 'weights are outputs x (kernel rows x kernel columns x channels)',
      },
    ]);
  });

  it.each([
    [[4, 4], '[4, 4]'],
    [[2, 2, 2], '[2, 2, 2]'],
    [[8], '[8]'],
  ])('CW-W212: slices %j for cells of 2 bits', async (slicing, actual) => {
    const matrix = { ...tileMatrix(4, 1, zeros(4, 1)), slicing };
    expect(await refusal(matrix, routed, { cellBits: 2 })).toEqual([
      {
        code: 'CW-W212',
        message: 'the slicing does not cut a weight into cells',
        expected: '2 .. 8 widths of 1 .. `cellBits` = 2 bits that sum to 8',
        actual,
        hint: 'cells have 2 bits and a sign',
      },
    ]);
  });

  it('CW-W204: a filter that is wider than a crossbar; CW-M006: a scale that is none', async () => {
    const wide = { ...tileMatrix(4, 1, zeros(4, 1)), slicing: [1, 1, 1, 1, 1, 1, 1, 1] };
    expect(await refusal(wide, routed, { columns: 7, adcs: 1 })).toMatchObject([{ code: 'CW-W204' }]);
    const negative = tileMatrix(4, 1, zeros(4, 1), { scales: Uint16Array.of(0xbc00) });
    expect(await refusal(negative)).toMatchObject([{ code: 'CW-M006' }]);
  });

  it('CW-W211: a max-pool that does not fit', async () => {
    const geometry = squareGeometry({
      ...{ height: 16, width: 16, channels: 1, kernelHeight: 2, kernelWidth: 2, stride: 2, padding: 0 },
    });
    const pool = { name: 'pool', geometry, signedInputs: false };
    const placement = { inBase: 7, outBase: 7, toBuffer: true, toRouter: false };
    const { diagnostics } = await caught(() => poolProgram(tileConfig(), pool, placement));
    expect(diagnostics).toEqual([
      {
        code: 'CW-W211',
        severity: 'error',
        message: 'inputs and outputs do not lie apart in the activation buffer',
        where: { kind: 'json', path: 'pool' },
        expected: 'two ranges that do not meet in `activationBytes` = 256 bytes',
        actual: 'inputs 7 .. 262, outputs 7 .. 70',
        hint: 'raise `activationBytes`, or send the outputs to the router only',
      },
    ]);
    expect(() => poolProgram(tileConfig(), pool, routed)).not.toThrow();
  });
});
