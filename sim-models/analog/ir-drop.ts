import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { toQ16 } from './fixed-point.js';

/** First-order IR drop: a cell loses in proportion to its wire to driver and converter. Word lines are driven at
 *  column 0, bit lines are sensed at the last word line.
 *  F = 65536 - round(A * ((j + 1) * rows + (rows - i) * columns) / (2 rows columns)), A = round(65536 irDrop).
 *  Source: docs/analog.md, "A device", step 6. */
export class IrDrop {
  readonly on: boolean;
  readonly #share: number;
  readonly #rows: number;
  readonly #columns: number;

  /** @param columns of the macro, whether used or not */
  constructor(nonideal: Nonideal | undefined, rows: number, columns: number) {
    const { irDrop } = everyLayer(nonideal);
    this.#share = toQ16(irDrop);
    this.on = this.#share > 0;
    this.#rows = rows;
    this.#columns = columns;
  }

  /** What is left of a cell's current. @returns Q16, 32768 .. 65536 */
  factor(row: number, column: number): number {
    const wire = (column + 1) * this.#rows + (this.#rows - row) * this.#columns;
    const whole = 2 * this.#rows * this.#columns;
    // floor(x + 1/2) of a quotient of integers below 2^37, without rounding on the way.
    return 65536 - Math.floor((2 * this.#share * wire + whole) / (2 * whole));
  }
}
