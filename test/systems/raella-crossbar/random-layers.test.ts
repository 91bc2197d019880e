import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaellaLayer } from '../../../sim-models/raella/index.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { explainDivergence } from '../../../verilator-harness/explain-divergence.js';
import { arbitraryRaella } from '../../support/arbitrary-raella.js';
import { layerBench } from './support/layer-bench.js';

/** `CROSSWEAVE_LONG=1` tries many more, of another seed with `CROSSWEAVE_SEED`. */
const long = process.env.CROSSWEAVE_LONG === '1';

/** y without any analog part: sum of (code - zero code) times input over the rows that a filter uses, and for those that
 *  it does not its centre less the zero code. */
function product(layer: RaellaLayer, filter: number, inputs: Int32Array): number {
  const filters = layer.centres.length;
  const zero = layer.zeroCodes?.[filter] ?? 0;
  return inputs.reduce((sum, x, row) => {
    const at = row * filters + filter;
    const code = layer.used?.[at] === 0 ? layer.centres[filter]! : layer.codes[at]!;
    return sum + x * (code - zero);
  }, 0);
}

describe.each([
  { name: 'ideal', noisy: false, runs: 40, seed: 7101 },
  { name: 'with noise', noisy: true, runs: 24, seed: 7102 },
])('random crossbars and layers, $name', ({ noisy, runs, seed: fixed }) => {
  it('give the events of the golden model, and products where nothing is clipped', async () => {
    const engine = new BuiltinEngine();
    const seen = new Map<string, number>();
    const see = (what: string, times: number | boolean) => {
      if (Number(times) > 0) seen.set(what, (seen.get(what) ?? 0) + 1);
    };
    const extra = fc.record({
      adcs: fc.integer({ min: 1, max: 9 }),
      spare: fc.constantFrom(0, 0, 1, 2, 5),
      zeroCode: fc.constantFrom(0, 128, 255),
    });
    const seed = Number(process.env.CROSSWEAVE_SEED ?? fixed);
    const cases = arbitraryRaella({ rows: 20, filters: 6, vectors: 2, noisy });
    await fc.assert(
      fc.asyncProperty(cases, extra, async (one, { adcs, spare, zeroCode }) => {
        const columns = one.config.columns + spare;
        const config = { ...one.config, columns, adcs: Math.min(adcs, columns) };
        const zeroCodes = new Uint8Array(one.layer.centres.length).fill(zeroCode);
        const layer: RaellaLayer = { ...one.layer, zeroCodes };
        const { diff, result, run } = await layerBench(config).compare(engine, layer, one.inputs);
        expect(result.end).toEqual({ reason: 'finished' });
        if (diff.first) expect.fail(explainDivergence(diff.first));
        const filters = layer.centres.length;
        const { failures, saturations, converts } = run.statistics;
        const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
        const clipped = total(saturations) > 0 || noisy;
        for (const [at, y] of run.outputs.entries()) {
          const vector = Math.floor(at / filters);
          const inputs = one.inputs.subarray(vector * config.rows, (vector + 1) * config.rows);
          if (clipped || run.overflows[at] !== 0) continue;
          expect(y).toBe(product(layer, at % filters, inputs));
          see('products', true);
        }
        see('failed speculation', total(failures));
        see('recovery that saturates again', layer.speculate && total(saturations) > 0);
        see('speculation that holds', layer.speculate && total(converts) > total(failures));
        see('no speculation', !layer.speculate);
        see('signed inputs', layer.signedInputs);
        see(
          'psums that overflow',
          run.overflows.some((count) => count > 0),
        );
        see('rows that a filter does not use', layer.used !== undefined);
        see('columns that no filter owns', columns > filters * layer.slicing.length);
        see('a last group that is not full', columns % config.adcs !== 0);
        see('one group', config.adcs === columns);
        see('one ADC', config.adcs === 1);
        see('a filter in several groups', config.adcs < layer.slicing.length);
        see('several filters in a group', config.adcs > layer.slicing.length);
        for (const width of config.speculation) see(`speculation of ${width} bits`, true);
        for (const width of layer.slicing) see(`weight slices of ${width} bits`, true);
      }),
      { numRuns: long ? 20 * runs : runs, seed },
    );
    console.log(`seed ${seed}: ${[...seen].map(([what, times]) => `${what} ${times}`).join(', ')}`);
    const wanted = [
      ...['failed speculation', 'recovery that saturates again', 'speculation that holds', 'no speculation'],
      ...['signed inputs', 'psums that overflow', 'rows that a filter does not use', 'one ADC'],
      ...['columns that no filter owns', 'a last group that is not full', 'a filter in several groups'],
      ...['several filters in a group', ...(noisy ? [] : ['products', 'one group'])],
      ...[1, 2, 3, 4].flatMap((n) => [`speculation of ${n} bits`, `weight slices of ${n} bits`]),
    ];
    expect(wanted.filter((what) => !seen.has(what))).toEqual([]);
  });
});
