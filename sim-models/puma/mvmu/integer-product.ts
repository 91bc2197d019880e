import type { Drive } from '../../analog/drive.js';
import type { Kernel } from '../../analog/kernel.js';

/** Full-width results of lossless columns: y = x w, exact integers, without slices or steps. */
export class IntegerProduct {
  readonly #columns: number;
  readonly #stride: number;
  readonly #bias: number;
  readonly #low: Int16Array;
  readonly #high: Int16Array;
  readonly #starts: Float64Array;

  /** @param weights [rows][columns], 16 bits  @param wide inputs may pass 32767: they are taken less 32768 */
  constructor(weights: Int32Array, rows: number, columns: number, wide: boolean) {
    this.#columns = columns;
    this.#stride = Math.ceil(rows / 8) * 8;
    this.#bias = wide ? 32768 : 0;
    const size = (columns + (columns & 1)) * this.#stride;
    this.#low = new Int16Array(size);
    this.#high = new Int16Array(size);
    this.#starts = new Float64Array(columns);
    weights.forEach((weight, at) => {
      const column = at % columns;
      const to = column * this.#stride + (at - column) / columns;
      const low = (weight << 24) >> 24;
      this.#low[to] = low;
      this.#high[to] = (weight - low) >> 8;
      this.#starts[column]! += weight * this.#bias;
    });
  }

  /** Reserves kernel memory; the function computes one batch: address of f64[vectors][columns]. */
  prepare(kernel: Kernel, drive: Drive, vectors: number): () => number {
    const packed = kernel.allocate((vectors + (vectors & 1)) * this.#stride * 2);
    const low = kernel.upload(this.#low);
    const high = kernel.upload(this.#high);
    const starts = kernel.upload(this.#starts);
    const results = kernel.allocate(vectors * this.#columns * 8);
    const { packInputs, products } = kernel.functions;
    return () => {
      packInputs(drive.inputs, drive.vectors, drive.shape.rows, this.#stride, this.#bias, packed);
      products(packed, drive.vectors, this.#stride, low, high, this.#columns, starts, results);
      return results;
    };
  }
}
