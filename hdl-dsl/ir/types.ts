/** Types of single signals. Aggregates (structs, streams, vectors of structs) are flattened into these by
 *  the builder; a vector of ground elements is one packed signal. */
export interface GroundType {
  readonly kind: 'bool' | 'bits' | 'uint' | 'sint' | 'enum';
  /** Bits, 1..65536. */
  readonly width: number;
  readonly signed: boolean;
  /** Present for `enum`. */
  readonly enumeration?: Enumeration;
}

/** Named states with their encodings, in order. */
export interface Enumeration {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: bigint }[];
}
