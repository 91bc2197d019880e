import { describe, expect, it } from 'vitest';
import { cellLevel } from '../../../../compiler/raella/filter-cells.js';
import { sliceFields } from '../../../../compiler/raella/slicing.js';
import { programWrites } from '../../../../compiler/raella/tile/program-writes.js';
import { layerRegisters } from '../../../../config/raella/configuration-map.js';
import { slicingOf } from '../../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { randomPhase } from '../../../../systems/raella-tile/random-layers.js';
import { tileConfig } from '../../../support/tile-layers.js';

/** The state of a tile after some writes, decoded by hand from docs/raella-tile.md, "Ports of the tile". */
function decoded(config: RaellaTileConfig, writes: readonly { address: number; data: number }[]) {
  const registers: number[] = [];
  const table = new Map<number, number>();
  const cells = new Map<string, number[]>();
  const centres = new Map<number, number>();
  const quantiser = new Map<number, number>();
  let row = 0n;
  for (const { address, data } of writes) {
    const index = address & 0xfffff;
    switch (address >> 20) {
      case 1:
        registers[index] = data;
        break;
      case 2:
        table.set(index, data);
        break;
      case 3: {
        const at = BigInt(32 * index);
        row = (row & ~(0xffffffffn << at)) | (BigInt(data) << at);
        break;
      }
      case 4: {
        const width = config.cellBits + 1;
        const levels = Array.from({ length: config.columns }, (_, j) =>
          Number(BigInt.asIntN(width, row >> BigInt(j * width))),
        );
        cells.set(`${data >>> 16} ${data & 0xffff}`, levels);
        break;
      }
      case 5:
        centres.set(index, data);
        break;
      case 6:
        quantiser.set(index, data);
    }
  }
  return { registers, table, cells, centres, quantiser };
}

describe('the configuration writes of a layer', () => {
  it('leave what the layer says, whatever widths cells have', () => {
    let rows = 0;
    for (const [seed, cellBits] of [4, 3, 2].entries()) {
      const config = tileConfig({ cellBits, columns: 23 });
      for (const { program } of randomPhase(config, 7, seed, 0).layers) {
        const state = decoded(config, programWrites(config, program));
        expect(state.registers).toEqual(layerRegisters.map(({ name }) => program.registers[name]));
        const used = [0, 1, 2, 3].filter((g) => state.table.get(4 * g) === 1);
        expect(used).toEqual(program.crossbars.map(({ number }) => number));
        const slicing = slicingOf(program.registers);
        for (const crossbar of program.crossbars) {
          const { number: g, firstElement, elements, firstOutput, filters } = crossbar;
          expect([1, 2, 3].map((k) => state.table.get(4 * g + k))).toEqual([
            firstElement,
            elements,
            firstOutput + filters * 65536,
          ]);
          for (let i = 0; i < elements; i++) {
            const expected = new Array<number>(config.columns).fill(0);
            for (let f = 0; f < filters; f++) {
              const offset = crossbar.codes[i * filters + f]! - crossbar.centres[f]!;
              for (const [s, field] of sliceFields(slicing).entries())
                expected[f * slicing.length + s] = cellLevel(field, offset) + 0;
            }
            expect(state.cells.get(`${g} ${i}`)).toEqual(expected);
            rows++;
          }
          for (let f = 0; f < filters; f++) {
            const centre = crossbar.centres[f]! - crossbar.zeroCodes[f]!;
            expect(state.centres.get(512 * g + f)).toBe(centre < 0 ? centre + 512 : centre);
          }
        }
        for (const [n, scale] of program.scales.entries()) {
          expect(state.quantiser.get(2 * n)).toBe(scale);
          expect(state.quantiser.get(2 * n + 1)).toBe(program.biases[n]! >>> 0);
        }
      }
    }
    expect(rows).toBeGreaterThan(100);
  });
});
