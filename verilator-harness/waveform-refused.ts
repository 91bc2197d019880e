import { CrossweaveError } from '../base/crossweave-error.js';

/** CW-T010: the waveform cannot be written, and why. */
export function waveformRefused(file: string, cause: unknown): CrossweaveError {
  return new CrossweaveError(
    {
      code: 'CW-T010',
      severity: 'error',
      message: 'the waveform cannot be written',
      where: { kind: 'file', file },
      actual: cause instanceof Error ? cause.message : String(cause),
    },
    { cause },
  );
}
