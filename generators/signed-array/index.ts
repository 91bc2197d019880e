import type { SignedArrayConfig } from '../../config/signed-array.js';
import { type BuildOptions, build } from '../../hdl-dsl/index.js';
import { sourceOf } from '../common/source-of.js';
import type { GeneratedUnit } from '../generated-unit.js';
import { SignedArray } from './signed-array.js';

/** Start, load, sample; then the codes of the last conversion. */
const constant = 4;

/** Generates the digital part of a signed array.
 *
 *  A run takes groups + 4 cycles, groups = ceil(columns / adcs).
 *  @param config checked by the schema of `config/`
 *  @param options of the language's checks
 *  @throws {CrossweaveError} CW-E... findings of the language, which are errors of this generator */
export function generateSignedArray(config: SignedArrayConfig, options: BuildOptions = {}): GeneratedUnit {
  const top = build(SignedArray, config, options);
  const code = sourceOf(top, 'xbar_0');
  const out = sourceOf(top, 'code_bank_0', 'codes');
  const saturated = sourceOf(top, 'out_code');
  return {
    top,
    timing: { cyclesPerRun: Math.ceil(config.columns / config.adcs) + constant, constant },
    sumBits: 0,
    sources: {
      ...(code === undefined ? {} : { code }),
      ...(out === undefined ? {} : { out }),
      ...(saturated === undefined ? {} : { saturated }),
    },
  };
}
