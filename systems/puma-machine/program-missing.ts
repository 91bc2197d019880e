import { CrossweaveError } from '../../base/crossweave-error.js';

/** The error CW-P040: a co-simulation of a machine without a program. */
export function programMissing(system: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-P040',
    severity: 'error',
    message: `a ${system} runs a program, not a workload`,
    expected: 'a program',
    actual: 'none',
    hint: 'add --program FILE, an assembly text or an image; `crossweave run` runs it on the golden simulator alone',
  });
}
