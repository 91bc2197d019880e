import { codeRegistry } from '../../base/codes/index.js';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Code, Severity } from '../../base/diagnostic.js';
import type { Finding } from '../build/report.js';
import { pathMatcher } from './path-matcher.js';

/** Sets the severity of the findings of a code, everywhere or in a part of the design. */
export interface SeverityRule {
  readonly code: Code;
  /** Modules, `fifo_*`, or signals in them, `fifo_a/count`, where `*` stands for anything but `/` and `**` for anything. Without it: everywhere. */
  readonly path?: string;
  /** `off` drops the finding. */
  readonly severity: Severity | 'off';
}

export interface CheckOptions {
  /** Of several rules that fit the last one counts. */
  readonly severities?: readonly SeverityRule[];
  readonly warningsAsErrors?: boolean;
}

/** What these codes refuse has no meaning as a circuit that all tools share, so nothing can make it less than an error. */
const fixed: ReadonlySet<Code> = new Set([
  'CW-E006',
  'CW-E007',
  'CW-E008',
  'CW-E016',
  'CW-E020',
  'CW-E021',
  'CW-E023',
  'CW-E044',
  'CW-E045',
  'CW-E046',
]);

/** The severity of a finding of a module; none: it is dropped.
 *  @throws {CrossweaveError} CW-E047 for a rule of a code that is unknown, or whose severity is fixed */
export function severityFor(
  options: CheckOptions,
): (module: string, finding: Finding) => Severity | undefined {
  const rules = (options.severities ?? []).map((rule) => {
    checkRule(rule);
    return { ...rule, matches: pathMatcher(rule.path ?? '**') };
  });
  return (module, { code, subject, severity = 'error' }) => {
    const path = subject === undefined ? module : `${module}/${subject}`;
    const rule = rules.findLast((r) => r.code === code && (r.matches(path) || r.matches(module)));
    const told = rule?.severity ?? severity;
    if (told === 'off') return undefined;
    return told === 'warning' && options.warningsAsErrors ? 'error' : told;
  };
}

function checkRule({ code, severity }: SeverityRule): void {
  const isKnown = codeRegistry.has(code) && code.startsWith('CW-E');
  if (isKnown && (!fixed.has(code) || severity === 'error')) return;
  throw new CrossweaveError({
    code: 'CW-E047',
    severity: 'error',
    message: isKnown ? `findings of ${code} are always errors` : `\`${code}\` is no code of the language`,
    expected: isKnown ? '`error`' : 'a code such as CW-E043',
    actual: `\`${isKnown ? severity : code}\``,
    hint: isKnown
      ? 'correct the design: what this code refuses has no one meaning as a circuit'
      : '`crossweave explain` tells of every code',
  });
}
