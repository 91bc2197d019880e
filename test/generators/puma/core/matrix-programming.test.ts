import { describe, expect, it } from 'vitest';
import { machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import type { BlackBoxModel } from '../../../../hdl-dsl/sim/black-box-model.js';
import { plainCrossbar } from '../../support/plain-crossbar.js';
import { seededValues } from '../../support/random-config.js';
import {
  type Chunk,
  chunksOf,
  clearRegisters,
  coreConfig,
  openMatrixUnits,
  readXbarOut,
  runMvm,
  sendChunks,
  writeXbarIn,
} from './support/matrix-bench.js';

/** What a macro was told: instance, word line, data. */
type Write = readonly [string, number, bigint];

/** Macros that remember their programming. */
function watched(config: PumaCoreConfig, writes: Write[]): BlackBoxModel {
  const plain = plainCrossbar(machineMvmuConfig(config));
  return {
    create(instance) {
      const macro = plain.create(instance);
      return {
        reset: () => macro.reset(),
        clock(pins, edges) {
          if (Number(pins.prog_en_i ?? 0) === 1)
            writes.push([instance.name, Number(pins.prog_row_i), BigInt(pins.prog_data_i ?? 0)]);
          return macro.clock(pins, edges);
        },
      };
    },
  };
}

/** Rows of 40 * 4 = 160 bits: two whole chunks and a half. */
const wide = coreConfig({
  dimension: 40,
  lanes: 4,
  mvmus: 3,
  mvmu: { weightBits: 8, cellBits: 4, adcBits: 12, adcs: 40 },
});

describe('programming in chunks', () => {
  it('writes a row when its last chunk has come, into its slice of its unit', async () => {
    const writes: Write[] = [];
    await using sim = await openMatrixUnits(wide, { model: watched(wide, writes) });
    const chunk = (mvmu: number, slice: number, row: number, number: number, data: bigint): Chunk => ({
      flags: false,
      mvmu,
      slice,
      row,
      chunk: number,
      data,
    });
    const ones = (1n << 64n) - 1n;
    await sendChunks(
      sim,
      [0, 1, 2].map((c) => chunk(2, 1, 39, c, BigInt(c + 1))),
    );
    // A row begun anew: what was there before is overwritten; bits past the row are dropped.
    await sendChunks(sim, [
      ...[0, 1, 0].map((c) => chunk(0, 0, 3, c, ones)),
      chunk(0, 0, 3, 1, 0n),
      chunk(0, 0, 3, 2, ones),
    ]);
    const row = 1n + (2n << 64n) + (3n << 128n);
    const half = (1n << 32n) - 1n;
    expect(writes.map(([, line, data]) => [line, data])).toEqual([
      [39, row],
      [3, ones + (half << 128n)],
    ]);
    expect(writes[0]?.[0]).toMatch(/mvmu_2.*xbar_1$/);
    expect(writes[1]?.[0]).toMatch(/mvmu_0.*xbar_0$/);
  });

  it('drops what is not there', async () => {
    const writes: Write[] = [];
    await using sim = await openMatrixUnits(wide, { model: watched(wide, writes) });
    const last = { flags: false, mvmu: 0, slice: 0, row: 0, chunk: 2, data: 1n };
    for (const change of [
      { mvmu: 3 },
      { mvmu: 4 },
      { mvmu: 15 },
      { slice: 2 },
      { slice: 8 },
      { row: 40 },
      { row: 64 },
      { row: 1023 },
      { chunk: 3 },
      { chunk: 63 },
      { chunk: 34 },
    ])
      await sendChunks(sim, [{ ...last, ...change }]);
    expect(writes).toEqual([]);
    await sendChunks(sim, [last]);
    expect(writes.length).toBe(1);
  });

  it('loads flip flags of more than a chunk', async () => {
    const mvmu = { weightBits: 2, cellBits: 1, adcBits: 11, adcs: 36, dacBits: 4, encoding: 'offset-flip' };
    const config = coreConfig({ dimension: 72, lanes: 8, mvmus: 1, registers: 16, fraction: 0, mvmu });
    await using sim = await openMatrixUnits(config);
    await clearRegisters(sim, config);
    // Columns full of ones are stored as complements; there are some on both sides of bit 64.
    const weights = seededValues(5, 72 * 72, -2, 1).map((w, at) => (at % 72 === 1 || at % 72 > 66 ? 1 : w));
    await sendChunks(sim, chunksOf(config, 0, weights));
    const inputs = seededValues(6, 72, -50, 50);
    await writeXbarIn(sim, config, 0, inputs);
    await runMvm(sim, 1);
    const product = Array.from({ length: 72 }, (_, j) =>
      inputs.reduce((sum, x, i) => sum + x * (weights[i * 72 + j] ?? Number.NaN), 0),
    );
    expect(readXbarOut(sim, config, 0, 72)).toEqual(product);
    // Flags that are lost would show.
    const without = chunksOf(config, 0, weights).filter(({ flags, chunk }) => flags && chunk === 1);
    await sendChunks(
      sim,
      without.map((flags) => ({ ...flags, data: 0n })),
    );
    await runMvm(sim, 1);
    expect(readXbarOut(sim, config, 0, 72)).not.toEqual(product);
  });
});
