import type { MemoryCell, StateCell } from './cells.js';

/** Operations of the flat graph. `convert` reduces the number its operand means to its own type modulo 2^width: it is
 *  extension, recast and the taking of low bits in one. */
export type GraphOp =
  | 'const'
  | 'state'
  | 'word'
  | 'words'
  | 'convert'
  | 'not'
  | 'negate'
  | 'reduce-and'
  | 'reduce-or'
  | 'reduce-xor'
  | 'popcount'
  | 'add'
  | 'sub'
  | 'mul'
  | 'and'
  | 'or'
  | 'xor'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'shift-left'
  | 'shift-right'
  | 'shift-left-by'
  | 'shift-right-by'
  | 'concat'
  | 'slice'
  | 'part'
  | 'mux'
  | 'switch';

/** A value of the flattened design, the same node for the same computation. Its value is the number meant, negative
 *  where the type is signed and the top bit set. */
export interface GraphNode {
  /** Rises from operands to users. */
  readonly id: number;
  readonly op: GraphOp;
  readonly width: number;
  readonly signed: boolean;
  /** `mux`: condition, then, else. `switch`: subject, otherwise, then one a match. `concat`: most significant first. */
  readonly args: readonly GraphNode[];
  /** Lowest bit of a slice; amount of a shift by a constant. */
  readonly n: number;
  readonly constant?: bigint;
  readonly matches?: readonly bigint[];
  readonly cell?: StateCell;
  readonly memory?: MemoryCell;
  /** Bounds of the value; exact for at most 52 bits, else those of the type, rounded outwards. */
  readonly min: number;
  readonly max: number;
  /** Bits that hold every value under the node's signedness; at most `width`. */
  readonly bits: number;
}
