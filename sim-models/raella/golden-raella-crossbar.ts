import { CrossweaveError } from '../../base/crossweave-error.js';
import { activeNonideal } from '../../config/nonideal.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { rangeFindings, shapeFinding } from '../analog/checks.js';
import { type Converter, converterFor } from '../analog/converter.js';
import { ArrayColumns } from './array-columns.js';
import { checkLayer } from './check-layer.js';
import type { Way } from './decisions.js';
import { FastWay } from './fast-way.js';
import type { HeldColumns } from './held-columns.js';
import type { RaellaLayer } from './layer.js';
import { schedule } from './schedule.js';
import type { RaellaStatistics } from './statistics.js';
import { StepByStep } from './step-by-step.js';
import { TableColumns } from './table-columns.js';

export interface RaellaOptions {
  /** `codes`: the code of every column in every step too. */
  readonly level: 'outputs' | 'codes';
  /** `plain`: no tables, every column of every step by itself; absent: the fast way, which decides the same. */
  readonly way?: 'plain';
}

/** What a golden crossbar computed for n vectors. */
export interface RaellaRun {
  /** [n][filters], y = psum + (phi - zw) X, at full width; zw the code of zero */
  readonly outputs: Float64Array;
  /** [n][filters], the 16-bit psums, -2^15 .. 2^15 - 1 */
  readonly psums: Int32Array;
  /** [n], the input sums X */
  readonly inputSums: Int32Array;
  /** [n][filters], additions after which the exact running value was outside 16 bits; the flag `overflow` is set where
   *  there are any */
  readonly overflows: Int32Array;
  /** [n][passes][steps][filters * S], at level `codes`; `notConverted` in recovery of a column that had not failed */
  readonly codes?: Int16Array;
  readonly statistics: RaellaStatistics;
}

/** One crossbar of RAELLA with a layer loaded: centred weights in signed cells, speculation and recovery, 16-bit psums
 *  and the centre term. y = psum + (phi - zw) X, X the sum of the inputs, zw the code of zero. Source: docs/raella.md.
 *  With non-idealities (docs/noise.md) `operation` counts the vectors of all runs of this object. */
export class GoldenRaellaCrossbar {
  readonly #config: RaellaCrossbarConfig;
  readonly #layer: RaellaLayer;
  readonly #converter: Converter;
  readonly #macro: number;
  #plain: Way | undefined;
  #fast: Way | undefined;
  #operation: number;

  /** @param config its `columns` has no upper limit here
   *  @param address of its noise: number of the crossbar in the design, and of its first vector since reset
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M005 on a slicing or a number of filters that cannot be held */
  constructor(
    config: RaellaCrossbarConfig,
    layer: RaellaLayer,
    { number = 0, operation = 0 }: { readonly number?: number; readonly operation?: number } = {},
  ) {
    checkLayer(config, layer);
    this.#config = config;
    this.#layer = layer;
    this.#macro = number;
    this.#operation = operation;
    const { rows, cellBits, dacBits, adcBits } = config;
    this.#converter = converterFor(
      adcBits,
      'saturate',
      true,
      rows * (2 ** cellBits - 1) * (2 ** dacBits - 1),
    );
  }

  /** Computes n vectors. @param inputs [n][rows], row-major
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M004 on inputs out of range */
  run(inputs: Int32Array, options: RaellaOptions): RaellaRun {
    this.#checkInputs(inputs);
    const { rows } = this.#config;
    const { centres, zeroCodes } = this.#layer;
    const vectors = inputs.length / rows;
    const filters = centres.length;
    const decisions = this.#way(options).decide(inputs, this.#operation, options.level === 'codes');
    this.#operation = (this.#operation + vectors) >>> 0;
    const psums = decisions.sums.map((sum) => (sum << 16) >> 16);
    const inputSums = new Int32Array(vectors);
    const outputs = new Float64Array(vectors * filters);
    for (let vector = 0; vector < vectors; vector++) {
      let sum = 0;
      for (let row = vector * rows; row < (vector + 1) * rows; row++) sum += inputs[row]!;
      inputSums[vector] = sum;
      for (let p = 0, at = vector * filters; p < filters; p++, at++) {
        outputs[at] = psums[at]! + (centres[p]! - (zeroCodes?.[p] ?? 0)) * sum;
      }
    }
    return {
      outputs,
      psums,
      inputSums,
      overflows: decisions.outside,
      statistics: decisions.statistics,
      ...(decisions.codes && { codes: decisions.codes }),
    };
  }

  #way({ way }: RaellaOptions): Way {
    if (way === 'plain') {
      this.#plain ??= this.#stepByStep(
        new ArrayColumns(this.#config, this.#layer, this.#converter, this.#macro),
      );
      return this.#plain;
    }
    const nonideal = activeNonideal(this.#config.nonideal);
    this.#fast ??= nonideal
      ? this.#stepByStep(new TableColumns(this.#config, this.#layer, this.#converter, nonideal, this.#macro))
      : new FastWay(this.#config, this.#layer, this.#converter);
    return this.#fast;
  }

  #stepByStep(columns: HeldColumns): Way {
    const { rows, speculation } = this.#config;
    const steps = schedule(speculation, this.#layer.speculate);
    return new StepByStep(rows, this.#layer, steps, columns, this.#converter);
  }

  #checkInputs(inputs: Int32Array): void {
    const { rows } = this.#config;
    if (inputs.length % rows !== 0) {
      throw new CrossweaveError(shapeFinding('inputs', `a multiple of ${rows} numbers`, inputs.length));
    }
    const signed = this.#layer.signedInputs;
    const [least, largest] = signed ? [-128, 127] : [0, 255];
    const hint = `inputs have 8 bits, ${signed ? 'signed' : 'unsigned'}`;
    const findings = rangeFindings('CW-M004', 'inputs', inputs, rows, least, largest, hint);
    if (findings.length > 0) throw new CrossweaveError(findings);
  }
}
