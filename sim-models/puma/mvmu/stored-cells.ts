import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { mvmuGeometry } from './geometry.js';

/** What the slice arrays hold. */
export interface StoredCells {
  /** [rows][columns][slices]; differential cells carry the sign of their weight. */
  readonly cells: Int32Array;
  /** [columns][slices], 1 where the complement is stored. */
  readonly flips: Uint8Array;
}

/** Slices and encodes weights. offset: slices of w + 2^(n-1); offset-flip: a slice column whose cells sum to more than
 *  half of rows * largest holds largest - u; differential: slices of |w| with the sign of w.
 *  Source: spec/mvmu.md, "Stored cells". @param weights [rows][columns], in range */
export function storedCells(config: PumaMvmuConfig, weights: Int32Array): StoredCells {
  const { rows, columns, cellBits, encoding } = config;
  const { slices, largest, differential, offset } = mvmuGeometry(config);
  const cells = new Int32Array(rows * columns * slices);
  weights.forEach((weight, at) => {
    const magnitude = differential ? Math.abs(weight) : weight + offset;
    for (let slice = 0; slice < slices; slice++) {
      const level = (magnitude >> (slice * cellBits)) & largest[slice]!;
      cells[at * slices + slice] = differential && weight < 0 ? -level : level;
    }
  });
  const flips = new Uint8Array(columns * slices);
  if (encoding === 'offset-flip') {
    const lanes = columns * slices;
    for (let lane = 0; lane < lanes; lane++) {
      const top = largest[lane % slices]!;
      let sum = 0;
      for (let at = lane; at < cells.length; at += lanes) sum += cells[at]!;
      if (2 * sum <= rows * top) continue;
      flips[lane] = 1;
      for (let at = lane; at < cells.length; at += lanes) cells[at] = top - cells[at]!;
    }
  }
  return { cells, flips };
}
