import type { Code, Diagnostic } from '../../base/diagnostic.js';

/** `// crossweave-lint-ignore CW-L003: why`, on the line of the finding or on the line before. */
const comment = /\/\/\s*crossweave-lint-ignore\b(?:\s+(CW-L\d{3}))?(?:\s*:\s*(\S.*))?/;

interface Suppression {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  /** The comment has its line for itself. */
  readonly alone: boolean;
  used: boolean;
}

/** The comments of a file that allow a finding. */
export class Suppressions {
  readonly #file: string;
  readonly #all: readonly Suppression[];

  /** @param file as findings name it */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#all = text.includes('crossweave-lint-ignore') ? read(text) : [];
  }

  /** Whether a comment allows this finding. */
  allow(code: Code, line: number): boolean {
    const allowed = this.#all.filter(
      (s) =>
        s.code === code && s.reason !== undefined && (s.line === line || (s.alone && s.line === line - 1)),
    );
    for (const suppression of allowed) suppression.used = true;
    return allowed.length > 0;
  }

  /** CW-L009 for each comment that names no code or reason, or that allows nothing. */
  findings(): Diagnostic[] {
    return this.#all.flatMap(({ line, column, code, reason, used }): Diagnostic[] => {
      if (used) return [];
      const complete = code !== undefined && reason !== undefined;
      return [
        {
          code: 'CW-L009',
          severity: 'error',
          message: complete
            ? `the comment allows ${code}, which is not found here`
            : 'the comment that allows a finding is incomplete',
          where: { kind: 'source', place: { file: this.#file, line, column } },
          expected: complete ? `a finding ${code} on its line or the next` : 'a code and a reason',
          actual: complete ? 'none' : code === undefined ? 'no code' : 'no reason',
          hint: complete
            ? 'take the comment away'
            : 'write `// crossweave-lint-ignore CW-L003: why this is right`',
        },
      ];
    });
  }
}

function read(text: string): Suppression[] {
  return text.split('\n').flatMap((source, index): Suppression[] => {
    const found = comment.exec(source);
    if (found === null) return [];
    const alone = source.slice(0, found.index).trim() === '';
    return [
      { line: index + 1, column: found.index + 1, code: found[1], reason: found[2], alone, used: false },
    ];
  });
}
