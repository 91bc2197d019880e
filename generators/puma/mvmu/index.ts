import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { type BuildOptions, build } from '../../../hdl-dsl/index.js';
import { sourceOf } from '../../common/source-of.js';
import type { GeneratedUnit } from '../../generated-unit.js';
import { mvmuGeometry } from './geometry.js';
import { Mvmu } from './mvmu.js';

/** Start, load, sample; then behind the last conversion its codes, slice sum and narrowing. */
const constant = 6;

/** Generates the digital part of a matrix-vector unit.
 *
 *  A run takes passes * steps * groups + 6 cycles, groups = ceil(columns / adcs).
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generatePumaMvmu(config: PumaMvmuConfig, options: BuildOptions = {}): GeneratedUnit {
  const { planes, groups, sumBits } = mvmuGeometry(config);
  const top = build(Mvmu, config, options);
  const code = sourceOf(top, 'xbar_0');
  const sum = sourceOf(top, 'shift_add_0', 'sum');
  const out = sourceOf(top, 'accumulator_0', 'result');
  return {
    top,
    timing: { cyclesPerRun: planes * groups + constant, constant },
    sumBits,
    sources: {
      ...(code === undefined ? {} : { code }),
      ...(sum === undefined ? {} : { sum }),
      ...(out === undefined ? {} : { out }),
    },
  };
}
