import type { Code, ExitStatus } from './diagnostic.js';

/** What `crossweave explain` tells of one code. */
export interface CodeEntry {
  readonly code: Code;
  /** A few words, lower case. */
  readonly title: string;
  readonly exitStatus: ExitStatus;
  /** Two to five sentences: the rule, why it is there, how to mend a breach. */
  readonly explanation: string;
  /** Input that breaks the rule, or the message as printed. */
  readonly example: string;
}

/** Letters: A analog macros and engine abilities, C configuration and usage, E the language,
 *  F files and output folders, L sources that use the language, M golden models, P programs of machines, R runs and traces, T tools, W workloads. */
export function defineCodes<const T extends readonly CodeEntry[]>(entries: T): T {
  return entries;
}
