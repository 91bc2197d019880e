import { type Decisions, notConverted, type Way } from './decisions.js';
import type { HeldColumns } from './held-columns.js';
import { type RaellaLayer, weightSlices } from './layer.js';
import type { RaellaStep } from './schedule.js';
import { emptyStatistics, type RaellaStatistics } from './statistics.js';

/** A crossbar step by step and column by column, as docs/raella.md tells it.
 *  Additions of one step go through the columns in rising order. */
export class StepByStep implements Way {
  readonly #rows: number;
  readonly #filters: number;
  readonly #passes: number;
  readonly #steps: readonly RaellaStep[];
  /** Lowest bits of the weight slices. */
  readonly #shifts: readonly number[];
  readonly #columns: HeldColumns;
  readonly #lowest: number;
  readonly #highest: number;

  /** @param bounds of the ADC */
  constructor(
    rows: number,
    layer: RaellaLayer,
    steps: readonly RaellaStep[],
    columns: HeldColumns,
    bounds: { readonly lowest: number; readonly highest: number },
  ) {
    this.#rows = rows;
    this.#filters = layer.centres.length;
    this.#passes = layer.signedInputs ? 2 : 1;
    this.#steps = steps;
    this.#shifts = weightSlices(layer.slicing).map(({ low }) => low);
    this.#columns = columns;
    this.#lowest = bounds.lowest;
    this.#highest = bounds.highest;
  }

  decide(inputs: Int32Array, operation: number, codes: boolean): Decisions {
    const vectors = inputs.length / this.#rows;
    const filters = this.#filters;
    const slices = this.#shifts.length;
    const size = this.#passes * this.#steps.length * filters * slices;
    const all = new Int16Array(codes ? vectors * size : size);
    const sums = new Int32Array(vectors * filters);
    const outside = new Int32Array(vectors * filters);
    const statistics = emptyStatistics(this.#steps.length, slices, vectors * this.#passes * filters);
    this.#columns.begin(inputs);
    for (let vector = 0; vector < vectors; vector++) {
      this.#start(
        vector,
        (operation + vector) >>> 0,
        codes ? all.subarray(vector * size, (vector + 1) * size) : all,
        sums.subarray(vector * filters, (vector + 1) * filters),
        outside.subarray(vector * filters, (vector + 1) * filters),
        statistics,
      );
    }
    return { ...(codes && { codes: all }), sums, outside, statistics };
  }

  /** One vector: all passes and steps. */
  #start(
    vector: number,
    operation: number,
    codes: Int16Array,
    sums: Int32Array,
    outside: Int32Array,
    { converts, failures, saturations, wouldSaturate }: RaellaStatistics,
  ): void {
    const slices = this.#shifts.length;
    const flags = new Uint8Array(this.#filters * slices);
    const columns = this.#columns;
    let at = 0;
    for (let pass = 0; pass < this.#passes; pass++) {
      for (const [number, step] of this.#steps.entries()) {
        columns.hold({ ...step, vector, operation, pass, number });
        for (let column = 0; column < flags.length; column++, at++) {
          const slice = column % slices;
          const count = number * slices + slice;
          const code = columns.convert(column);
          const bound = code === this.#lowest || code === this.#highest;
          if (step.kind !== 'speculation' && bound) wouldSaturate[count]!++;
          if (step.kind === 'recovery' && flags[column] === 0) {
            codes[at] = notConverted;
            continue;
          }
          codes[at] = code;
          converts[count]!++;
          if (step.kind === 'speculation') {
            flags[column] = bound ? 1 : 0;
            if (bound) {
              failures[count]!++;
              continue;
            }
          } else if (bound) saturations[count]!++;
          const filter = (column - slice) / slices;
          const term = code * 2 ** (this.#shifts[slice]! + step.low);
          const sum = sums[filter]! + (pass === 0 ? term : -term);
          sums[filter] = sum;
          if (sum < -(2 ** 15) || sum > 2 ** 15 - 1) outside[filter]!++;
        }
      }
    }
  }
}
