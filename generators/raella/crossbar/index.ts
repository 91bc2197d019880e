import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { type BuildOptions, build } from '../../../hdl-dsl/index.js';
import { sourceOf } from '../../common/source-of.js';
import type { GeneratedUnit } from '../../generated-unit.js';
import { inputSlots, magnitudeBits } from './input-slots.js';
import { RaellaCrossbar } from './raella-crossbar.js';

export { mostFilters, RaellaCrossbar } from './raella-crossbar.js';

/** Start, load, sample; then the codes and the psums of the last conversion. */
const constant = 5;

/** Settings of a layer that a run's length depends on. */
interface RunSettings {
  readonly speculate: boolean;
  readonly signedInputs: boolean;
}

/** Cycles of a run: passes * steps * ceil(columns / adcs) + 5. Source: docs/raella.md, "Timing". */
export function raellaCyclesPerRun(
  { columns, adcs, speculation }: RaellaCrossbarConfig,
  { speculate, signedInputs }: RunSettings,
): number {
  const steps = speculate ? inputSlots(speculation).length : magnitudeBits;
  return (signedInputs ? 2 : 1) * steps * Math.ceil(columns / adcs) + constant;
}

/** Generates a crossbar of RAELLA as a design of its own.
 *
 *  @param config checked by the schema of `config/`
 *  @param settings of the layer whose run `timing` is of
 *  @param options of the language's checks
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateRaellaCrossbar(
  config: RaellaCrossbarConfig,
  settings: RunSettings,
  options: BuildOptions = {},
): GeneratedUnit {
  const top = build(RaellaCrossbar, { config }, options);
  const code = sourceOf(top, 'xbar_0');
  const sum = sourceOf(top, 'psum_buffer');
  const out = sourceOf(top, 'layer_table');
  return {
    top,
    timing: { cyclesPerRun: raellaCyclesPerRun(config, settings), constant },
    sumBits: 16,
    sources: {
      ...(code === undefined ? {} : { code }),
      ...(sum === undefined ? {} : { sum, overflow: sum }),
      ...(out === undefined ? {} : { out }),
    },
  };
}
