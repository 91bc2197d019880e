import type { Code, Diagnostic, Severity } from '../../base/diagnostic.js';
import type { SourcePlace } from '../../base/source-place.js';

/** What a finding says besides code, message and place. */
export type FindingDetails = Pick<Diagnostic, 'expected' | 'actual' | 'hint' | 'related'>;

/** Findings of an assembly, in any order. */
export class Findings {
  readonly #file: string;
  readonly #all: Diagnostic[] = [];

  /** @param file the text that is assembled */
  constructor(file: string) {
    this.#file = file;
  }

  error(code: Code, place: SourcePlace, message: string, details: FindingDetails = {}): undefined {
    this.#add('error', code, place, message, details);
  }

  warning(code: Code, place: SourcePlace, message: string, details: FindingDetails = {}): undefined {
    this.#add('warning', code, place, message, details);
  }

  push(...findings: readonly Diagnostic[]): void {
    this.#all.push(...findings);
  }

  /** Findings of one severity in the order of the text; those of other files come last. */
  sorted(severity: Severity): Diagnostic[] {
    const key = ({ where }: Diagnostic) => {
      if (where?.kind !== 'source' || where.place.file !== this.#file) return Number.POSITIVE_INFINITY;
      return where.place.line * 2 ** 20 + where.place.column;
    };
    return this.#all.filter((finding) => finding.severity === severity).sort((a, b) => key(a) - key(b) || 0);
  }

  #add(severity: Severity, code: Code, place: SourcePlace, message: string, details: FindingDetails): void {
    this.#all.push({ code, severity, message, where: { kind: 'source', place }, ...details });
  }
}
