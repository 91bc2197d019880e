import { CrossweaveError } from '../../../base/crossweave-error.js';
import { activeNonideal } from '../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { rangeFindings, shapeFinding } from '../../analog/checks.js';
import { Drive } from '../../analog/drive.js';
import { type Kernel, kernel } from '../../analog/kernel.js';
import { type ColumnPart, longPart, productPart, sumsPart } from './column-plan.js';
import { mvmuGeometry } from './geometry.js';
import { type GoldenLevel, type GoldenRun, traceOf } from './golden-run.js';
import { losslessColumns } from './lossless-columns.js';
import { narrowResults, perPlaneOutputs } from './narrowing.js';
import { type StoredCells, storedCells } from './stored-cells.js';

export interface GoldenOptions {
  readonly level: GoldenLevel;
  /** Compute lossless columns as integer products where the level allows it (default true); the values are the same. */
  readonly collapse?: boolean;
  /** Return views of kernel memory, overwritten by the next run of any model, instead of copies (default false).
   *  Taken where the whole run is one batch of one way; then all vectors are in kernel memory at once. */
  readonly reuse?: boolean;
}

const batchBytes = 4 << 20;

/** The matrix-vector unit of spec/mvmu.md: y = x w through bit slices, input steps and ADCs, then one narrowing
 *  (or `per-plane`). Integer and bit-exact; non-idealities draw from docs/noise.md, with `operation` counting the
 *  vectors of all runs of this object. */
export class GoldenMvmu {
  readonly #config: PumaMvmuConfig;
  readonly #weights: Int32Array;
  readonly #stored: StoredCells;
  readonly #lossless: Uint8Array;
  readonly #plans = new Map<string, readonly ColumnPart[]>();
  readonly #macro: number;
  #operation = 0;

  /** @param weights [rows][columns], row-major
   *  @param macro number of the macro unit in the design, for the address of its noise
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M003 on weights out of range */
  constructor(config: PumaMvmuConfig, weights: Int32Array, macro = 0) {
    const { rows, columns, weightBits, encoding } = config;
    if (weights.length !== rows * columns) {
      const shape = `${rows} x ${columns} = ${rows * columns} numbers`;
      throw new CrossweaveError(shapeFinding('weights', shape, weights.length));
    }
    const largest = 2 ** (weightBits - 1) - 1;
    const least = encoding === 'differential' ? -largest : -largest - 1;
    const hint = `weights have ${weightBits} bits, encoding ${encoding}`;
    const findings = rangeFindings('CW-M003', 'weights', weights, columns, least, largest, hint);
    if (findings.length > 0) throw new CrossweaveError(findings);
    this.#config = config;
    this.#macro = macro;
    this.#weights = weights.slice();
    this.#stored = storedCells(config, weights);
    this.#lossless = losslessColumns(config, this.#stored);
  }

  /** Columns that no ADC ever changes, [columns] 1 or 0: those may be collapsed. */
  get lossless(): Uint8Array {
    return this.#lossless.slice();
  }

  /** Computes n vectors. @param inputs [n][rows], row-major
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M004 on inputs out of range */
  run(inputs: Int32Array, options: GoldenOptions): GoldenRun {
    const config = this.#config;
    const { passes, steps, slices, form } = mvmuGeometry(config);
    const vectors = this.#checkInputs(inputs);
    const parts = this.#plan(options.level, options.collapse ?? true);
    const reuse = (options.reuse ?? false) && parts.length === 1 && vectors > 0;
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const batch = reuse ? vectors : Math.max(1, Math.min(vectors, 64, Math.floor(batchBytes / bytes)));
    const shared = kernel();
    shared.begin();
    const drive = new Drive(shared, { ...config, form }, batch);
    const ways = parts.map((part) => this.#prepare(shared, drive, part, batch));
    const keepSums = options.level !== 'outputs';
    const keepCodes = options.level === 'codes';
    const perVector = passes * steps * config.columns;
    const size = reuse ? 0 : vectors;
    let outputs: Float64Array = new Float64Array(size * config.columns);
    let sums: Float64Array | undefined = keepSums ? new Float64Array(size * perVector) : undefined;
    let codes: Int32Array | undefined = keepCodes ? new Int32Array(size * perVector * slices) : undefined;
    for (let from = 0; from < vectors; from += batch) {
      const count = Math.min(batch, vectors - from);
      const planes = parts.some((part) => part.needsPlanes);
      const sumsOfCodes = config.output.rounding === 'per-plane' || parts.some((part) => part.needsDriveSums);
      drive.load(inputs.subarray(from * config.rows, (from + count) * config.rows), planes, sumsOfCodes);
      for (const way of ways) {
        const got = way((this.#operation + from) >>> 0);
        const { columns } = got;
        const y = shared.float64(got.results, count * columns.length);
        const sum = keepSums ? shared.float64(got.sums!, count * passes * steps * columns.length) : undefined;
        const code = keepCodes ? shared.int32(got.codes!, count * perVector * slices) : undefined;
        if (reuse) [outputs, sums, codes] = [y, sum, code];
        else {
          place(y, columns, config.columns, outputs, from);
          if (sum && sums) place(sum, columns, config.columns, sums, from * passes * steps);
          if (code && codes) codes.set(code, from * perVector * slices);
        }
      }
    }
    this.#operation = (this.#operation + vectors) >>> 0;
    const run = { outputs, ...(sums && { sums }), ...(codes && { codes }) };
    return { ...run, trace: () => traceOf(config, run) };
  }

  /** A function that computes one vector, for callers whose next input depends on the last output: everything is set up
   *  once. It counts as one operation, and its values are those of `run`.
   *  @param own kernel that keeps the set-up until its next `begin`; not `kernel()`, which every `run` begins anew
   *  @returns function of inputs [rows], not checked, to outputs [columns], overwritten by the next call */
  singly(own: Kernel): (inputs: Int32Array) => Float64Array {
    const config = this.#config;
    const parts = this.#plan('outputs', true);
    const drive = new Drive(own, { ...config, form: mvmuGeometry(config).form }, 1);
    const ways = parts.map((part) => this.#prepare(own, drive, part, 1));
    const planes = parts.some((part) => part.needsPlanes);
    const sums = config.output.rounding === 'per-plane' || parts.some((part) => part.needsDriveSums);
    const outputs = new Float64Array(config.columns);
    return (inputs) => {
      drive.load(inputs, planes, sums);
      for (const way of ways) {
        const { results, columns } = way(this.#operation);
        place(own.float64(results, columns.length), columns, config.columns, outputs, 0);
      }
      this.#operation = (this.#operation + 1) >>> 0;
      return outputs;
    };
  }

  /** Adds the last stage, sums to narrowed outputs, to a part. */
  #prepare(shared: Kernel, drive: Drive, part: ColumnPart, batch: number) {
    const { output, rows } = this.#config;
    const { offset, stepWeights } = mvmuGeometry(this.#config);
    const way = part.prepare(shared, drive, batch);
    const columns = part.columns.length;
    const weights = shared.upload(stepWeights);
    const own = shared.allocate(batch * columns * 8);
    return (operation: number) => {
      const got = way(operation);
      const results = got.results ?? own;
      const count = drive.vectors * columns;
      if (output.rounding === 'per-plane') {
        const planes = shared.float64(drive.sums, drive.samples * drive.steps);
        const sums = shared.float64(got.sums!, planes.length * columns);
        perPlaneOutputs(sums, planes, stepWeights, offset, output, columns, shared.float64(own, count));
      } else {
        if (got.results === undefined) {
          const { outputsFromSums } = shared.functions;
          const { vectors, inputs } = drive;
          outputsFromSums(
            got.sums!,
            vectors,
            stepWeights.length,
            columns,
            weights,
            inputs,
            rows,
            offset,
            results,
          );
        }
        narrowResults(shared, results, count, output);
      }
      return { ...got, results, columns: part.columns };
    };
  }

  /** Codes and noise need every column the long way; otherwise lossless columns collapse as far as the level allows. */
  #plan(level: GoldenLevel, collapse: boolean): readonly ColumnPart[] {
    const long = level === 'codes' || !collapse || activeNonideal(this.#config.nonideal) !== undefined;
    const key = long ? 'long' : level;
    let parts = this.#plans.get(key);
    if (!parts) {
      const all = Array.from({ length: this.#config.columns }, (_, column) => column);
      const whole = long ? [] : all.filter((column) => this.#lossless[column] === 1);
      const rest = long ? all : all.filter((column) => this.#lossless[column] === 0);
      const sums = level === 'sums' || this.#config.output.rounding === 'per-plane';
      const collapsed = sums ? sumsPart : productPart;
      parts = [
        ...(whole.length > 0 ? [collapsed(this.#config, this.#weights, whole)] : []),
        ...(rest.length > 0 ? [longPart(this.#config, this.#stored, rest, this.#macro)] : []),
      ];
      this.#plans.set(key, parts);
    }
    return parts;
  }

  #checkInputs(inputs: Int32Array): number {
    const { rows, inputBits, signedInputs } = this.#config;
    if (inputs.length % rows !== 0) {
      throw new CrossweaveError(shapeFinding('inputs', `a multiple of ${rows} numbers`, inputs.length));
    }
    const largest = 2 ** (signedInputs ? inputBits - 1 : inputBits) - 1;
    const least = signedInputs ? -largest - 1 : 0;
    const hint = `inputs have ${inputBits} bits, ${signedInputs ? 'signed' : 'unsigned'}`;
    const findings = rangeFindings('CW-M004', 'inputs', inputs, rows, least, largest, hint);
    if (findings.length > 0) throw new CrossweaveError(findings);
    return inputs.length / rows;
  }
}

/** Copies [lines][part] to the right columns of lines `from` on of [..][width]. */
function place(
  data: Float64Array,
  columns: readonly number[],
  width: number,
  to: Float64Array,
  from: number,
): void {
  if (columns.length === width) {
    to.set(data, from * width);
    return;
  }
  const lines = data.length / columns.length;
  for (let line = 0, at = 0; line < lines; line++) {
    for (const column of columns) to[(from + line) * width + column] = data[at++]!;
  }
}
