import type { MachineTrace } from '../../../base/machine-trace.js';
import type { CoreCounter, TrapCause } from '../../../config/puma/encoding.js';
import type { SourceLine } from '../../../config/puma/image.js';
import type { RunEnergy } from '../../cost/index.js';
import type { MachineProfile } from './profile.js';

/** What the golden machine did and where it ended. */
export interface MachineRun {
  readonly end: MachineEnd;
  /** Cycles from the start until all units stopped, until nothing moved any more, or the limit. */
  readonly cycles: number;
  readonly cores: readonly CoreEnd[];
  /** Present for a tile. */
  readonly tile?: TileEnd;
  readonly memory: MemoryEnd;
  /** Present if asked for. */
  readonly trace?: MachineTrace;
  readonly unconsumed: Unconsumed;
  readonly profile: MachineProfile;
  readonly energy: RunEnergy;
}

export type MachineEnd =
  | { readonly reason: 'stopped' }
  | { readonly reason: 'deadlock'; readonly waits: readonly UnitWait[] }
  | { readonly reason: 'limit' };

export interface Trap {
  readonly cause: TrapCause;
  /** Instruction address. */
  readonly pc: number;
}

/** `waiting`: in a deadlock, or at the limit, on data memory; `running`: at the limit. */
export type UnitState = 'halted' | 'trapped' | 'waiting' | 'running';

export interface CoreEnd {
  readonly state: UnitState;
  /** Address of the instruction that stopped it, that waits, or that would be next. */
  readonly pc: number;
  readonly trap?: Trap;
  /** Bits of the debug port: 1 `overflow`, 2 `divide`, 4 `domain`. */
  readonly flags: number;
  /** State of `rand`. */
  readonly random: number;
  /** 32 bits, as the hardware counts. */
  readonly counters: Readonly<Record<CoreCounter, number>>;
  /** [R] general registers. */
  readonly registers: Int16Array;
  /** [N D] */
  readonly xbarIn: Int16Array;
  /** [N D] */
  readonly xbarOut: Int16Array;
}

export interface TileEnd {
  readonly state: UnitState;
  readonly pc: number;
  readonly trap?: Trap;
  /** A packet came for a FIFO that is not there. */
  readonly badPacket: boolean;
}

export interface MemoryEnd {
  readonly values: Int16Array;
  /** 1 or 0. */
  readonly valid: Uint8Array;
  readonly counts: Uint16Array;
}

/** A unit that waits for what nobody will give. */
export interface UnitWait {
  /** `core 3`, or `tile` for the tile control unit. */
  readonly unit: string;
  /** Present for a core. */
  readonly core?: number;
  readonly pc: number;
  /** Name of the instruction. */
  readonly instruction: 'load' | 'store' | 'send' | 'receive';
  /** Its source line, where there is one. */
  readonly line?: SourceLine;
  /** Cycle since which its block waits. */
  readonly since: number;
  readonly waitsFor:
    | {
        /** All words of the block to be valid (`load`, `send`), or to be invalid (`store`, `receive`). */
        readonly what: 'valid' | 'invalid';
        readonly words: readonly WordState[];
      }
    | { readonly what: 'packet'; readonly fifo: number };
}

/** A word of data memory with its attributes. */
export interface WordState {
  readonly address: number;
  readonly value: number;
  readonly valid: number;
  readonly count: number;
}

/** What nobody took. */
export interface Unconsumed {
  /** Runs of words left valid with the same count above 0. */
  readonly words: readonly { readonly address: number; readonly words: number; readonly count: number }[];
  /** FIFOs that still hold packets. */
  readonly fifos: readonly { readonly fifo: number; readonly packets: number }[];
  /** Packets of the image that never entered a FIFO. */
  readonly packetsOutside: number;
}
