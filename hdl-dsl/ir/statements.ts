import type { Expression } from './expressions.js';
import type { Memory, Signal, SourceRef } from './modules.js';

/** Statements are concurrent: every read sees settled values; of two assignments to one bit that are both active, the later wins. */
export type Statement = Assign | When | Switch | MemoryWrite;

/** Drives bits lsb .. lsb + width - 1 of an output, wire or instance input, or of the next value of a register. */
export interface Assign {
  readonly kind: 'assign';
  readonly target: Signal;
  readonly lsb: number;
  readonly width: number;
  readonly value: Expression;
  readonly source: SourceRef;
}

export interface When {
  readonly kind: 'when';
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly source: SourceRef;
}

/** Cases are distinct literals of the subject's type; `otherwise` runs where none matches. */
export interface Switch {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly { readonly match: bigint; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
  readonly source: SourceRef;
}

/** At the edge of the memory's clock, writes bits lsb .. lsb + width - 1 of one word. An address at or beyond the depth
 *  writes nothing. Of two writes to one bit in one cycle the later wins. */
export interface MemoryWrite {
  readonly kind: 'memory-write';
  readonly memory: Memory;
  readonly address: Expression;
  readonly lsb: number;
  readonly width: number;
  readonly data: Expression;
  readonly source: SourceRef;
}
