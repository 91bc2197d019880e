import type { PumaMachineConfig } from '../puma-machine.js';
import type { PumaMvmuConfig } from '../puma-mvmu.js';

/** Counts, address map and field widths of a machine, as docs/puma-isa.md defines them. */
export interface MachineGeometry {
  readonly cores: number;
  readonly mvmus: number;
  readonly dimension: number;
  readonly lanes: number;
  /** General registers of a core, R. */
  readonly registers: number;
  /** First address of the general registers, N D. */
  readonly generalBase: number;
  /** Register addresses, N D + R. */
  readonly registerAddresses: number;
  readonly fraction: number;
  readonly memoryWords: number;
  readonly countBits: number;
  readonly instructions: number;
  /** Present for a tile. */
  readonly tile?: { readonly instructions: number; readonly fifos: number; readonly fifoDepth: number };
  /** Widths of instruction fields: A, P, V. */
  readonly addressBits: number;
  readonly pcBits: number;
  readonly vectorWidthBits: number;
}

/** @param config checked by its schema */
export function machineGeometry(config: PumaMachineConfig): MachineGeometry {
  const { dimension, mvmus, lanes, fraction, memory, instructions } = config;
  const registers = config.registers ?? 2 * dimension * mvmus;
  const generalBase = dimension * mvmus;
  const addressBits = bitsOf(generalBase + registers - 1);
  return {
    cores: config.system === 'puma-tile' ? config.cores : 1,
    mvmus,
    dimension,
    lanes,
    registers,
    generalBase,
    registerAddresses: generalBase + registers,
    fraction,
    memoryWords: memory.words,
    countBits: memory.countBits,
    instructions,
    ...(config.system === 'puma-tile' ? { tile: config.tile } : {}),
    addressBits,
    pcBits: bitsOf(instructions - 1),
    vectorWidthBits: config.vectorWidthBits ?? addressBits,
  };
}

/** The configuration of one of the machine's MVMUs as a `puma-mvmu`. */
export function machineMvmuConfig(config: PumaMachineConfig): PumaMvmuConfig {
  const { rounding, overflow, ...mvmu } = config.mvmu;
  return {
    system: 'puma-mvmu',
    name: `${config.name}_mvmu`,
    rows: config.dimension,
    columns: config.dimension,
    inputBits: 16,
    signedInputs: true,
    ...mvmu,
    output: { bits: 16, fraction: config.fraction, rounding, overflow },
    ...(config.nonideal ? { nonideal: config.nonideal } : {}),
  };
}

/** Bits that hold 0 .. `largest`, at least 1. */
function bitsOf(largest: number): number {
  return Math.max(1, Math.ceil(Math.log2(largest + 1)));
}
