import type { SourcePlace } from './source-place.js';

/** `CW-` and a letter and three digits; every code is registered in `base/codes/`. */
export type Code = `CW-${string}`;

/** Where a finding is: a place in source text, a path into a JSON document, or a file as a whole. */
export type Where =
  | { readonly kind: 'source'; readonly place: SourcePlace }
  | { readonly kind: 'json'; readonly file?: string; readonly path: string }
  | { readonly kind: 'file'; readonly file: string };

/** What a finding means: errors end the work, warnings and what is only worth knowing do not. */
export type Severity = 'error' | 'warning' | 'info';

/** One finding: the rule broken, what was expected and found (with units), where, and one hint. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** The rule broken, as a sentence without its final stop. */
  readonly message: string;
  readonly where?: Where;
  readonly expected?: string;
  readonly actual?: string;
  /** Further places of the same finding, such as the second driver or a declaration. */
  readonly related?: readonly { readonly message: string; readonly where: Where }[];
  readonly hint?: string;
  /** Output of a tool, shown as it came. */
  readonly output?: string;
}

/** 1: failed check or mismatch; 2: wrong usage or configuration; 3: tool missing or failed. */
export type ExitStatus = 1 | 2 | 3;
