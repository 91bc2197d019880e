import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';

/** Findings about the options of a call: what types cannot promise, since a caller may be JavaScript. An option that is
 *  undefined is one left out. */
export class OptionFindings<O extends object> {
  readonly #options: O;
  readonly #findings: Diagnostic[] = [];

  constructor(options: O) {
    this.#options = options;
  }

  /** CW-C021 unless the option is one of some words. */
  oneOf(option: keyof O & string, words: readonly string[]): void {
    const value: unknown = this.#options[option];
    const known: readonly unknown[] = words;
    if (value !== undefined && !known.includes(value)) this.#refuse(option, `one of ${words.join(', ')}`);
  }

  /** CW-C021 unless the option is a whole number in a range. */
  wholeNumber(option: keyof O & string, least: number, most: number): void {
    const value: unknown = this.#options[option];
    if (value === undefined) return;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
    this.#refuse(option, `a whole number ${least}..${most}`);
  }

  add(finding: Diagnostic): void {
    this.#findings.push(finding);
  }

  /** @throws {CrossweaveError} all findings at once, if there are any */
  check(): void {
    if (this.#findings.length > 0) throw new CrossweaveError(this.#findings);
  }

  #refuse(option: keyof O & string, expected: string): void {
    const value: unknown = this.#options[option];
    this.#findings.push({
      code: 'CW-C021',
      severity: 'error',
      message: `the value of the option \`${option}\` is not one it takes`,
      expected,
      actual: typeof value === 'string' ? JSON.stringify(value) : String(value),
    });
  }
}
