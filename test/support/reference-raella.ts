import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';
import { referenceNoisyCode } from './reference-column.js';

/** docs/raella.md, "Crossbar", long-hand: one number after another, the sums in BigInt. */
export interface ReferenceRaella {
  readonly codes: number[];
  readonly psums: number[];
  readonly outputs: number[];
  readonly inputSums: number[];
  readonly overflows: number[];
  /** Recovery steps in which a converted column saturated, as `pass/step/slice`. */
  readonly saturated: Set<string>;
  /** Speculative steps in which a column failed, as `pass/step/slice`. */
  readonly failed: Set<string>;
}

const bitsOf = (x: number, high: number, low: number): number =>
  Math.floor(x / 2 ** low) % 2 ** (high - low + 1);

/** The steps of a pass: `s` speculative, `r` recovery, `p` without speculation. */
function stepsOf(widths: readonly number[], speculate: boolean): [kind: string, high: number, low: number][] {
  if (!speculate) return [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ['p', bit, bit]);
  const steps: [string, number, number][] = [];
  let top = 8;
  for (const width of widths) {
    steps.push(['s', top - 1, top - width]);
    for (let bit = top - 1; bit >= top - width; bit--) steps.push(['r', bit, bit]);
    top -= width;
  }
  return steps;
}

export function referenceRaella(
  config: RaellaCrossbarConfig,
  layer: RaellaLayer,
  inputs: readonly number[],
): ReferenceRaella {
  const { rows, adcBits } = config;
  const { slicing, centres, codes: weights, used } = layer;
  const filters = centres.length;
  const slices = slicing.map((width, i) => {
    const above = slicing.slice(0, i).reduce((total, other) => total + other, 0);
    return { high: 7 - above, low: 8 - above - width };
  });
  const result: ReferenceRaella = {
    codes: [],
    psums: [],
    outputs: [],
    inputSums: [],
    overflows: [],
    saturated: new Set(),
    failed: new Set(),
  };
  const cell = (row: number, column: number): number => {
    const filter = Math.floor(column / slices.length);
    const { high, low } = slices[column % slices.length]!;
    if (used && used[row * filters + filter] === 0) return 0;
    const x = weights[row * filters + filter]! - centres[filter]!;
    return x < 0 ? -bitsOf(-x, high, low) : bitsOf(x, high, low);
  };
  const columns = Array.from({ length: filters * slices.length }, (_, column) =>
    Array.from({ length: rows }, (_, row) => BigInt(cell(row, column))),
  );
  const low = -(2n ** BigInt(adcBits - 1));
  const high = 2n ** BigInt(adcBits - 1) - 1n;
  for (let vector = 0; vector * rows < inputs.length; vector++) {
    const x = inputs.slice(vector * rows, (vector + 1) * rows);
    const running = new Array<bigint>(filters).fill(0n);
    const overflows = new Array<number>(filters).fill(0);
    for (let pass = 0; pass < (layer.signedInputs ? 2 : 1); pass++) {
      const magnitudes = x.map((value) => (pass === 0 ? Math.max(value, 0) : Math.max(-value, 0)));
      const flags = columns.map(() => false);
      stepsOf(config.speculation, layer.speculate).forEach(([kind, from, to], step) => {
        const drive = magnitudes.map((value) => BigInt(bitsOf(value, from, to)));
        columns.forEach((cells, column) => {
          const place = `${pass}/${step}/${column % slices.length}`;
          if (kind === 'r' && !flags[column]) {
            result.codes.push(-32768);
            return;
          }
          const code = referenceNoisyCode({
            nonideal: config.nonideal ?? { seed: 0, programming: 0, read: 0, adc: 0 },
            macro: 0,
            slice: 0,
            largestOfCell: 2n ** BigInt(config.cellBits) - 1n,
            largest: 2n ** BigInt(config.cellBits) - 1n,
            column,
            columns: config.columns,
            operation: vector,
            pass,
            step,
            drive,
            cells,
            signed: true,
            k: 0,
            low,
            high,
          });
          result.codes.push(Number(code));
          const bound = code === low || code === high;
          if (kind === 's') {
            flags[column] = bound;
            if (bound) {
              result.failed.add(place);
              return;
            }
          } else if (bound) result.saturated.add(place);
          const filter = Math.floor(column / slices.length);
          const term = code * 2n ** BigInt(slices[column % slices.length]!.low + to);
          running[filter] = running[filter]! + (pass === 0 ? term : -term);
          if (BigInt.asIntN(16, running[filter]!) !== running[filter]) overflows[filter]!++;
        });
      });
    }
    const inputSum = x.reduce((total, value) => total + value, 0);
    result.inputSums.push(inputSum);
    result.overflows.push(...overflows);
    running.forEach((sum, filter) => {
      const psum = Number(BigInt.asIntN(16, sum));
      result.psums.push(psum);
      result.outputs.push(psum + centres[filter]! * inputSum);
    });
  }
  return result;
}
