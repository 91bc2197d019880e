import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import { nearestWord } from '../config/nearest-word.js';

/** Reads the values of a command's options and keeps every finding until `check`. */
export class OptionValues {
  readonly #findings: Diagnostic[] = [];

  /** A whole number within `least..most`, written in decimal. */
  wholeNumber(option: string, text: string | undefined, least: number, most: number): number | undefined {
    if (text === undefined) return undefined;
    const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.#refuse(option, text, `a whole number ${least}..${most}`);
    return undefined;
  }

  /** One of a few words. */
  word<const W extends string>(option: string, text: string | undefined, words: readonly W[]): W | undefined {
    const found = words.find((word) => word === text);
    if (found !== undefined || text === undefined) return found;
    const nearest = nearestWord(text, words);
    this.#refuse(
      option,
      text,
      words.length === 1 ? `the word ${words[0]}` : `one of ${words.join(', ')}`,
      nearest === undefined ? undefined : `did you mean ${nearest}?`,
    );
    return undefined;
  }

  /** A path or name: any text that is not empty and is not the next option. */
  path(option: string, text: string | undefined): string | undefined {
    if (text === undefined || (text !== '' && !text.startsWith('--'))) return text;
    this.#refuse(
      option,
      text,
      'a path or name',
      text === '' ? undefined : 'write ./ before a name that starts so',
    );
    return undefined;
  }

  /** Two options that cannot be had together. */
  exclude(message: string, expected: string, actual: string): void {
    this.#findings.push({ code: 'CW-C022', severity: 'error', message, expected, actual });
  }

  /** @throws {CrossweaveError} CW-C021, CW-C022 with every finding so far */
  check(): void {
    if (this.#findings.length > 0) throw new CrossweaveError(this.#findings);
  }

  #refuse(option: string, text: string, expected: string, hint?: string): void {
    this.#findings.push({
      code: 'CW-C021',
      severity: 'error',
      message: `the value of ${option} is not one it takes`,
      expected,
      actual: JSON.stringify(text),
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
