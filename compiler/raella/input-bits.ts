import type { RowBlock } from './row-blocks.js';

/** One step of a crossbar without speculation: the rows whose input bit is 1. */
export interface InputStep {
  /** 2^bit, negative in the pass of negative inputs. */
  readonly weight: number;
  /** Numbers of rows within the crossbar. */
  readonly rows: Uint16Array;
}

/** One input vector as a crossbar sees it. */
export interface InputBits {
  /** Steps with at least one row; the others add nothing. */
  readonly steps: readonly InputStep[];
  /** Sum of the inputs. */
  readonly sum: number;
}

/** Takes the inputs of a row block apart: 8 steps of 1 bit for max(x, 0), and 8 for max(-x, 0).
 *
 *  @param inputs [vectors][width]  @returns [vectors] */
export function inputBits(inputs: Int32Array, width: number, block: RowBlock): InputBits[] {
  return Array.from({ length: inputs.length / width }, (_, vector) => {
    const first = vector * width + block.row;
    const values = inputs.subarray(first, first + block.rows);
    const steps: InputStep[] = [];
    for (const sign of [1, -1]) {
      for (let bit = 7; bit >= 0; bit--) {
        const rows: number[] = [];
        for (const [row, x] of values.entries()) if (sign * x > 0 && (sign * x) & (1 << bit)) rows.push(row);
        if (rows.length > 0) steps.push({ weight: sign * 2 ** bit, rows: Uint16Array.from(rows) });
      }
    }
    return { steps, sum: values.reduce((sum, x) => sum + x, 0) };
  });
}
