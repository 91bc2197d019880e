import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSlicing } from '../../../compiler/raella/choose-slicing.js';
import { crossbarWeights } from '../../../compiler/raella/crossbar-layer.js';
import { filterCells } from '../../../compiler/raella/filter-cells.js';
import { type IntegerLayer, runIntegerLayer } from '../../../compiler/raella/integer-layer.js';
import { mapLayer } from '../../../compiler/raella/map-layer.js';
import { sliceFields, slicingsUpTo } from '../../../compiler/raella/slicing.js';
import {
  type SearchCrossbar,
  type SlicingTrial,
  trySlicings,
} from '../../../compiler/raella/try-slicings.js';
import { GoldenRaellaCrossbar, quantiseOutput } from '../../../sim-models/raella/index.js';
import { caught } from '../../support/caught.js';
import { slicing as anySlicing, filterCodes } from './arbitrary-filter.js';

/** A layer with weights spread about a middle of its own for each output, and inputs with many zeros. */
function randomLayer(seed: number, rows: number, outputs: number, vectors: number, signedInputs: boolean) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const bell = () => random() + random() + random() + random() - 2;
  const middles = Array.from({ length: outputs }, () => 60 + 130 * random());
  const layer: IntegerLayer = {
    rows,
    outputs,
    weights: Uint8Array.from({ length: outputs * rows }, (_, k) =>
      Math.min(255, Math.max(0, Math.round(middles[Math.floor(k / rows)]! + 60 * bell()))),
    ),
    zeroPoints: Uint8Array.from(middles, (middle) => Math.round(middle) - 3),
    biases: Int32Array.from({ length: outputs }, () => Math.round(2000 * bell())),
    // 1/64
    scales: new Uint16Array(outputs).fill(0x2400),
    zeroPoint: 0,
    relu: true,
    zeroCode: 0,
    signedInputs,
  };
  const inputs = Int32Array.from({ length: vectors * rows }, () => {
    const x = Math.round(40 * bell());
    return signedInputs ? x : Math.max(0, x);
  });
  return { layer, inputs };
}

/** The error of a trial by the golden crossbar: the layer mapped, every crossbar run, their outputs added up. */
function goldenError(layer: IntegerLayer, inputs: Int32Array, crossbar: SearchCrossbar, trial: SlicingTrial) {
  const { slicing, centres } = trial;
  const vectors = inputs.length / layer.rows;
  const sums = new Float64Array(vectors * layer.outputs);
  const mapping = mapLayer({ rows: layer.rows, columns: layer.outputs }, crossbar, slicing.length);
  for (const mapped of mapping.crossbars) {
    const parts = new Int32Array(vectors * crossbar.rows);
    for (let v = 0; v < vectors; v++) {
      const first = v * layer.rows + mapped.row;
      parts.set(inputs.subarray(first, first + mapped.rows), v * crossbar.rows);
    }
    const golden = new GoldenRaellaCrossbar(
      { system: 'raella-crossbar', name: 'unit', dacBits: 4, adcs: 1, speculation: [4, 2, 2], ...crossbar },
      {
        slicing,
        speculate: false,
        signedInputs: layer.signedInputs,
        ...crossbarWeights(layer, centres, mapped, crossbar.rows),
      },
    );
    const { outputs, inputSums } = golden.run(parts, { level: 'outputs', way: 'plain' });
    for (let v = 0; v < vectors; v++) {
      for (let p = 0; p < mapped.outputs; p++) {
        const output = mapped.output + p;
        sums[v * layer.outputs + output]! +=
          outputs[v * mapped.outputs + p]! - layer.zeroPoints[output]! * inputSums[v]!;
      }
    }
  }
  const expected = runIntegerLayer(layer, inputs);
  let difference = 0;
  let counted = 0;
  expected.forEach((code, k) => {
    if (code === layer.zeroCode) return;
    const output = k % layer.outputs;
    const { zeroPoint, relu } = layer;
    const channel = { scale: layer.scales[output]!, bias: layer.biases[output]!, zeroPoint, relu };
    difference += Math.abs(code - quantiseOutput(sums[k]!, channel));
    counted++;
  });
  return counted === 0 ? 0 : difference / counted;
}

describe('a filter', () => {
  it('gives the exact dot product, offset and centre term together, where nothing saturates', () => {
    fc.assert(
      fc.property(
        filterCodes,
        anySlicing,
        fc.integer({ min: 0, max: 255 }),
        fc.infiniteStream(fc.integer({ min: -128, max: 255 })),
        (codes, slicing, centre, stream) => {
          const inputs = [...stream.take(codes.length)];
          const cells = filterCells(codes, slicing, centre);
          let psum = 0;
          for (const [i, { low }] of sliceFields(slicing).entries()) {
            inputs.forEach((x, row) => {
              psum += cells[row * slicing.length + i]! * 2 ** low * x;
            });
          }
          const inputSum = inputs.reduce((sum, x) => sum + x, 0);
          const exact = inputs.reduce((sum, x, row) => sum + x * codes[row]!, 0);
          expect(psum + centre * inputSum).toBe(exact);
        },
      ),
      { seed: 6, numRuns: 100 },
    );
  });
});

describe('trials of slicings', () => {
  it('have the errors of the golden crossbar, whatever saturates or overflows', () => {
    const seen = { none: 0, some: 0, overflowed: 0, signed: 0, split: 0 };
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          rows: fc.integer({ min: 1, max: 80 }),
          outputs: fc.integer({ min: 1, max: 4 }),
          crossbarRows: fc.constantFrom(4, 37, 128),
          adcBits: fc.integer({ min: 3, max: 12 }),
          signed: fc.boolean(),
          slicings: fc.array(anySlicing, { minLength: 1, maxLength: 3 }),
        }),
        ({ seed, rows, outputs, crossbarRows, adcBits, signed, slicings }) => {
          const { layer, inputs } = randomLayer(seed, rows, outputs, 3, signed);
          // Now and then the largest inputs meet the larger weights, so that psums leave their 16 bits.
          if (seed % 2 === 0 && !signed)
            for (let row = 0; row < rows; row++)
              inputs[row] = layer.weights[row]! > layer.zeroPoints[0]! ? 255 : 0;
          const crossbar = { rows: crossbarRows, columns: 20, cellBits: 4, adcBits };
          for (const trial of trySlicings(layer, inputs, crossbar, slicings)) {
            expect(trial.error).toBe(goldenError(layer, inputs, crossbar, trial));
            seen[trial.error === 0 ? 'none' : 'some']++;
            if (trial.overflows > 0) seen.overflowed++;
            if (signed && trial.error > 0) seen.signed++;
            if (rows > crossbarRows && trial.error > 0) seen.split++;
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(5);
  });

  it('leave out outputs whose expected value is zero, and are 0 where there is none', () => {
    const { layer, inputs } = randomLayer(1, 30, 2, 2, false);
    const crossbar = { rows: 30, columns: 16, cellBits: 4, adcBits: 3 };
    const dead = { ...layer, biases: Int32Array.of(-1e8, -1e8) };
    expect(trySlicings(dead, inputs, crossbar, [[4, 4]])[0]!.error).toBe(0);
    const alive = { ...layer, biases: Int32Array.of(4000, 4000) };
    expect(trySlicings(alive, inputs, crossbar, [[4, 4]])[0]!.error).toBeGreaterThan(0);
    // The code that stands for 0 is another one where outputs have a sign.
    const codes = runIntegerLayer(alive, inputs);
    const one = { ...alive, outputs: 1, weights: layer.weights.subarray(0, 30) };
    const single = {
      ...one,
      zeroPoints: layer.zeroPoints.slice(0, 1),
      biases: Int32Array.of(4000),
      scales: layer.scales.slice(0, 1),
      zeroCode: codes[0]!,
    };
    expect(trySlicings(single, inputs.subarray(0, 30), crossbar, [[4, 4]])[0]!.error).toBe(0);
  });
});

describe('the slicing chosen', () => {
  const crossbar = { rows: 256, columns: 64, cellBits: 4, adcBits: 5 };
  const { layer, inputs } = randomLayer(3, 200, 6, 10, false);
  const trials = trySlicings(layer, inputs, crossbar, slicingsUpTo(4));
  const chosen = (budget?: number) =>
    chooseSlicing(layer, inputs, crossbar, { last: false, ...(budget !== undefined && { budget }) });

  /** Straight from the page: the first count with a slicing under the budget, the lowest error, then the first. */
  function expectedSlicing(budget: number): readonly number[] {
    const fitting = trials.filter((trial) => trial.error < budget);
    const count = Math.min(...fitting.map((trial) => trial.slicing.length));
    const rivals = fitting.filter((trial) => trial.slicing.length === count);
    const lowest = Math.min(...rivals.map((trial) => trial.error));
    return rivals.find((trial) => trial.error === lowest)?.slicing ?? [1, 1, 1, 1, 1, 1, 1, 1];
  }

  it('is the best of the first count under the budget', () => {
    const budgets = [100, 3, 1, 0.09, 0.03, 0.01, 1e-9];
    const found = budgets.map((budget) => chosen(budget).slicing);
    expect(found).toEqual(budgets.map(expectedSlicing));
    expect(new Set(found.map((slicing) => slicing.length)).size).toBeGreaterThan(2);
    // Not always the first of its count.
    const firsts = ['44', '431', '4211', '41111'];
    expect(found.some((slicing) => slicing.length < 6 && !firsts.includes(slicing.join('')))).toBe(true);
    expect(chosen()).toEqual(chosen(0.09));
  });

  it('has eight slices where no error is below the budget', () => {
    expect(chosen(0).slicing).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('has eight slices in the last layer', () => {
    const last = chooseSlicing(layer, inputs, crossbar, { last: true, budget: 100 });
    expect(last).toEqual(trials.at(-1));
  });

  it('is the first of equal ones', () => {
    const lossless = { ...crossbar, adcBits: 12 };
    expect(chooseSlicing(layer, inputs, lossless, { last: false }).slicing).toEqual([4, 4]);
    const narrow = chooseSlicing(layer, inputs, { ...lossless, cellBits: 3 }, { last: false });
    expect(narrow.slicing).toEqual([3, 3, 2]);
  });

  it('CW-W204: fits the crossbar', async () => {
    const four = { ...crossbar, columns: 4 };
    const error = await caught(() => chooseSlicing(layer, inputs, four, { last: true }));
    expect(error.diagnostics).toEqual([
      {
        code: 'CW-W204',
        severity: 'error',
        message: 'a filter does not fit the crossbar',
        expected: 'at least 8 columns',
        actual: '4',
        hint: 'raise `columns`, or take a slicing of fewer slices; a last layer has eight',
      },
    ]);
  });

  it('has no more slices than the crossbar has columns', async () => {
    const best = chosen(1).slicing;
    expect(best.length).toBeGreaterThan(2);
    const within = (columns: number) => () =>
      chooseSlicing(layer, inputs, { ...crossbar, columns }, { last: false, budget: 1 });
    expect(within(best.length)().slicing).toEqual(best);
    const error = await caught(within(best.length - 1));
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['CW-W204']);
  });
});
