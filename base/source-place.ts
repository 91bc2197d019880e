/** A place in a text file, counted from 1. `file` is relative to the project or the working folder. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
