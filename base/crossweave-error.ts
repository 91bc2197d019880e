import { codeRegistry } from './codes/index.js';
import type { Diagnostic, ExitStatus } from './diagnostic.js';

/** Thrown with all findings of a pass at once; the command line words them and takes the exit status. */
export class CrossweaveError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: ErrorOptions) {
    const list = 'code' in diagnostics ? [diagnostics] : diagnostics;
    super(list.map((d) => `${d.code}: ${d.message}`).join('\n'), options);
    this.name = 'CrossweaveError';
    this.diagnostics = list;
  }

  /** The status of the first error found. */
  get exitStatus(): ExitStatus {
    const first = this.diagnostics.find((d) => d.severity === 'error') ?? this.diagnostics[0];
    return (first && codeRegistry.get(first.code)?.exitStatus) ?? 1;
  }
}
