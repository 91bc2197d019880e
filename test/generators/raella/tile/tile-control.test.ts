import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { type LayerSettings, plainLayer } from './support/layer.js';
import { halfOf, plainSums } from './support/plain-layer.js';
import { type CrossbarPart, TileDriver } from './support/tile-driver.js';

const config: RaellaTileConfig = {
  system: 'raella-tile',
  name: 'tiny',
  rows: 4,
  columns: 4,
  cellBits: 4,
  dacBits: 2,
  adcs: 2,
  adcBits: 12,
  speculation: [2, 2, 2, 2],
  crossbars: 1,
  imas: 3,
  activationBytes: 256,
  channels: 3,
};
const slices = [4, 4];

/** Six windows of four elements each; two outputs. */
const layer: LayerSettings = {
  ...plainLayer,
  inHeight: 3,
  inWidth: 4,
  inChannels: 1,
  kernelHeight: 2,
  kernelWidth: 2,
  outHeight: 2,
  outWidth: 3,
  outBase: 64,
  toRouter: 1,
  slices: 2,
};
const filled = (rows: number, offset: number, filters = 2): number[][] =>
  Array.from({ length: rows }, () => new Array<number>(filters).fill(offset));
const part = (number: number, offsets: number[][], centre: number, firstElement = 0): CrossbarPart => ({
  number,
  firstElement,
  firstOutput: 0,
  offsets,
  centres: new Array<number>(offsets[0]?.length ?? 0).fill(centre),
});

let tile: TileDriver;
beforeAll(() => {
  tile = new TileDriver(config);
});
beforeEach(() => {
  tile.reset();
  for (let n = 0; n < 3; n++) {
    tile.write('quantiser', 2 * n, halfOf(0));
    tile.write('quantiser', 2 * n + 1, 0);
  }
  for (let address = 0; address < 12; address++) tile.write('activations', address, address + 1);
});
const at = (address: number): number => (address < 12 ? address + 1 : 0);
const results = (): number[][] => tile.joined.map(({ parts }) => [...parts]);

describe('layers one after another', () => {
  it('leave nothing to the next: crossbars not used, word lines past the elements, counts', () => {
    const first = [part(0, filled(4, 3), 1), part(2, filled(4, 100), 50), part(1, filled(3, 7), 2, 1)];
    tile.program(layer, first, slices);
    tile.run();
    expect(results().every(([a, b, c]) => a !== 0 && b !== 0 && c !== 0)).toBe(true);
    tile.joined.length = 0;
    // Crossbar 2 rests, and two word lines of crossbar 0 have cells and inputs of the layer before.
    const second = [part(0, filled(2, 5), 9), part(1, filled(2, -6), 3, 2)];
    tile.program(layer, second, slices);
    tile.run();
    const sums = plainSums(layer, second, at);
    expect(results()).toEqual(sums.map(({ parts }) => [parts.get(0), parts.get(1), 0]));
    expect(tile.joined.map(({ sum }) => sum)).toEqual(sums.map(({ sum }) => sum));
  });

  it('feed each other through the buffer', () => {
    const before = part(0, filled(4, 1), 0);
    tile.program(layer, [before], slices);
    tile.run();
    const codes = tile.routed.map(({ data }) => data);
    const next = { ...layer, inBase: 64, inWidth: 3, inHeight: 2, inChannels: 2, outWidth: 2, outHeight: 1 };
    const deep = [part(1, filled(4, 2), 1), part(2, filled(4, 4), 0, 4)];
    const ofCodes = (address: number): number => codes[address - 64] ?? 0;
    tile.joined.length = 0;
    tile.program(next, deep, slices);
    tile.run();
    expect(tile.joined.map(({ sum }) => sum)).toEqual(plainSums(next, deep, ofCodes).map(({ sum }) => sum));
  });

  it('count the psums that left 16 bits, each layer from 0', () => {
    for (let address = 0; address < 12; address++) tile.write('activations', address, 255);
    // 4 * 255 * 255 leaves 16 bits, 4 * 255 * 30 does not; the second filter of crossbar 1 does.
    const mixed = filled(4, 30).map((row) => [row[0] ?? 0, 255]);
    tile.program(layer, [part(0, filled(4, 255), 0), part(1, mixed, 0)], slices);
    tile.run();
    expect(tile.read('control', 1)).toBe(6 * 3);
    tile.program(layer, [part(1, mixed, 0)], slices);
    tile.run();
    expect(tile.read('control', 1)).toBe(6);
  });

  it('give the bias alone where no crossbar is used', () => {
    tile.write('quantiser', 1, 77);
    tile.program({ ...layer, slices: 0 }, []);
    tile.run();
    expect(tile.routed.map(({ data }) => data)).toEqual([77, 0, 77, 0, 77, 0, 77, 0, 77, 0, 77, 0]);
  });

  it.each(['kernelHeight', 'kernelWidth', 'inChannels', 'outHeight', 'outWidth', 'outputs'] as const)(
    'end without an output where %s is 0',
    (register) => {
      for (const operation of [0, 1]) {
        tile.program({ ...layer, operation, [register]: 0 }, []);
        tile.run();
      }
      expect([tile.routed, tile.joined]).toEqual([[], []]);
    },
  );
});

describe('a running layer', () => {
  /** Starts a layer whose outputs nobody takes. */
  function stuck(): void {
    tile.program(layer, [part(0, filled(4, 1), 0)], slices);
    tile.calm = 0;
    tile.sim.poke('cfg_write_i', 1);
    tile.sim.poke('cfg_address_i', 0);
    tile.sim.poke('cfg_data_i', 1);
    tile.sim.poke('cfg_valid_i', 1);
    expect(tile.is('cfg_ready_o')).toBe(true);
    tile.step();
    tile.sim.poke('cfg_valid_i', 0);
    tile.step(3000);
    expect(tile.is('net_out_valid_o')).toBe(true);
  }

  it('waits for the router, keeps its word, and goes on', () => {
    stuck();
    const shown = ['address', 'data', 'last'].map((field) => tile.sim.peek(`net_out_${field}_o`));
    tile.step(100);
    expect(['address', 'data', 'last'].map((field) => tile.sim.peek(`net_out_${field}_o`))).toEqual(shown);
    // Eight outputs wait: those of four windows.
    expect(tile.joined).toHaveLength(8);
    tile.calm = 1;
    while (tile.read('control', 0) === 1);
    expect(tile.routed).toHaveLength(12);
  });

  it('takes requests of control alone, no start, and nothing from the router', () => {
    stuck();
    const ready = (space: number, write: number): boolean => {
      tile.sim.poke('cfg_address_i', space * 2 ** 20);
      tile.sim.poke('cfg_write_i', write);
      return tile.is('cfg_ready_o');
    };
    expect([0, 1, 2, 3, 4, 5, 6, 7, 15].map((space) => [ready(space, 0), ready(space, 1)])).toEqual([
      [true, true],
      ...new Array<boolean[]>(8).fill([false, false]),
    ]);
    expect(tile.is('net_in_ready_o')).toBe(false);
    tile.calm = 1;
    tile.write('control', 0, 1);
    while (tile.read('control', 0) === 1);
    expect(tile.routed).toHaveLength(12);
    expect(tile.is('net_in_ready_o')).toBe(true);
  });
});

describe('configuration port', () => {
  it('starts with bit 0 alone', () => {
    tile.program(layer, [part(0, filled(4, 1), 0)], slices);
    tile.write('control', 0, 2);
    tile.write('control', 1, 1);
    expect(tile.read('control', 0)).toBe(0);
    tile.write('control', 0, 3);
    expect(tile.read('control', 0)).toBe(1);
    while (tile.read('control', 0) === 1);
  });

  it('writes nothing past the end of a space, and reads 0 there and where there is nothing to read', () => {
    const one = part(0, filled(4, 1), 3);
    tile.program(layer, [one], slices);
    for (const [space, index, data] of [
      ['layer', 31, 0xff],
      ['layer', 32, 0],
      ['layer', 32 + 14, 0],
      ['crossbars', 4 * 3, 1],
      ['crossbars', 4 * 1024, 0],
      ['row', 1, 0xffff],
      ['row', 1024, 0xffff],
      ['cells', 0, 3 * 65536],
      ['cells', 0, 4],
      ['cells', 0, 0x8000_0000],
      ['centres', 2, 5],
      ['centres', 512 * 3, 5],
      ['centres', 512 * 1024, 5],
      ['quantiser', 6, 0xffff],
      ['quantiser', 8192, 0],
      ['activations', 256, 99],
      ['activations', 65536, 99],
    ] as const)
      tile.write(space, index, data);
    expect([0, 1, 2, 3, 4, 5, 6].map((space) => readAt(space, 5))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([256, 65536].map((index) => tile.read('activations', index))).toEqual([0, 0]);
    expect(tile.read('activations', 0)).toBe(1);
    tile.run();
    expect(tile.joined.map(({ sum }) => sum)).toEqual(plainSums(layer, [one], at).map(({ sum }) => sum));
    expect(tile.routed.slice(0, 2)).toEqual(
      [56, 56].map((data, k) => ({ address: 64 + k, data, last: false })),
    );
  });

  it('answers a read a cycle, in order, and waits for who takes the answers', () => {
    const { sim } = tile;
    sim.poke('cfg_valid_i', 1);
    sim.poke('cfg_write_i', 0);
    const answers: number[] = [];
    let asked = 0;
    for (let cycle = 0; answers.length < 24; cycle++) {
      expect(cycle).toBeLessThan(200);
      const waits = cycle >= 20 && cycle < 60;
      sim.poke('cfg_address_i', 7 * 2 ** 20 + (asked % 12));
      sim.poke('cfg_reply_ready_i', waits ? 0 : 1);
      if (cycle < 20) expect(tile.is('cfg_ready_o')).toBe(true);
      if (cycle === 59) expect(tile.is('cfg_ready_o')).toBe(false);
      if (tile.is('cfg_ready_o')) asked++;
      if (!waits && tile.is('cfg_reply_valid_o')) answers.push(Number(sim.peek('cfg_reply_data_o')));
      tile.step();
    }
    sim.poke('cfg_valid_i', 0);
    expect(answers).toEqual(Array.from({ length: 24 }, (_, k) => (k % 12) + 1));
  });

  function readAt(space: number, index: number): number {
    const { sim } = tile;
    sim.poke('cfg_write_i', 0);
    sim.poke('cfg_address_i', space * 2 ** 20 + index);
    sim.poke('cfg_valid_i', 1);
    tile.step();
    sim.poke('cfg_valid_i', 0);
    sim.poke('cfg_reply_ready_i', 1);
    while (!tile.is('cfg_reply_valid_o')) tile.step();
    const data = Number(sim.peek('cfg_reply_data_o'));
    tile.step();
    return data;
  }
});
