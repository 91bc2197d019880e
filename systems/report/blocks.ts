/** A part of a unit in its block diagram. */
export interface Block {
  readonly title: string;
  /** Small lines under the title. */
  readonly lines: readonly string[];
  readonly analog?: boolean;
  /** Drawn as this many sheets, one behind the other. */
  readonly sheets?: number;
  /** What goes out of it, with its width. */
  readonly wire?: string;
}

/** A width in words. */
export function bits(n: number): string {
  return count(n, 'bit');
}

/** A number of things in words. @param plural what is added for other numbers than 1 */
export function count(n: number, what: string, plural = 's'): string {
  return `${n} ${what}${n === 1 ? '' : plural}`;
}
