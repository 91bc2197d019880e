import { describe, expect, it } from 'vitest';
import { layerCentres } from '../../../compiler/raella/layer-centres.js';
import { inputVectors, type MatrixLayer } from '../../../compiler/raella/network-layers.js';
import { loadConfig } from '../../../config/load-config.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { analyzeRaella } from '../../../systems/analyze/analyze-raella.js';
import type { PreparedWork } from '../../../systems/analyze/layer-work.js';
import { runRaellaLayer } from '../../../systems/analyze/raella-layer.js';
import { sumResolutions } from '../../../systems/analyze/sum-resolution.js';
import { codesOf } from '../../../systems/networks/loaded-network.js';
import { syntheticNetwork } from '../../../systems/networks/synthetic.js';

const config: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'unit', rows: 32, columns: 20 },
  ...{ cellBits: 4, dacBits: 4, adcs: 2, adcBits: 5, speculation: [4, 2, 2] },
};

/** Rows for two crossbars, outputs for three with slices of 4, 2 and 2 bits. */
function smallWork(slicing: readonly number[]): PreparedWork {
  const shape = { rows: 45, outputs: 13, weights: 'laplace', seed: 7 } as const;
  const { integer, test } = syntheticNetwork('small', shape, config.rows);
  const [layer] = integer.layers as [MatrixLayer];
  const inputs = inputVectors(layer, codesOf(integer, test(), 0, 6));
  const centres = layerCentres(layer.layer, config.rows, slicing, 'center-offset');
  return { name: 'small', layer: layer.layer, inputs, fetchedBytes: inputs.length, slicing, centres };
}

/** Cells by the definition: bits of |w - phi| with its sign. @returns per row block [output][slice][row] */
function cellsOf({ layer, slicing, centres }: PreparedWork, zeroCentres = false) {
  const blocks = Math.ceil(layer.rows / config.rows);
  return Array.from({ length: blocks }, (_, block) =>
    Array.from({ length: layer.outputs }, (_, output) => {
      const phi = zeroCentres ? 0 : centres[block * layer.outputs + output]!;
      let low = 8;
      return slicing.map((width) => {
        low -= width;
        const from = low;
        return Array.from({ length: Math.min(config.rows, layer.rows - block * config.rows) }, (_, i) => {
          const x = layer.weights[output * layer.rows + block * config.rows + i]! - phi;
          return Math.sign(x) * (Math.floor(Math.abs(x) / 2 ** from) % 2 ** width);
        });
      });
    }),
  );
}

describe('a layer on crossbars of RAELLA', () => {
  const work = smallWork([4, 2, 2]);
  const { rows, outputs } = work.layer;
  const vectors = work.inputs.length / rows;
  const bound = (sum: number) => Math.min(Math.max(sum, -16), 15);
  const atBound = (sum: number) => bound(sum) === -16 || bound(sum) === 15;

  /** Every column of every step by itself. */
  function byHand() {
    const steps = [
      { kind: 'speculation', high: 7, low: 4 },
      ...[7, 6, 5, 4].map((bit) => ({ kind: 'recovery', high: bit, low: bit })),
      { kind: 'speculation', high: 3, low: 2 },
      ...[3, 2].map((bit) => ({ kind: 'recovery', high: bit, low: bit })),
      { kind: 'speculation', high: 1, low: 0 },
      ...[1, 0].map((bit) => ({ kind: 'recovery', high: bit, low: bit })),
    ].map((step) => ({ ...step, converts: [0, 0, 0], atBounds: [0, 0, 0], would: [0, 0, 0] }));
    let levelPulses = 0;
    let devicePulses = 0;
    for (const [block, filters] of cellsOf(work).entries()) {
      for (let v = 0; v < vectors; v++) {
        for (const filter of filters) {
          for (const [slice, cells] of filter.entries()) {
            let failed = false;
            for (const step of steps) {
              const { kind, high, low, converts, atBounds, would } = step;
              let sum = 0;
              for (const [i, cell] of cells.entries()) {
                const x = work.inputs[v * rows + block * config.rows + i]!;
                const code = Math.floor(x / 2 ** low) % 2 ** (high - low + 1);
                sum += code * cell;
                levelPulses += code * Math.abs(cell);
                devicePulses += 2 * code;
              }
              if (kind === 'recovery' && atBound(sum)) would[slice]!++;
              if (kind === 'recovery' && !failed) continue;
              converts[slice]!++;
              if (atBound(sum)) atBounds[slice]!++;
              if (kind === 'speculation') failed = atBound(sum);
            }
          }
        }
      }
    }
    return { steps, levelPulses, devicePulses };
  }

  it('is counted as column after column, step after step has it', () => {
    const run = runRaellaLayer(config, work, true);
    const expected = byHand();
    const failures = expected.steps.filter(({ kind }) => kind === 'speculation');
    expect(failures.every(({ atBounds }) => atBounds.some((n) => n > 0))).toBe(true);
    expect(
      expected.steps.some(({ kind, atBounds }) => kind === 'recovery' && atBounds.some((n) => n > 0)),
    ).toBe(true);
    for (const [k, step] of run.steps.entries()) {
      const { would, ...hand } = expected.steps[k]!;
      expect(step).toEqual({
        ...{ pass: 0, step: k, columns: vectors * outputs * 2 },
        ...hand,
        ...(hand.kind === 'recovery' && { wouldSaturate: would }),
      });
    }
    const { converts, levelPulses, devicePulses, psumUpdates } = run.activity;
    const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);
    const recovered = sum(
      expected.steps.flatMap(({ kind, converts: own }) => (kind === 'recovery' ? own : [])),
    );
    expect(converts).toBe(vectors * outputs * 2 * 3 * 3 + recovered);
    expect({ levelPulses, devicePulses }).toEqual({
      levelPulses: expected.levelPulses,
      devicePulses: expected.devicePulses,
    });
    expect(psumUpdates).toBe(vectors * outputs * 2 * 3 + recovered);
  });

  it('drives each crossbar, also those that share inputs', () => {
    const { pulses, inputBytes, inputSumAdds, macs, centreTerms } = runRaellaLayer(
      config,
      work,
      false,
    ).activity;
    let ones = 0;
    for (const x of work.inputs) for (let bit = 0; bit < 8; bit++) ones += (x >> bit) & 1;
    // Six filters a crossbar: three of them side by side for 13 outputs.
    expect({ pulses, inputBytes, inputSumAdds }).toEqual({
      pulses: 3 * ones,
      inputBytes: 3 * 2 * work.inputs.length,
      inputSumAdds: 3 * work.inputs.length,
    });
    expect({ macs, centreTerms }).toEqual({
      macs: vectors * rows * outputs,
      centreTerms: 2 * vectors * outputs,
    });
  });

  it('has the column sums of each strategy', () => {
    const found = sumResolutions(config, work);
    expect(found.map(({ strategy }) => strategy)).toEqual([
      ...['unsigned', 'Center+Offset', 'adaptive slicing', 'speculation', 'recovery'],
    ]);
    const dense = { ...work, slicing: [4, 4] };
    const centred = { ...dense, centres: layerCentres(work.layer, config.rows, [4, 4], 'center-offset') };
    const ways = [
      [cellsOf(dense, true), [4, 4], false],
      [cellsOf(centred), [4, 4], true],
      [cellsOf(work), [4, 4], true],
      [cellsOf(work), [4, 2, 2], true],
      [cellsOf(work), [1, 1, 1, 1, 1, 1, 1, 1], true],
    ] as const;
    for (const [k, [cells, inputSlices, signed]] of ways.entries()) {
      const counts = new Array<number>(25).fill(0);
      for (const [block, filters] of cells.entries()) {
        for (const column of filters.flat()) {
          for (let v = 0; v < vectors; v++) {
            let low = 8;
            for (const width of inputSlices) {
              low -= width;
              let sum = 0;
              for (const [i, cell] of column.entries()) {
                const x = work.inputs[v * rows + block * config.rows + i]!;
                sum += (Math.floor(x / 2 ** low) % 2 ** width) * cell;
              }
              let bits = signed ? 1 : 0;
              const fits = () =>
                signed ? sum >= -(2 ** (bits - 1)) && sum < 2 ** (bits - 1) : sum < 2 ** bits;
              while (!fits()) bits++;
              counts[bits]!++;
            }
          }
        }
      }
      const all = counts.reduce((sum, n) => sum + n, 0);
      expect(found[k]!.counts).toEqual(counts);
      expect(found[k]!.bits).toBe(counts.findLastIndex((n) => n > 0));
      expect(found[k]!.fits).toBeCloseTo(counts.slice(0, 6).reduce((sum, n) => sum + n, 0) / all, 12);
    }
    const fits = found.map((one) => one.fits);
    expect(fits).toEqual(fits.toSorted((a, b) => a - b));
  });
});

describe('converts a MAC on full crossbars', () => {
  it('are those of the thesis: the first three exactly, the last by what fails', () => {
    const { config: preset } = loadConfig('raella-crossbar');
    if (preset.system !== 'raella-crossbar') throw new Error('a crossbar');
    const full: RaellaCrossbarConfig = { ...preset, columns: 96 };
    const network = syntheticNetwork('full', { rows: 512, outputs: 32, weights: 'laplace', seed: 1 }, 512);
    const { layers, setups, speculation, total, architectures } = analyzeRaella(full, network, 4);
    expect(layers.map(({ slicing, rowUtilisation }) => ({ slicing, rowUtilisation }))).toEqual([
      { slicing: [4, 2, 2], rowUtilisation: 1 },
    ]);
    const here = setups!.map((setup) => setup.here);
    expect(here.slice(0, 3)).toEqual([0.25, 0.0625, 0.046875]);
    expect(here[3]).toBeCloseTo(setups![3]!.fullRows, 12);
    expect(here[3]).toBe(total.convertsPerMac);
    // Three converts and those of the recovery, of three columns on 512 rows.
    expect(here[3]).toBeGreaterThan((3 * 3) / 512);
    expect(here[3]).toBeLessThan(0.024);
    expect(speculation!.success).toBeGreaterThan(0.85);
    expect(speculation!.recoverySaturation).toBeLessThan(0.002);
    expect(setups!.map(({ change }) => change)).toEqual([
      undefined,
      expect.closeTo(-0.875, 12),
      expect.closeTo(-0.25, 12),
      expect.closeTo(here[3]! / 0.046875 - 1, 12),
    ]);
    const [isaac, plain, speculating] = architectures!;
    expect([isaac, plain, speculating].map((one) => one!.convertsPerMac)).toEqual([
      here[0],
      here[2],
      here[3],
    ]);
    expect(isaac!.overIsaac).toBe(1);
    expect(speculating!.perMac).toBeCloseTo(total.perMac, 9);
    expect(speculating!.overIsaac).toBeGreaterThan(publishedEfficiencyLeast);
  });
});

/** The least of the thesis, of a network that uses its rows badly (section 6.3). */
const publishedEfficiencyLeast = 2.9;
