import { inputRange, isElement } from '../../compiler/element-range.js';
import { arrayShape } from '../../compiler/shape.js';
import type { MatrixPhase } from '../../systems/system.js';
import { createWorkload } from '../../systems/workloads/index.js';
import { numberRanges } from '../support/arbitrary-config.js';
import type { MacroArrayConfig } from './macro-array-config.js';

/** Phases that tell most about a configuration: uniform values between corners, each with another choice of corners
 *  among the columns, and every weight and input at one of its bounds. */
export function tellingPhases(config: MacroArrayConfig): readonly MatrixPhase[] {
  const random = [1, 2, 3].map((seed) => {
    const phase = createWorkload('random', config, { vectors: 9, seed }).phase(0, []);
    if (phase === undefined) throw new Error('the random workload has no phase');
    return phase;
  });
  return [...random, ...extremePhases(config)];
}

/** All weights at one bound, or alternating along the rows, against inputs at both bounds, alternating and, where signs are
 *  not all there is, 0. */
function extremePhases(config: MacroArrayConfig): MatrixPhase[] {
  const { rows, columns } = arrayShape(config);
  const { weights, inputs } = numberRanges(config);
  const drives = [
    () => inputs[0],
    () => inputs[1],
    (i: number) => inputs[i % 2]!,
    (i: number) => inputs[(i + 1) % 2]!,
    ...(isElement(inputRange(config), 0) ? [() => 0] : []),
  ];
  const columnsOf = [() => weights[0], () => weights[1], (i: number) => weights[i % 2]!];
  return columnsOf.map((weight) => ({
    weights: Int32Array.from({ length: rows * columns }, (_, k) => weight(Math.floor(k / columns))),
    inputs: Int32Array.from({ length: drives.length * rows }, (_, k) =>
      drives[Math.floor(k / rows)]!(k % rows),
    ),
  }));
}
