import { activeNonideal } from '../../config/nonideal.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { GoldenRaellaCrossbar, quantiseOutput, type RaellaRun } from '../../sim-models/raella/index.js';
import { crossbarWeights } from './crossbar-layer.js';
import { type IntegerLayer, outputChannel } from './integer-layer.js';
import { LayerCounts } from './layer-counts.js';
import { type MappedCrossbar, mapLayer } from './map-layer.js';
import type { LayerSetting } from './prepare-network.js';

/** Vectors computed at once: bounds the memory. */
const batchVectors = 1024;

/** Sees the run of one crossbar on one batch. @param inputs [vectors][word lines of the golden crossbar] */
export type ObserveRun = (part: MappedCrossbar, run: RaellaRun, inputs: Int32Array) => void;

/** A layer in golden crossbars: psums and centre terms of all crossbars of an output added up, each with its own
 *  centre, then quantised. acc = sum over crossbars of (psum + (phi - zw) X); docs/raella.md, "Centre term". */
export class GoldenLayer {
  /** What happened in all runs. */
  readonly counts: LayerCounts;
  readonly #layer: IntegerLayer;
  readonly #observe: ObserveRun | undefined;
  readonly #crossbars: readonly { readonly part: MappedCrossbar; readonly golden: GoldenRaellaCrossbar }[];
  /** Word lines that the golden crossbars have for a part. */
  readonly #wordLines: (part: MappedCrossbar) => number;

  /** @param config crossbars are cut to the rows of their part unless there is an IR drop, and ideal ones may be wider:
   *  both decide the same, faster  @param options `number` of the first crossbar, for the noise
   *  @throws {CrossweaveError} CW-W204 a filter is wider than a crossbar */
  constructor(
    layer: IntegerLayer,
    { slicing, centres }: LayerSetting,
    config: RaellaCrossbarConfig,
    speculate: boolean,
    { observe, number = 0 }: { readonly observe?: ObserveRun; readonly number?: number } = {},
  ) {
    const { rows, columns } = config;
    const noisy = activeNonideal(config.nonideal) !== undefined;
    const whole = (config.nonideal?.irDrop ?? 0) > 0;
    const room = { rows, columns: noisy ? columns : Math.max(columns, layer.outputs * slicing.length) };
    const { crossbars } = mapLayer({ rows: layer.rows, columns: layer.outputs }, room, slicing.length);
    this.#layer = layer;
    this.#observe = observe;
    this.#wordLines = (part) => (whole ? rows : part.rows);
    this.#crossbars = crossbars.map((part, k) => {
      const wordLines = this.#wordLines(part);
      const { codes, used, centres: own } = crossbarWeights(layer, centres, part, rows);
      const cells = wordLines * part.outputs;
      const golden = new GoldenRaellaCrossbar(
        {
          ...config,
          ...room,
          rows: wordLines,
        },
        {
          ...{ slicing, speculate, signedInputs: layer.signedInputs, centres: own },
          ...{ codes: codes.subarray(0, cells), used: used.subarray(0, cells) },
        },
        { number: number + k },
      );
      return { part, golden };
    });
    this.counts = new LayerCounts(config.speculation, speculate, layer.rows * layer.outputs);
  }

  /** @param inputs [vectors][rows]  @returns [vectors][outputs], codes
   *  @throws {CrossweaveError} CW-M004 inputs out of range */
  run(inputs: Int32Array): Uint8Array {
    const { rows, outputs } = this.#layer;
    const vectors = inputs.length / rows;
    const codes = new Uint8Array(vectors * outputs);
    for (let from = 0; from < vectors; from += batchVectors) {
      const to = Math.min(vectors, from + batchVectors);
      this.#runBatch(inputs.subarray(from * rows, to * rows), codes.subarray(from * outputs, to * outputs));
    }
    return codes;
  }

  #runBatch(inputs: Int32Array, codes: Uint8Array): void {
    const layer = this.#layer;
    const { rows, outputs, zeroPoints } = layer;
    const vectors = inputs.length / rows;
    const sums = new Float64Array(vectors * outputs);
    for (const { part, golden } of this.#crossbars) {
      const own = this.#partOf(inputs, part);
      const run = golden.run(own, { level: 'outputs' });
      this.#observe?.(part, run, own);
      for (let vector = 0, from = 0; vector < vectors; vector++) {
        const first = vector * outputs + part.output;
        const inputSum = run.inputSums[vector]!;
        for (let p = 0; p < part.outputs; p++, from++) {
          sums[first + p]! += run.outputs[from]! - zeroPoints[part.output + p]! * inputSum;
        }
      }
      this.counts.add(run);
    }
    this.counts.vectors += vectors;
    for (let output = 0; output < outputs; output++) {
      const channel = outputChannel(layer, output);
      for (let at = output; at < sums.length; at += outputs) codes[at] = quantiseOutput(sums[at]!, channel);
    }
  }

  /** The inputs of one part; word lines without a weight get 0. @returns [vectors][word lines] */
  #partOf(inputs: Int32Array, part: MappedCrossbar): Int32Array {
    const wordLines = this.#wordLines(part);
    const { rows } = this.#layer;
    if (rows === wordLines) return inputs;
    const own = new Int32Array((inputs.length / rows) * wordLines);
    for (let from = part.row, to = 0; from < inputs.length; from += rows, to += wordLines) {
      own.set(inputs.subarray(from, from + part.rows), to);
    }
    return own;
  }
}
