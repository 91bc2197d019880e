import { describe, expect, it } from 'vitest';
import { slicingsUpTo } from '../../../compiler/raella/slicing.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import type { RaellaLayer } from '../../../sim-models/raella/index.js';
import { RandomSource } from '../../../systems/workloads/random-source.js';
import type { Engine } from '../../../verilator-harness/engine.js';
import { explainDivergence } from '../../../verilator-harness/explain-divergence.js';
import { VerilatorEngine } from '../../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../../support/tools.js';
import { layerBench } from './support/layer-bench.js';

/** Odd in rows and columns; five ADCs, so that groups cut filters of all slicings but that of five slices. */
const odd: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'odd', rows: 21, columns: 34, cellBits: 4, dacBits: 4 },
  ...{ adcs: 5, adcBits: 5, speculation: [4, 2, 2] },
};

const vectors = 3;

/** Filters of small, wide and one-sided offsets in turn, so that some steps fail and some hold. */
function layerOf(
  config: RaellaCrossbarConfig,
  settings: Pick<RaellaLayer, 'slicing' | 'speculate' | 'signedInputs'>,
  seed: number,
): { layer: RaellaLayer; inputs: Int32Array } {
  const random = new RandomSource(seed);
  const filters = Math.floor(config.columns / settings.slicing.length) - random.integer(0, 1);
  const centres = Uint8Array.from({ length: filters }, () => random.integer(1, 255));
  const codes = Uint8Array.from({ length: config.rows * filters }, (_, at) => {
    const spread = [6, 60, 255][(at % filters) % 3]!;
    const offset = random.integer((at % filters) % 2 === 0 ? -spread : 0, spread);
    return Math.min(Math.max(centres[at % filters]! + offset, 0), 255);
  });
  const used = Uint8Array.from(codes, () => Math.min(1, random.integer(0, 5)));
  const zeroCodes = Uint8Array.from(centres, () => random.integer(0, 255));
  const [least, most] = settings.signedInputs ? [-128, 127] : [0, 255];
  const inputs = Int32Array.from({ length: vectors * config.rows }, () =>
    random.integer(0, 3) === 0 ? most : random.integer(least, most),
  );
  return { layer: { ...settings, codes, centres, used, zeroCodes }, inputs };
}

async function check(
  engine: Engine,
  bench: ReturnType<typeof layerBench>,
  { layer, inputs }: ReturnType<typeof layerOf>,
) {
  const { diff, result, run } = await bench.compare(engine, layer, inputs);
  expect(result.end).toEqual({ reason: 'finished' });
  expect(result.warnings).toEqual([]);
  if (diff.first) expect.fail(`${layer.slicing.join('-')}: ${explainDivergence(diff.first)}`);
  return run;
}

describe.skipIf(!(hasTool('verilator') && hasTool('g++')))('a crossbar in Verilator', () => {
  const engine = new VerilatorEngine();

  it('runs every slicing, loaded at run time, as the golden model does', async () => {
    const bench = layerBench(odd);
    const slicings = slicingsUpTo(4);
    expect(slicings).toHaveLength(108);
    /** Where a speculation failed, and where a recovery saturated again: slice / step. */
    const failed = new Set<string>();
    const again = new Set<string>();
    let overflows = 0;
    for (const [k, slicing] of slicings.entries()) {
      const settings = { slicing, speculate: k % 5 !== 4, signedInputs: k % 3 === 1 };
      const { statistics, overflows: outside } = await check(engine, bench, layerOf(odd, settings, k));
      const { failures, saturations, slices } = statistics;
      if (!settings.speculate) continue;
      for (const [at, count] of failures.entries())
        if (count > 0) failed.add(`${at % slices}/${Math.floor(at / slices)}`);
      for (const [at, count] of saturations.entries())
        if (count > 0) again.add(`${at % slices}/${Math.floor(at / slices)}`);
      overflows += outside.filter((count) => count > 0).length;
    }
    // Eight slices; speculative steps 0, 5 and 8.
    const positions = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((slice) =>
      [0, 5, 8].map((step) => `${slice}/${step}`),
    );
    expect(positions.filter((position) => !failed.has(position))).toEqual([]);
    console.log(
      `108 slicings: speculation failed in ${failed.size} places, recovery saturated again in ${again.size}, ` +
        `${overflows} psums overflowed`,
    );
    expect(again.size).toBeGreaterThan(20);
    expect(overflows).toBeGreaterThan(20);
  });

  it.each([
    {
      name: 'narrow_dac',
      dacBits: 1,
      speculation: [1, 1, 1, 1, 1, 1, 1, 1],
      columns: 18,
      adcs: 18,
      adcBits: 3,
    },
    { name: 'three_bits', dacBits: 3, speculation: [3, 2, 3], adcs: 1, adcBits: 4 },
    { name: 'rising', dacBits: 4, speculation: [1, 3, 4], adcs: 8, adcBits: 12 },
  ])('has the steps of its configuration: $speculation', async (keys) => {
    const config = { ...odd, ...keys };
    const bench = layerBench(config);
    for (const [k, slicing] of [
      [4, 4],
      [2, 3, 3],
      [1, 1, 2, 4],
      [2, 2, 2, 2],
    ].entries()) {
      const settings = { slicing, speculate: k !== 2, signedInputs: k % 2 === 1 };
      await check(engine, bench, layerOf(config, settings, 200 + k));
    }
  });

  it('has the noise of the golden model, drawn by physical column and step', async () => {
    const nonideal = { seed: 77, programming: 0.1, read: 0.12, adc: 0.7 };
    const config = { ...odd, name: 'noisy', adcBits: 6, nonideal };
    const bench = layerBench(config);
    for (const [k, slicing] of [
      [4, 2, 2],
      [3, 3, 2],
      [1, 1, 1, 1, 1, 1, 1, 1],
    ].entries()) {
      const settings = { slicing, speculate: k !== 1, signedInputs: k > 0 };
      await check(engine, bench, layerOf(config, settings, 300 + k));
    }
  });
});
