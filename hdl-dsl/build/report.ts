import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Code, Diagnostic, Severity, Where } from '../../base/diagnostic.js';
import type { SourceRef } from '../ir/index.js';
import { captureDeepSource } from '../source/source-ref.js';

/** A finding of the language, before its places are resolved. */
export interface Finding {
  readonly code: Code;
  /** Default `error`. */
  readonly severity?: Severity;
  /** The signal, instance or machine that is meant, for rules that set severities by path. */
  readonly subject?: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly hint?: string;
  readonly source?: SourceRef | undefined;
  readonly related?: readonly { readonly message: string; readonly source: SourceRef }[];
}

/** Findings of the elaboration under way; none: a finding is thrown at once. */
let collector: Finding[] | undefined;

/** Collects what `run` reports instead of throwing at the first. */
export function collectFindings<T>(into: Finding[], run: () => T): T {
  const outer = collector;
  collector = into;
  try {
    return run();
  } finally {
    collector = outer;
  }
}

/** Reports a finding at the user's line: collected during elaboration, so that all are told at once; thrown outside.
 *  @throws {CrossweaveError} the finding's code, outside an elaboration */
export function report(finding: Finding): void {
  const placed = { ...finding, source: finding.source ?? captureDeepSource() };
  if (collector === undefined) throw new CrossweaveError(toDiagnostic(placed));
  collector.push(placed);
}

/** Resolves the places of a finding. */
export function toDiagnostic(finding: Finding): Diagnostic {
  const { source, related, subject: _, ...rest } = finding;
  const where = whereOf(source);
  const others = (related ?? []).flatMap((r) => {
    const at = whereOf(r.source);
    return at === undefined ? [] : [{ message: r.message, where: at }];
  });
  return Object.freeze({
    severity: 'error',
    ...rest,
    ...(where === undefined ? {} : { where }),
    ...(others.length === 0 ? {} : { related: others }),
  });
}

function whereOf(source: SourceRef | undefined): Where | undefined {
  const place = source?.resolve();
  return place === undefined ? undefined : { kind: 'source', place };
}
