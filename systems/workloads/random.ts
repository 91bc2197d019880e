import { type ElementRange, inputRange, weightRange } from '../../compiler/element-range.js';
import { arrayShape } from '../../compiler/shape.js';
import type { ArrayConfig } from '../../config/systems.js';
import { RandomSource } from './random-source.js';
import type { Workload } from './workload.js';

/** Patterns beside uniform values. `mixed` takes each element from minimum, 0 and maximum. Where there is no 0, the minimum
 *  stands for it. Zeros, which hide most faults,
 *  are not the first: what goes wrong only in the first run after reset must show. */
const corners = ['alternating', 'minimum', 'maximum', 'zeros', 'one-hot', 'mixed'] as const;
type Pattern = (typeof corners)[number] | 'uniform';

/** Of this many weight columns, or later input vectors, one run of `corners` are corners and the rest uniform. */
const period = 16;

/** Uniform and corner values over the whole range of the configuration, in one phase.
 *
 *  Of every 16 columns of weights six are corners (all zero, all at the minimum, all at the maximum, alternating
 *  minimum and maximum, one weight alone at an end of the range, a mix of ends and zeros), as are six of every 16
 *  inputs; the others are uniform. Where the corners lie among the columns depends on the seed. The first inputs
 *  are always corners.
 *
 *  @param vectors inputs, at least 1
 *  @param seed same seed, same values */
export function randomWorkload(config: ArrayConfig, vectors: number, seed: number): Workload {
  const { rows, columns } = arrayShape(config);
  const random = new RandomSource(seed);
  const weights = new Int32Array(rows * columns);
  const firstColumn = random.integer(0, period - 1);
  for (let j = 0; j < columns; j++) {
    const line = patternLine(patternOf(firstColumn + j), rows, weightRange(config), random);
    for (let i = 0; i < rows; i++) weights[i * columns + j] = line[i]!;
  }
  const inputs = new Int32Array(vectors * rows);
  for (let v = 0; v < vectors; v++) {
    inputs.set(patternLine(patternOf(v), rows, inputRange(config), random), v * rows);
  }
  return {
    name: 'random',
    vectors,
    phases: 1,
    phase: (k) => (k === 0 ? { weights, inputs } : undefined),
  };
}

function patternOf(index: number): Pattern {
  return corners[index % period] ?? 'uniform';
}

function patternLine(
  pattern: Pattern,
  length: number,
  { min, max, endsOnly }: ElementRange,
  random: RandomSource,
): Int32Array {
  const zero = endsOnly ? min : 0;
  const line = new Int32Array(length).fill(zero);
  switch (pattern) {
    case 'zeros':
      return line;
    case 'minimum':
      return line.fill(min);
    case 'maximum':
      return line.fill(max);
    case 'alternating':
      return line.map((_, i) => (i % 2 === 0 ? min : max));
    case 'one-hot':
      line[random.integer(0, length - 1)] = min < zero && random.integer(0, 1) === 0 ? min : max;
      return line;
    case 'mixed':
      return line.map(() => [min, zero, max][random.integer(0, 2)]!);
    case 'uniform':
      return line.map(() => (endsOnly ? [min, max][random.integer(0, 1)]! : random.integer(min, max)));
  }
}
