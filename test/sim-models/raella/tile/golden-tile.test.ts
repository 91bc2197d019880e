import { describe, expect, it } from 'vitest';
import { runIntegerLayer } from '../../../../compiler/raella/integer-layer.js';
import { matrixProgram } from '../../../../compiler/raella/tile/matrix-program.js';
import { poolProgram } from '../../../../compiler/raella/tile/pool-program.js';
import { splitMatrix } from '../../../../compiler/raella/tile/split-matrix.js';
import { squareGeometry, type TileMatrix } from '../../../../compiler/raella/tile/tile-layer.js';
import { toeplitz } from '../../../../compiler/raella/tile/toeplitz.js';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { GoldenTile } from '../../../../sim-models/raella/tile/index.js';
import { randomGeometry } from '../../../../systems/raella-tile/random-geometry.js';
import { randomMatrix } from '../../../../systems/raella-tile/random-matrix.js';
import { RandomSource } from '../../../../systems/workloads/random-source.js';
import { routed, tileConfig, tileMatrix } from '../../../support/tile-layers.js';

/** No column sum of 12 rows reaches the bounds of 12 bits in one-bit steps, and no psum of small offsets 16 bits. */
const exact = tileConfig({ adcBits: 12, columns: 64, activationBytes: 1024 });

/** Where inputs lie: something else stands before them. */
const base = 97;

function run(config: RaellaTileConfig, matrix: TileMatrix, input: Uint8Array, speculate = false) {
  const tile = new GoldenTile(config);
  tile.write(0, new Uint8Array(base).fill(201));
  tile.program(matrixProgram(config, matrix, { ...routed, inBase: base }, { speculate }));
  tile.write(base, input);
  return tile.run({ parts: true });
}

/** Element k of each window, straight from the text of docs/raella-tile.md. */
function windows({ geometry: g, layer, padCode }: TileMatrix, input: Uint8Array): Int32Array {
  const values: number[] = [];
  const number = (byte: number) => (layer.signedInputs && byte > 127 ? byte - 256 : byte);
  for (let oy = 0; oy < g.outHeight; oy++)
    for (let ox = 0; ox < g.outWidth; ox++)
      for (let k = 0; k < g.kernelHeight * g.kernelWidth * g.inChannels; k++) {
        const c = k % g.inChannels;
        const kx = Math.floor(k / g.inChannels) % g.kernelWidth;
        const ky = Math.floor(k / g.inChannels / g.kernelWidth);
        const [y, x] = [oy * g.strideY + ky - g.padTop, ox * g.strideX + kx - g.padLeft];
        const inside = y >= 0 && x >= 0 && y < g.inHeight && x < g.inWidth;
        values.push(number(inside ? input[(y * g.inWidth + x) * g.inChannels + c]! : padCode));
      }
  return Int32Array.from(values);
}

describe('the golden tile', () => {
  it('computes a layer of docs/raella-tile.md by hand', () => {
    // Two weights, 103 and 97, about their centre 100; inputs 5 and 7: y = 3*5 - 3*7 + 100*12 = 1194.
    const matrix = tileMatrix(2, 1, [103, 97], {
      zeroPoints: Uint8Array.of(90),
      biases: Int32Array.of(-14),
      scales: Uint16Array.of(0x3800),
      zeroPoint: 3,
    });
    const { outputs, sums, parts, overflows } = run(tileConfig(), matrix, Uint8Array.of(5, 7));
    // With the code of zero, 90, it is 1194 - 90*12 = 114; (114 - 14) / 2 + 3 = 53.
    expect([...sums!]).toEqual([114]);
    expect([...parts!]).toEqual([114, 0, 0, 0]);
    expect([...outputs]).toEqual([53]);
    expect(overflows).toBe(0);
  });

  it('is plain integer arithmetic where nothing saturates', () => {
    const random = new RandomSource(5);
    const seen = { windows: 0, padded: 0, signed: 0, blocks: 0, speculated: 0 };
    for (let n = 0; n < 60; n++) {
      const geometry = randomGeometry(random, exact, n % 3 > 0, undefined);
      const signedInputs = n % 4 === 0;
      const matrix = randomMatrix(random, exact, {
        ...{ name: 'layer', geometry, outputs: random.integer(1, 8), style: 'trained', signedInputs },
      });
      const input = new Uint8Array(geometry.inHeight * geometry.inWidth * geometry.inChannels).map(() =>
        random.integer(0, 255),
      );
      const speculate = n % 2 === 1;
      const { outputs, overflows } = run(exact, matrix, input, speculate);
      expect(overflows).toBe(0);
      const inputs = windows(matrix, input);
      expect([n, ...outputs]).toEqual([n, ...runIntegerLayer(matrix.layer, inputs)]);
      seen.windows += geometry.outHeight * geometry.outWidth;
      seen.padded += Number(geometry.padTop + geometry.padLeft > 0);
      seen.signed += Number(signedInputs);
      seen.blocks += Number(matrix.layer.rows > exact.rows);
      seen.speculated += Number(speculate);
    }
    expect(Object.values(seen).every((count) => count >= 5)).toBe(true);
  });

  it('gives the same outputs for a Toeplitz expansion, and for a layer split by its outputs', () => {
    const random = new RandomSource(9);
    let split = 0;
    let expanded = 0;
    for (let n = 0; n < 40; n++) {
      const geometry = randomGeometry(random, exact, true, undefined);
      const matrix = randomMatrix(random, exact, {
        ...{ name: 'layer', geometry, outputs: random.integer(1, 4), style: 'trained', signedInputs: false },
      });
      const input = new Uint8Array(geometry.inHeight * geometry.inWidth * geometry.inChannels).map(() =>
        random.integer(0, 255),
      );
      const whole = run(exact, matrix, input).outputs;
      if (geometry.outWidth % 2 === 0) {
        const twice = toeplitz(matrix, 2, exact.rows);
        if (twice.layer.rows <= 4 * exact.rows) {
          expect([...run(exact, twice, input).outputs]).toEqual([...whole]);
          expanded++;
        }
      }
      const small = { ...exact, channels: 2 };
      const parts = splitMatrix(small, matrix);
      const outputs = matrix.layer.outputs;
      const joined = new Uint8Array(whole.length);
      for (const { output, matrix: part } of parts) {
        const own = run(small, part, input).outputs;
        const { outputs: count } = part.layer;
        own.forEach((code, at) => {
          joined[Math.floor(at / count) * outputs + output + (at % count)] = code;
        });
      }
      expect([...joined]).toEqual([...whole]);
      split += Number(parts.length > 1);
    }
    expect(split).toBeGreaterThan(5);
    expect(expanded).toBeGreaterThan(5);
  });

  it('pools the largest activation, unsigned or signed, of what lies inside', () => {
    const geometry = {
      ...squareGeometry({
        ...{ height: 2, width: 3, channels: 1, kernelHeight: 2, kernelWidth: 2, stride: 2, padding: 1 },
      }),
      outWidth: 2,
    };
    const tile = new GoldenTile(tileConfig());
    tile.write(0, Uint8Array.of(1, 200, 3, 4, 130, 120));
    const pooled = (signedInputs: boolean) => {
      tile.program(poolProgram(tileConfig(), { name: 'pool', geometry, signedInputs }, routed));
      return [...tile.run({ parts: false }).outputs];
    };
    expect(geometry.outHeight).toBe(2);
    expect(pooled(false)).toEqual([1, 200, 4, 130]);
    expect(pooled(true)).toEqual([1, 3, 4, 120]);
  });

  it('takes addresses modulo the buffer, and leaves outputs there', () => {
    const tile = new GoldenTile(tileConfig());
    const matrix = tileMatrix(3, 2, [1, 0, 0, 0, 0, 1]);
    const placement = { inBase: 254, outBase: 510, toBuffer: true, toRouter: false };
    const [inBase, outBase] = [254, 256 + 254 + 3];
    tile.program(matrixProgram(tileConfig(), matrix, { ...placement, inBase, outBase }, { speculate: true }));
    tile.write(254, Uint8Array.of(11, 22, 33));
    tile.run({ parts: false });
    expect([...tile.activations.subarray(254), ...tile.activations.subarray(0, 4)]).toEqual([
      11, 22, 33, 11, 33, 0,
    ]);
  });

  it('counts windows, crossbars and filters whose psum overflowed', () => {
    // 12 inputs of 255 on offsets of 155 are 12 * 255 * 155 = 474,300; two crossbars of two filters, two windows.
    const geometry = squareGeometry({
      ...{ height: 2, width: 1, channels: 24, kernelHeight: 1, kernelWidth: 1, stride: 1, padding: 0 },
    });
    const weights = new Array<number>(48).fill(255);
    const matrix = tileMatrix(24, 2, weights, {}, geometry);
    const wide = tileConfig({ adcBits: 12 });
    expect(run(wide, matrix, new Uint8Array(48).fill(255)).overflows).toBe(8);
    expect(run(wide, matrix, new Uint8Array(48).fill(255).fill(0, 24)).overflows).toBe(4);
  });

  it('refuses to run without a layer', () => {
    expect(() => new GoldenTile(tileConfig()).run({ parts: false })).toThrow('no layer is programmed');
  });
});
