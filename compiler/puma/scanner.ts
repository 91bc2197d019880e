import type { Diagnostic } from '../../base/diagnostic.js';
import type { SourcePlace } from '../../base/source-place.js';

/** Thrown at the first fault of a statement; the parser goes on with the next one. */
export class SyntaxFault extends Error {
  readonly diagnostic: Diagnostic;

  constructor(place: SourcePlace, message: string, expected: string, actual: string) {
    super(message);
    this.diagnostic = {
      code: 'CW-P001',
      severity: 'error',
      message,
      where: { kind: 'source', place },
      expected,
      actual,
    };
  }
}

/** Walks over the lines of an assembly text; spaces and comments are passed over. */
export class Scanner {
  readonly #file: string;
  readonly #lines: readonly string[];
  #line = 0;
  #column = 0;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  }

  /** Whether all lines are used up. */
  get atEnd(): boolean {
    return this.#line >= this.#lines.length;
  }

  /** Where the next token stands, or the end of the line. */
  place(): SourcePlace {
    this.#skipSpace();
    return { file: this.#file, line: this.#line + 1, column: this.#column + 1 };
  }

  /** The whole line, trimmed. */
  get lineText(): string {
    return (this.#lines[this.#line] ?? '').trim();
  }

  /** Whether nothing but a comment is left of the line. */
  get atLineEnd(): boolean {
    this.#skipSpace();
    return this.#column >= this.#current.length;
  }

  nextLine(): void {
    this.#line++;
    this.#column = 0;
  }

  /** Takes what the pattern (sticky) finds at this place. */
  take(pattern: RegExp): string | undefined {
    this.#skipSpace();
    return this.takeHere(pattern);
  }

  /** As `take`, with no space before it. */
  takeHere(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#column;
    const found = pattern.exec(this.#current)?.[0];
    if (found !== undefined) this.#column += found.length;
    return found;
  }

  /** What stands here, to show in a message. */
  shown(): string {
    if (this.atLineEnd) return 'the end of the line';
    const rest = this.#current.slice(this.#column);
    return JSON.stringify(/^(?:[\w.]+|"[^"]*"?|.)/u.exec(rest)?.[0] ?? rest);
  }

  fault(message: string, expected: string): SyntaxFault {
    return new SyntaxFault(this.place(), message, expected, this.shown());
  }

  get #current(): string {
    return this.#lines[this.#line] ?? '';
  }

  #skipSpace(): void {
    const text = this.#current;
    while (text[this.#column] === ' ' || text[this.#column] === '\t') this.#column++;
    if (text[this.#column] === ';' || text[this.#column] === '#') this.#column = text.length;
  }
}
