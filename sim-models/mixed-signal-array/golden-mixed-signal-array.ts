import { CrossweaveError } from '../../base/crossweave-error.js';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { rangeFindings, shapeFinding, valueFindings } from '../analog/checks.js';
import { accumulate } from './accumulate.js';
import { cellCurrents } from './cell-currents.js';
import { ColumnReader } from './column-reader.js';
import { mixedSignalGeometry } from './geometry.js';
import { type MixedSignalRun, traceOf } from './mixed-signal-run.js';
import { rampComparisons } from './ramp-comparisons.js';
import { StepSums } from './step-sums.js';
import { storedLevels } from './stored-levels.js';

export interface MixedSignalOptions {
  /** `sums` is `outputs` here: there are no partial sums. */
  readonly level: 'outputs' | 'sums' | 'codes';
}

/** A mixed-signal array with weights loaded, in any of its styles: column sums, converts and digital accumulation,
 *  bit-exact. Source: docs/mixed-signal-arrays.md. With non-idealities (docs/analog.md) `operation` counts the vectors of
 *  all runs of this object. */
export class GoldenMixedSignalArray {
  readonly #config: MixedSignalArrayConfig;
  readonly #sums: StepSums;
  readonly #reader: ColumnReader;
  #operation = 0;

  /** @param weights [rows][columns], row-major; -1 and 1 in `xnor-capacitor`
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M003 on weights out of range */
  constructor(config: MixedSignalArrayConfig, weights: Int32Array) {
    const { style, rows, columns, weightBits } = config;
    if (weights.length !== rows * columns) {
      const shape = `${rows} x ${columns} = ${rows * columns} numbers`;
      throw new CrossweaveError(shapeFinding('weights', shape, weights.length));
    }
    const half = 2 ** (weightBits - 1);
    const findings =
      style === 'xnor-capacitor'
        ? signFindings('CW-M003', 'weights', weights, columns)
        : rangeFindings(
            'CW-M003',
            'weights',
            weights,
            columns,
            -half,
            half - 1,
            hintOf('weights', weightBits),
          );
    if (findings.length > 0) throw new CrossweaveError(findings);
    const currents = cellCurrents(config);
    this.#config = config;
    this.#sums = new StepSums(config, storedLevels(config, weights), currents);
    this.#reader = new ColumnReader(config, currents.offCurrent);
  }

  /** Computes n vectors. @param inputs [n][rows], row-major; -1 and 1 in `xnor-capacitor`
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M004 on inputs out of range */
  run(inputs: Int32Array, options: MixedSignalOptions): MixedSignalRun {
    this.#checkInputs(inputs);
    const config = this.#config;
    const { rows, columns } = config;
    const { steps, lanes } = mixedSignalGeometry(config);
    const vectors = inputs.length / rows;
    const perVector = steps * lanes;
    const outputs = new Float64Array(vectors * columns);
    const codes = new Int32Array(options.level === 'codes' ? vectors * perVector : perVector);
    const ramps = config.style === 'resistive-ramp' ? new Int32Array(vectors) : undefined;
    const driven = config.style === 'xnor-capacitor' ? inputs.map((x) => (x + 1) / 2) : inputs;
    let vector = 0;
    for (const batch of this.#sums.batches(driven)) {
      for (let at = 0; at < batch.vectors; at++, vector++) {
        const first = options.level === 'codes' ? vector * perVector : 0;
        const own = codes.subarray(first, first + perVector);
        for (let step = 0, lane = at * perVector; step < steps; step++) {
          this.#reader.at((this.#operation + vector) >>> 0, step, batch.drive[at * steps + step]!);
          for (let to = 0; to < lanes; to++, lane++) {
            own[step * lanes + to] = this.#reader.code(batch.sums[lane]!, to);
          }
        }
        accumulate(config, own, batch.inputSums[at]!, outputs.subarray(vector * columns));
        if (ramps) ramps[vector] = rampComparisons(config, own);
      }
    }
    this.#operation = (this.#operation + vectors) >>> 0;
    const run = { outputs, ...(options.level === 'codes' && { codes }), ...(ramps && { ramps }) };
    return { ...run, trace: () => traceOf(config, run) };
  }

  #checkInputs(inputs: Int32Array): void {
    const { style, rows, inputBits } = this.#config;
    if (inputs.length % rows !== 0) {
      throw new CrossweaveError(shapeFinding('inputs', `a multiple of ${rows} numbers`, inputs.length));
    }
    const findings =
      style === 'xnor-capacitor'
        ? signFindings('CW-M004', 'inputs', inputs, rows)
        : rangeFindings(
            'CW-M004',
            'inputs',
            inputs,
            rows,
            0,
            2 ** inputBits - 1,
            hintOf('inputs', inputBits),
          );
    if (findings.length > 0) throw new CrossweaveError(findings);
  }
}

function hintOf(name: 'weights' | 'inputs', bits: number): string {
  return `${name} have ${bits} bits, ${name === 'weights' ? "two's complement" : 'unsigned'}`;
}

function signFindings(
  code: 'CW-M003' | 'CW-M004',
  name: 'weights' | 'inputs',
  data: Int32Array,
  width: number,
) {
  const hint = 'weights and inputs of xnor-capacitor are signs';
  return valueFindings(code, name, data, width, (value) => value === -1 || value === 1, '-1 or 1', hint);
}
