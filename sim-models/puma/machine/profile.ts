import type { InstructionClass } from '../../../config/puma/encoding.js';

/** Where the cycles went. */
export interface MachineProfile {
  readonly cores: readonly CoreProfile[];
  /** Of the tile control unit; present for a tile. */
  readonly tile?: ProgramProfile;
}

export interface CoreProfile extends ProgramProfile {
  /** By class of instruction: how many retired, and the cycles they spent in execute, waits included. */
  readonly classes: Readonly<Record<InstructionClass, ClassProfile>>;
  /** [N] starts of each MVMU, and cycles in which it ran. */
  readonly mvmus: readonly { readonly starts: number; readonly cycles: number }[];
}

/** Cycles of an instruction are those in execute, waits included; where a branch is taken two more are lost. */
export interface ProgramProfile {
  /** By instruction address, of the words that the image has. */
  readonly executions: Float64Array;
  readonly cycles: Float64Array;
}

export interface ClassProfile {
  readonly executions: number;
  readonly cycles: number;
}
