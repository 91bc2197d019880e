import { CrossweaveError } from '../../base/crossweave-error.js';
import { toDiagnostic } from '../build/report.js';
import type { SourceRef } from '../ir/index.js';
import type { BenchStop, UnknownBits } from './bench-engine.js';

/** CW-E060: a condition or handshake that did not come.
 *  @param what such as `a word from \`result\`` */
export function waitedInVain(what: string, clocks: number, time: number, source: SourceRef): CrossweaveError {
  return new CrossweaveError(
    toDiagnostic({
      code: 'CW-E060',
      message: `waited in vain for ${what}`,
      expected: `within ${clocks} ${clocks === 1 ? 'clock' : 'clocks'}`,
      actual: `not until time ${time}`,
      hint: 'if it is only slow, allow it more clocks with `{ timeout }`',
      source,
    }),
  );
}

/** CW-E061: an assertion failed, or hand-written RTL ended the simulation. */
export function stopped({ time, name, unit, message }: BenchStop): CrossweaveError {
  const isTask = name.startsWith('$');
  return new CrossweaveError({
    code: 'CW-E061',
    severity: 'error',
    message: isTask
      ? `\`${name}\` in \`${unit}\` ended the simulation`
      : `assertion \`${name}\` of \`${unit}\` failed`,
    ...(message === '' ? {} : { expected: message }),
    actual: `at time ${time}`,
  });
}

/** CW-E062: a value that the simulator does not know. */
export function unknownValue(pin: string, { digits }: UnknownBits, time: number): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-E062',
    severity: 'error',
    message: `\`${pin}\` is unknown at time ${time}`,
    expected: 'every bit 0 or 1',
    actual: `hexadecimal ${digits}`,
    hint: 'a register without reset or a memory word is read before it is written; look at it only where it is valid',
  });
}

/** CW-E063: a value that does not have the form of its port. */
export function misshapen(
  port: string,
  expected: string,
  actual: string,
  source?: SourceRef,
): CrossweaveError {
  return new CrossweaveError(
    toDiagnostic({
      code: 'CW-E063',
      message: `a value of \`${port}\` does not have its form`,
      expected,
      actual,
      ...(source === undefined ? {} : { source }),
    }),
  );
}

/** CW-E064: an option that the test-bench does not take. */
export function badOption(
  message: string,
  expected: string,
  actual: string,
  source: SourceRef,
): CrossweaveError {
  return new CrossweaveError(toDiagnostic({ code: 'CW-E064', message, expected, actual, source }));
}

/** CW-E065. */
export function cycleLimitReached(limit: number, time: number): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-E065',
    severity: 'error',
    message: `the test-bench did not end within ${limit} clocks`,
    actual: `time ${time}`,
    hint: 'a process that waits for ever keeps the clocks running; end it, or raise `cycleLimit`',
  });
}

/** CW-E066: a simulation used after its end. */
export function isClosed(source: SourceRef): CrossweaveError {
  return new CrossweaveError(
    toDiagnostic({
      code: 'CW-E066',
      message: 'the simulation is closed',
      hint: 'close it after the last process has ended',
      source,
    }),
  );
}
