import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Trace, TraceStream } from '../../base/trace.js';
import { activeNonideal } from '../../config/nonideal.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { rangeFindings, shapeFinding } from '../analog/checks.js';
import { type Converter, converterFor } from '../analog/converter.js';
import { Drive } from '../analog/drive.js';
import { IdealChain } from '../analog/ideal-chain.js';
import { kernel } from '../analog/kernel.js';
import { NoisyChain } from '../analog/noisy-chain.js';

export interface SignedArrayOptions {
  /** `sums` is `outputs` here: there is no shift-and-add, so there are no partial sums. */
  readonly level: 'outputs' | 'sums' | 'codes';
}

/** What a golden signed array computed for n vectors. */
export interface SignedArrayRun {
  /** [n][columns], the ADC codes */
  readonly outputs: Float64Array;
  /** [n][columns], 1 where the code equals either bound of the ADC */
  readonly saturated: Uint8Array;
  /** [n][columns], at level `codes` */
  readonly codes?: Int32Array;
  /** The same values as events of the unit `mvmu0`. */
  trace(): Trace;
}

const batchVectors = 64;

/** One array of signed 2T2R cells: code = clamp(sum of x[i] w[i][j], -2^(b-1), 2^(b-1)-1), one step, no narrowing.
 *  Non-idealities as in the matrix-vector unit, with `operation` counting the vectors of all runs of this object.
 *  Source: spec/mvmu.md, "`signed-array`". */
export class GoldenSignedArray {
  readonly #config: SignedArrayConfig;
  readonly #converter: Converter;
  readonly #chain: { readonly ideal: IdealChain } | { readonly noisy: NoisyChain };
  #operation = 0;

  /** @param weights [rows][columns], row-major
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M003 on weights out of range */
  constructor(config: SignedArrayConfig, weights: Int32Array) {
    const { rows, columns, cellBits, dacBits, adcBits } = config;
    if (weights.length !== rows * columns) {
      const shape = `${rows} x ${columns} = ${rows * columns} numbers`;
      throw new CrossweaveError(shapeFinding('weights', shape, weights.length));
    }
    const largest = 2 ** cellBits - 1;
    const hint = `cells have ${cellBits} bits and a sign`;
    const findings = rangeFindings('CW-M003', 'weights', weights, columns, -largest, largest, hint);
    if (findings.length > 0) throw new CrossweaveError(findings);
    this.#config = config;
    this.#converter = converterFor(adcBits, 'saturate', true, rows * largest * (2 ** dacBits - 1));
    const nonideal = activeNonideal(config.nonideal);
    this.#chain = nonideal
      ? { noisy: new NoisyChain(weights, rows, columns, true, [largest], this.#converter, nonideal) }
      : { ideal: new IdealChain(weights, rows, columns, dacBits, this.#converter, false) };
  }

  /** Computes n vectors. @param inputs [n][rows], row-major
   *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M004 on inputs out of range */
  run(inputs: Int32Array, options: SignedArrayOptions): SignedArrayRun {
    const { rows, columns, dacBits } = this.#config;
    if (inputs.length % rows !== 0) {
      throw new CrossweaveError(shapeFinding('inputs', `a multiple of ${rows} numbers`, inputs.length));
    }
    const hint = `inputs have ${dacBits} bits, unsigned`;
    const findings = rangeFindings('CW-M004', 'inputs', inputs, rows, 0, 2 ** dacBits - 1, hint);
    if (findings.length > 0) throw new CrossweaveError(findings);
    const vectors = inputs.length / rows;
    const codes = this.#codes(inputs, vectors);
    const { lowest, highest } = this.#converter;
    const outputs = Float64Array.from(codes);
    const saturated = Uint8Array.from(codes, (code) => (code === lowest || code === highest ? 1 : 0));
    this.#operation = (this.#operation + vectors) >>> 0;
    const run = { outputs, saturated, ...(options.level === 'codes' && { codes }) };
    const dims = [
      { name: 'vector', size: vectors },
      { name: 'column', size: columns },
    ];
    const common = { unit: 'mvmu0', dims, width: this.#config.adcBits };
    const streams: TraceStream[] = [
      { ...common, kind: 'out', values: outputs },
      { ...common, kind: 'saturated', values: Int32Array.from(saturated), width: 1 },
    ];
    if (options.level === 'codes') streams.unshift({ ...common, kind: 'code', values: codes });
    return { ...run, trace: () => ({ streams }) };
  }

  #codes(inputs: Int32Array, vectors: number): Int32Array {
    const { rows, columns, dacBits } = this.#config;
    const shared = kernel();
    shared.begin();
    const batch = Math.max(1, Math.min(vectors, batchVectors));
    const drive = new Drive(shared, { rows, inputBits: dacBits, dacBits, form: 'unsigned' }, batch);
    const chain =
      'noisy' in this.#chain
        ? this.#chain.noisy.prepare(shared, drive, batch)
        : this.#chain.ideal.prepare(shared, drive, batch);
    const codes = new Int32Array(vectors * columns);
    for (let from = 0; from < vectors; from += batch) {
      const count = Math.min(batch, vectors - from);
      drive.load(inputs.subarray(from * rows, (from + count) * rows), true, false);
      const result = chain((this.#operation + from) >>> 0);
      codes.set(shared.int32(result.codes, count * columns), from * columns);
    }
    return codes;
  }
}
