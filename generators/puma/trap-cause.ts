import { trapCauses } from '../../config/puma/encoding.js';
import { uint } from '../../hdl-dsl/index.js';

/** Why a unit trapped, by the number of the debug port; 0: it did not. */
export const trapCause = uint(4, { reset: 0 });

export function causeNumber(cause: (typeof trapCauses)[number]): number {
  return trapCauses.indexOf(cause);
}
