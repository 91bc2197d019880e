import type { InstructionClass, TrapCause } from '../../../config/puma/encoding.js';
import type { Lookup } from './look-ups.js';
import type { VectorLoop } from './vector-loops.js';

/** What an instruction does, for the dispatch of the core: `name`, or `name.operation`. */
export type CoreOperation =
  | 'trap'
  | 'mvm'
  | 'vector'
  | 'lookup'
  | 'rand'
  | 'subsample'
  | 'scalar'
  | 'set'
  | 'copy'
  | 'load'
  | 'store'
  | 'jmp'
  | 'brn'
  | 'hlt';

/** Numbers of `CoreOperation`: a switch over small integers. */
export const coreOperations = {
  trap: 0,
  mvm: 1,
  vector: 2,
  lookup: 3,
  rand: 4,
  subsample: 5,
  scalar: 6,
  set: 7,
  copy: 8,
  load: 9,
  store: 10,
  jmp: 11,
  brn: 12,
  hlt: 13,
} as const satisfies Record<CoreOperation, number>;

/** A word of a core program, decoded once: all that its word alone tells. */
export interface CoreInstruction {
  readonly name: string;
  readonly operation: number;
  /** Present where `operation` is `trap`. */
  readonly cause?: TrapCause;
  /** Counter of its class. */
  readonly counter: InstructionClass;
  /** Name and code of its operation among those of the instruction, such as `add`. */
  readonly aluop: string;
  readonly code: number;
  /** How a vector operation, or a look-up, is computed. */
  readonly loop: VectorLoop | undefined;
  readonly lookup: Lookup | undefined;
  readonly dest: number;
  /** Register addresses; `mvm`: filter and stride; `load`, `store`: the address register in `src1`, words in `src2`;
   *  where a vector operation has one source, `src2` is it too. */
  readonly src1: number;
  readonly src2: number;
  /** Fraction bits, or shift amount, stride of `subsample`, count of `store`. */
  readonly amount: number;
  /** Signed. */
  readonly immediate: number;
  /** `alui`. */
  readonly usesImmediate: boolean;
  readonly fromXbarIn: boolean;
  readonly mask: number;
  readonly pc: number;
  /** W, words or elements in all. */
  readonly length: number;
  /** Words of a block, and blocks. */
  readonly width: number;
  readonly blocks: number;
  /** Cycles in execute without waits, where the word alone tells. */
  readonly duration: number;
  /** MVMUs, bit by bit, that must be idle before its first cycle. */
  readonly waitsFor: number;
}

/** A trap without a cause: what others differ from. */
export const blankInstruction: CoreInstruction = {
  name: '',
  operation: 0,
  counter: 'vector',
  aluop: '',
  code: 0,
  loop: undefined,
  lookup: undefined,
  dest: 0,
  src1: 0,
  src2: 0,
  amount: 0,
  immediate: 0,
  usesImmediate: false,
  fromXbarIn: false,
  mask: 0,
  pc: 0,
  length: 1,
  width: 1,
  blocks: 1,
  duration: 1,
  waitsFor: 0,
};

/** An instruction whose word alone says that it traps. */
export function trapInstruction(cause: TrapCause, name = ''): CoreInstruction {
  return { ...blankInstruction, name, cause };
}
