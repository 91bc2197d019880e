/** A program with all its data, as the assembler makes it and as golden simulator and hardware load it. */
export interface MachineImage {
  /** Core programs; a core without one halts at once (its program is one `hlt`). */
  readonly cores: readonly CoreImage[];
  /** The tile control unit's program; absent for `puma-core`. */
  readonly tile?: ProgramText;
  /** Words that are valid in data memory at the start. */
  readonly memory: readonly MemoryWords[];
  /** Packets that arrive at the network port, in order. */
  readonly packets: readonly PacketWords[];
}

/** Instructions, and where each stands in the source. */
export interface ProgramText {
  /** 56-bit words. */
  readonly words: BigUint64Array;
  /** Source line of each word, where there is a source. */
  readonly lines?: readonly SourceLine[];
}

export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface CoreImage extends ProgramText {
  /** Register addresses and values at the start. */
  readonly registers: readonly { readonly address: number; readonly values: Int16Array }[];
  /** Weights of MVMU k, [rows][columns] row-major, y = x W; absent: all weights are 0. */
  readonly cells: readonly (Int32Array | undefined)[];
}

export interface MemoryWords {
  readonly address: number;
  readonly values: Int16Array;
  /** Consumers of each word; 0: constant. */
  readonly count: number;
}

export interface PacketWords {
  readonly fifo: number;
  /** 1 to 16 words. */
  readonly values: Int16Array;
}
