/** How a value is kept in JavaScript: `int` in an int32 or uint32, `double` in a float64, `big` as a BigInt. */
export type Representation = 'int' | 'double' | 'big';

/** Widest value kept as a double: the sum of two such values is still exact. */
export const widestDouble = 52;

export function representationOf(width: number): Representation {
  return width <= 32 ? 'int' : width <= widestDouble ? 'double' : 'big';
}

/** A value kept from cycle to cycle: an input pin, (part of) a register, an output of a black box. */
export interface StateCell {
  readonly id: number;
  readonly width: number;
  readonly signed: boolean;
}

/** The words of a memory. */
export interface MemoryCell {
  readonly id: number;
  readonly width: number;
  readonly signed: boolean;
  readonly depth: number;
  readonly packed: boolean;
  /** Patterns of the first words; the others start as 0. */
  readonly initial: readonly bigint[];
}
