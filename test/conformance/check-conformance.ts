import { expect } from 'vitest';
import type { EventKind, Trace } from '../../base/trace.js';
import { arrayShape } from '../../compiler/shape.js';
import { activeNonideal } from '../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { MatrixPhase } from '../../systems/system.js';
import type { Engine } from '../../verilator-harness/engine.js';
import { explainDivergence } from '../../verilator-harness/explain-divergence.js';
import { exactProduct } from '../support/reference-mixed-signal.js';
import { exactOutputs, referenceMvmu, referenceSignedArray } from '../support/reference-mvmu.js';
import type { Bench } from '../support/run-cosim.js';
import type { MacroArrayConfig } from './macro-array-config.js';
import {
  mixedSignalClocks,
  mixedSignalEvents,
  mixedSignalGivesProducts,
  mixedSignalReference,
  mixedSignalShape,
} from './mixed-signal.js';
import { raellaEvents, raellaReference, raellaShape } from './raella.js';

/** What a check looked at. */
export interface Checked {
  readonly events: number;
  /** Outputs were compared with plain integer products as well. */
  readonly exact: boolean;
  /** Every event was compared with the long-hand reference as well. */
  readonly reference: boolean;
}

/** Products of a phase beyond which the long-hand reference takes too long. */
const mostReferenceProducts = 2_000_000;

/** Runs one phase and expects the same from engine and golden model: every code, sum, output and flag; and, since both
 *  could be wrong alike, from the long-hand reference and, where no code can be clipped, from integer products. */
export async function checkConformance(
  bench: Bench,
  engine: Engine,
  config: MacroArrayConfig,
  phase: MatrixPhase,
): Promise<Checked> {
  const { rtl, diff, result, programmingCycles } = await bench.compare(engine, phase);
  expect(result.end).toEqual({ reason: 'finished' });
  expect(result.warnings).toEqual([]);
  if (diff.first) expect.fail(explainDivergence(diff.first));
  expect(diff.divergences.total).toBe(0);

  const vectors = phase.inputs.length / config.rows;
  expect(diff.compared.byKind).toEqual(eventsOf(config, vectors));
  const { cyclesPerVector } = bench.design.unit;
  expect(cyclesPerVector).toBeLessThan(latencyBound(config) + 32);
  // Inputs, run, read-out; the stated time is exact.
  const running =
    config.system === 'mixed-signal-array'
      ? mixedSignalClocks(config, vectors, rampsOf(rtl.trace))
      : vectors * cyclesPerVector;
  expect(result.cycles - programmingCycles).toBe(
    vectors * (config.rows + arrayShape(config).columns) + running,
  );

  const exact = givesProducts(config);
  if (exact) expect(Array.from(rtl.outputs)).toEqual(productsOf(config, phase));
  const reference = referenceProducts(config, vectors) <= mostReferenceProducts;
  if (reference) {
    const expected = referenceOf(config, phase);
    for (const [kind, values] of Object.entries(expected)) {
      expect(Array.from(valuesOf(rtl.trace, kind)), kind).toEqual(values);
    }
  }
  return { events: diff.compared.total, exact, reference };
}

function productsOf(config: MacroArrayConfig, { weights, inputs }: MatrixPhase): number[] {
  if (config.system === 'mixed-signal-array') return exactProduct(config, weights, inputs);
  return config.system === 'puma-mvmu' ? exactOutputs(config, weights, inputs) : [];
}

/** Comparisons of each vector; none without a ramp. */
function rampsOf({ streams }: Trace): ArrayLike<number> {
  return streams.find(({ kind }) => kind === 'ramps')?.values ?? [];
}

function valuesOf({ streams }: Trace, kind: string): Int32Array | Float64Array {
  const stream = streams.find((one) => one.kind === kind);
  if (stream === undefined) throw new Error(`the trace has no ${kind}`);
  return stream.values;
}

function referenceOf(config: MacroArrayConfig, phase: MatrixPhase): Partial<Record<EventKind, number[]>> {
  const { weights, inputs } = phase;
  if (config.system === 'mixed-signal-array') return mixedSignalReference(config, phase);
  if (config.system === 'raella-crossbar') return raellaReference(config, phase);
  if (config.system === 'signed-array') {
    const { outputs, saturated } = referenceSignedArray(config, weights, inputs);
    return { code: outputs, out: outputs, saturated };
  }
  const { codes, sums, outputs } = referenceMvmu(config, weights, inputs);
  return { code: codes, sum: sums, out: outputs };
}

/** Input steps of one pass, passes, and slices, as spec/mvmu.md counts them. */
function shapeOf(config: PumaMvmuConfig): { steps: number; passes: number; slices: number } {
  const stored = config.encoding === 'differential' ? config.weightBits - 1 : config.weightBits;
  return {
    steps: Math.ceil(config.inputBits / config.dacBits),
    passes: config.signedInputs && config.dacBits > 1 ? 2 : 1,
    slices: Math.ceil(stored / config.cellBits),
  };
}

function eventsOf(config: MacroArrayConfig, vectors: number): Partial<Record<EventKind, number>> {
  const out = vectors * config.columns;
  if (config.system === 'signed-array') return { code: out, out, saturated: out };
  if (config.system === 'mixed-signal-array') return mixedSignalEvents(config, vectors);
  if (config.system === 'raella-crossbar') return raellaEvents(config, vectors);
  const { steps, passes, slices } = shapeOf(config);
  return { code: out * steps * passes * slices, sum: out * steps * passes, out };
}

function latencyBound(config: MacroArrayConfig): number {
  const groups = Math.ceil(config.columns / config.adcs);
  if (config.system === 'signed-array') return 3 * groups;
  if (config.system === 'mixed-signal-array') {
    const { steps, ramp } = mixedSignalShape(config);
    return ramp ? steps * (groups * (2 ** config.adcBits - 1) + 1) : steps * groups;
  }
  if (config.system === 'raella-crossbar') return raellaShape(config).steps * groups;
  const { steps, passes } = shapeOf(config);
  return passes * (steps + 2) * groups;
}

function referenceProducts(config: MacroArrayConfig, vectors: number): number {
  if (config.system === 'mixed-signal-array') {
    const { steps, codesPerOutput } = mixedSignalShape(config);
    return vectors * config.rows * config.columns * steps * codesPerOutput;
  }
  if (config.system === 'raella-crossbar')
    return vectors * config.rows * config.columns * raellaShape(config).steps;
  const { steps, passes, slices } =
    config.system === 'puma-mvmu' ? shapeOf(config) : { steps: 1, passes: 1, slices: 1 };
  return vectors * config.rows * config.columns * steps * passes * slices;
}

/** No column sum can leave the range of its ADC, nothing disturbs it, and only the result is rounded. */
function givesProducts(config: MacroArrayConfig): boolean {
  if (config.system === 'mixed-signal-array') return mixedSignalGivesProducts(config);
  if (config.system !== 'puma-mvmu') return false;
  const { rows, dacBits, cellBits, adcBits, nonideal, output } = config;
  const noisy = activeNonideal(nonideal) !== undefined;
  const largest = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const bits = config.encoding === 'differential' ? adcBits - 1 : adcBits;
  return !noisy && output.rounding !== 'per-plane' && largest < 2 ** bits;
}
