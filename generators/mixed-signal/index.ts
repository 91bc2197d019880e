import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { type BuildOptions, build } from '../../hdl-dsl/index.js';
import { sourceOf } from '../common/source-of.js';
import type { GeneratedUnit } from '../generated-unit.js';
import { mixedSignalGeometry } from './geometry.js';
import { MixedSignalArray } from './mixed-signal-array.js';

/** Start, load, sample; then behind the last code its slice sum and its result. */
const constant = 6;

/** Generates the digital part of a mixed-signal array.
 *
 *  With G = ceil(columns / adcs) a run takes steps * G + 6 cycles; of `resistive-ramp` ramps + steps + 6, at most
 *  steps * (G * (2^adcBits - 1) + 1) + 6, which is what `cyclesPerRun` then tells.
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateMixedSignalArray(
  config: MixedSignalArrayConfig,
  options: BuildOptions = {},
): GeneratedUnit {
  const { steps, groups } = mixedSignalGeometry(config);
  const top = build(MixedSignalArray, config, options);
  const ramp = config.style === 'resistive-ramp';
  const code = ramp ? sourceOf(top, 'ramp_code_0', 'code') : sourceOf(top, 'xbar_0');
  const out = sourceOf(top, 'accumulator_0', 'result');
  const ramps = ramp ? sourceOf(top, 'sequencer', 'ramps') : undefined;
  const stepCycles = ramp ? groups * (2 ** config.adcBits - 1) + 1 : groups;
  return {
    top,
    timing: { cyclesPerRun: steps * stepCycles + constant, constant },
    sumBits: 0,
    sources: {
      ...(code === undefined ? {} : { code }),
      ...(out === undefined ? {} : { out }),
      ...(ramps === undefined ? {} : { ramps }),
    },
  };
}
