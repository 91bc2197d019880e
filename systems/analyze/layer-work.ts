import type { IntegerLayer } from '../../compiler/raella/integer-layer.js';
import type { Slicing } from '../../compiler/raella/slicing.js';

/** A layer and what comes to it. */
export interface LayerWork {
  readonly name: string;
  readonly layer: IntegerLayer;
  /** [vectors][rows] */
  readonly inputs: Int32Array;
  /** Bytes that the vectors fetch from the activation buffer; fewer than their elements where windows overlap. */
  readonly fetchedBytes: number;
}

/** The same, with what crossbars of RAELLA are loaded with. */
export interface PreparedWork extends LayerWork {
  readonly slicing: Slicing;
  /** [row blocks][outputs] */
  readonly centres: Uint8Array;
}

/** Some vectors, evenly spread over all.  @param inputs [vectors][rows] */
export function someVectors(inputs: Int32Array, rows: number, most: number): Int32Array {
  const vectors = inputs.length / rows;
  if (vectors <= most) return inputs;
  const some = new Int32Array(most * rows);
  for (let k = 0; k < most; k++) {
    const first = Math.floor((k * vectors) / most) * rows;
    some.set(inputs.subarray(first, first + rows), k * rows);
  }
  return some;
}
