import { beforeAll, describe, expect, it } from 'vitest';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { raellaCyclesPerRun } from '../../../../generators/raella/crossbar/index.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { type LayerSettings, plainLayer } from './support/layer.js';
import { halfOf, plainCode, plainPool, plainSums } from './support/plain-layer.js';
import { type CrossbarPart, TileDriver } from './support/tile-driver.js';

const config: RaellaTileConfig = {
  system: 'raella-tile',
  name: 'tiny',
  rows: 7,
  columns: 8,
  cellBits: 4,
  dacBits: 4,
  adcs: 3,
  // Wide enough for every column sum, so that exact integers are expected.
  adcBits: 12,
  speculation: [4, 2, 2],
  crossbars: 2,
  imas: 2,
  activationBytes: 256,
  channels: 5,
};
const slices = [4, 4];
const shift = 10;

/** A convolution of two channels: window 2 x 3, K = 12 elements in two row blocks, N = 5 outputs in two column blocks
 *  on the crossbars 0, 1, 3; crossbar 2 is not used. */
const layer: LayerSettings = {
  ...plainLayer,
  inBase: 250,
  padTop: 1,
  padLeft: 2,
  padCode: 9,
  strideY: 2,
  outHeight: 2,
  outWidth: 3,
  outputs: 5,
  outBase: 100,
  toBuffer: 1,
  toRouter: 1,
  slices: 2,
  speculate: 1,
  zeroPoint: 120,
};

function partsOf(random: Random): CrossbarPart[] {
  const part = (
    number: number,
    firstElement: number,
    rows: number,
    firstOutput: number,
    filters: number,
  ) => ({
    number,
    firstElement,
    firstOutput,
    offsets: Array.from({ length: rows }, () =>
      Array.from({ length: filters }, () => random.below(511) - 255),
    ),
    centres: Array.from({ length: filters }, () => random.below(511) - 255),
  });
  return [part(0, 0, 7, 0, 4), part(1, 7, 5, 0, 4), part(3, 2, 6, 4, 1)];
}

const bytes = config.activationBytes;
let tile: TileDriver;
let activations: number[];
const at = (address: number): number => activations[((address % bytes) + bytes) % bytes] ?? 0;

/** Writes activations through router and configuration port, and quantiser entries. */
function load(on: TileDriver, random: Random, biases: readonly number[]): void {
  activations = Array.from({ length: bytes }, () => random.below(256));
  for (const [address, data] of activations.entries())
    if (address % 2) on.write('activations', address, data);
    else on.give(address + (address % 4 ? bytes : 0), data);
  for (const [n, bias] of biases.entries()) {
    on.write('quantiser', 2 * n, halfOf(shift));
    on.write('quantiser', 2 * n + 1, bias);
  }
}

beforeAll(() => {
  tile = new TileDriver(config);
});

describe.each([1, 0.5])('tile whose streams go on with chance %d', (calm) => {
  it.each<[string, LayerSettings]>([
    ['unsigned inputs with speculation', layer],
    ['signed inputs', { ...layer, signedInputs: 1, padCode: 0x90 }],
    ['fused ReLU, no speculation, buffer only', { ...layer, relu: 1, speculate: 0, toRouter: 0 }],
    ['one window that is the whole input', dense()],
  ])('runs a matrix layer: %s', (_, settings) => {
    const random = new Random(Number(settings.signedInputs ?? 0) + 7);
    tile.reset();
    tile.calm = calm;
    const parts = partsOf(random);
    const biases = Array.from({ length: 5 }, () => random.below(40000) - 20000);
    load(tile, random, biases);
    tile.program(settings, parts, slices);
    tile.run();

    const sums = plainSums(settings, parts, at);
    const expected = sums.map(({ parts: of }) => [0, 1, 2, 3].map((g) => of.get(g) ?? 0));
    expect(tile.joined.map(({ parts: of }) => of)).toEqual(expected);
    expect(tile.joined.map(({ sum }) => sum)).toEqual(sums.map(({ sum }) => sum));
    const codes = sums.map(({ sum }, k) => plainCode(sum, biases[k % 5] ?? 0, shift, settings));
    expect(new Set(codes).size).toBeGreaterThan(codes.length > 5 ? 8 : 2);
    if (settings.toRouter === 1)
      expect(tile.routed).toEqual(
        codes.map((data, k) => ({ address: 100 + k, data, last: k === codes.length - 1 })),
      );
    else expect(tile.routed).toEqual([]);
    const after = [...activations];
    for (const [k, code] of codes.entries()) after[100 + k] = code;
    expect(after.map((_value, address) => tile.read('activations', address))).toEqual(after);
    if (calm === 1) expect(tile.read('control', 2)).toBe(clocksOf(settings));
  });

  it.each<[string, LayerSettings]>([
    ['unsigned', {}],
    ['signed', { signedInputs: 1 }],
    [
      'of one position, so that an output leaves every cycle',
      { kernelHeight: 1, kernelWidth: 1, padTop: 0, padLeft: 0 },
    ],
  ])('runs a max-pool layer: %s', (_, more) => {
    const settings = { ...layer, operation: 1, outputs: 2, padLeft: 1, strideX: 2, outWidth: 3, ...more };
    tile.reset();
    tile.calm = calm;
    load(tile, new Random(3), []);
    tile.program(settings, []);
    tile.run();
    const codes = plainPool(settings, at);
    expect(tile.routed.map(({ data }) => data)).toEqual(codes);
    expect(codes.map((_code, k) => tile.read('activations', 100 + k))).toEqual(codes);
    expect(tile.joined).toEqual([]);
    const elements = codes.length * (settings.kernelHeight ?? 0) * (settings.kernelWidth ?? 0);
    if (calm === 1) expect(tile.read('control', 2)).toBe(elements + 10);
  });
});

function dense(): LayerSettings {
  return {
    ...layer,
    inBase: 3,
    inHeight: 1,
    inWidth: 1,
    inChannels: 12,
    kernelHeight: 1,
    kernelWidth: 1,
    padTop: 0,
    padLeft: 0,
    outHeight: 1,
    outWidth: 1,
  };
}

/** docs/raella-tile.md, "Time". */
function clocksOf(settings: LayerSettings): number {
  const [speculate, signedInputs] = [settings.speculate === 1, settings.signedInputs === 1];
  const run = raellaCyclesPerRun({ ...config, system: 'raella-crossbar' }, { speculate, signedInputs });
  const [k, n] = [12, 5];
  const windows = (settings.outHeight ?? 0) * (settings.outWidth ?? 0);
  return (windows - 1) * (run + 1 + Math.max(k + 2, n)) + k + n + run + 16;
}
