import { CrossweaveError } from '../../base/crossweave-error.js';
import { toDiagnostic } from '../build/report.js';
import { captureDeepSource } from '../source/source-ref.js';

/** Base of every value: a signal has no JavaScript value, so coercing one is always a mistake. */
export abstract class CoercionGuard {
  /** @throws {CrossweaveError} CW-E001 always, also during elaboration: there is no value to go on with */
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): never {
    throw new CrossweaveError(
      toDiagnostic({
        code: 'CW-E001',
        message: `a signal was used where JavaScript wants a ${hint === 'default' ? 'value' : hint}`,
        expected: 'a method of the signal',
        actual: 'an operator or a template string, which would compute while the circuit is built',
        hint: 'write `a.add(b)` for `a + b`, `a.lt(b)` for `a < b`, `a.not()` for `~a`',
        source: captureDeepSource(),
      }),
    );
  }
}
