import type { Overflow, Rounding } from '../base/number-format.js';
import type { Nonideal } from './nonideal.js';
import type { AdcOverflow, Encoding } from './puma-mvmu.js';

/** The matrix-vector units of a core; keys as of `puma-mvmu`. Rows and columns are the machine's `dimension`, inputs
 *  and outputs are words of 16 bits. */
export interface MachineMvmu {
  readonly weightBits: number;
  readonly cellBits: number;
  readonly dacBits: number;
  readonly adcs: number;
  readonly adcBits: number;
  readonly adcOverflow: AdcOverflow;
  readonly encoding: Encoding;
  readonly rounding: Rounding | 'per-plane';
  readonly overflow: Overflow;
}

/** Data memory of a tile, or of a core that stands alone. */
export interface MachineMemory {
  /** 16-bit words. */
  readonly words: number;
  /** Bits of a word's count attribute. */
  readonly countBits: number;
  /** Width of the bus to it. */
  readonly busBits: number;
}

interface MachineKeys {
  readonly name: string;
  /** Inputs and outputs of an MVMU. */
  readonly dimension: number;
  /** MVMUs of a core. */
  readonly mvmus: number;
  /** Lanes of the vector unit. */
  readonly lanes: number;
  /** General registers of a core; absent: 2 * dimension * mvmus. */
  readonly registers?: number;
  /** Words of a core's instruction memory. */
  readonly instructions: number;
  /** Width of the field `vecWidth`; absent: that of a register address. */
  readonly vectorWidthBits?: number;
  /** Fraction bits of a word. */
  readonly fraction: number;
  readonly mvmu: MachineMvmu;
  readonly memory: MachineMemory;
  /** Cycles without any progress after which the hardware says that it is stuck. */
  readonly watchdog: number;
  readonly nonideal?: Nonideal;
}

/** One core of PUMA with a data memory of its own, every default filled in. */
export interface PumaCoreConfig extends MachineKeys {
  readonly system: 'puma-core';
}

/** What a tile has beside its cores and its memory. */
export interface MachineTile {
  /** Words of the tile control unit's instruction memory. */
  readonly instructions: number;
  /** FIFOs of the receive buffer. */
  readonly fifos: number;
  /** Packets that a FIFO holds. */
  readonly fifoDepth: number;
}

/** A tile of PUMA, every default filled in. */
export interface PumaTileConfig extends MachineKeys {
  readonly system: 'puma-tile';
  readonly cores: number;
  readonly tile: MachineTile;
}

/** A programmable machine. */
export type PumaMachineConfig = PumaCoreConfig | PumaTileConfig;
