import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';

/** A configuration whose analog part is the macro `<name>_xbar`. */
export type CrossbarConfig = PumaMvmuConfig | SignedArrayConfig | RaellaCrossbarConfig;

/** The chain DAC, cells, column sum, ADC of one slice array, in the numbers that its models need. */
export interface CrossbarChain {
  readonly rows: number;
  readonly columns: number;
  /** Bits of a cell's magnitude. */
  readonly cellBits: number;
  /** 1: unsigned 1T1R cells; 2: signed 2T2R pairs, the second device negative. */
  readonly devices: 1 | 2;
  /** Bits of a cell in a programming word: two's complement for pairs. */
  readonly planes: number;
  readonly dacBits: number;
  readonly adcs: number;
  readonly adcBits: number;
  /** Each ADC is told whether it converts. */
  readonly gatedAdcs: boolean;
  /** k: an ADC step is 2^k levels. */
  readonly dropBits: number;
  readonly codeMin: number;
  readonly codeMax: number;
  /** Slice arrays, and the bits of the largest cell level of each. */
  readonly sliceBits: readonly number[];
}

/** Derives the analog chain of a configuration.
 *
 *  k = max(0, L - b) for `drop-low`, where L is the number of bits of the largest sum
 *  rows * (2^d - 1) * (2^c - 1), plus a sign bit for pairs; 0 for `saturate` and where there is no choice. */
export function crossbarChain(config: CrossbarConfig): CrossbarChain {
  const { rows, columns, cellBits, dacBits, adcs, adcBits } = config;
  const puma = config.system === 'puma-mvmu' ? config : undefined;
  const signed = !puma || puma.encoding === 'differential';
  const largestSum = rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  const sumBits = bitLength(largestSum) + (signed ? 1 : 0);
  return {
    rows,
    columns,
    cellBits,
    devices: signed ? 2 : 1,
    planes: signed ? cellBits + 1 : cellBits,
    dacBits,
    adcs,
    adcBits,
    gatedAdcs: config.system === 'raella-crossbar',
    dropBits: puma?.adcOverflow === 'drop-low' ? Math.max(0, sumBits - adcBits) : 0,
    codeMin: signed ? -(2 ** (adcBits - 1)) : 0,
    codeMax: signed ? 2 ** (adcBits - 1) - 1 : 2 ** adcBits - 1,
    sliceBits: puma ? splitBits(signed ? puma.weightBits - 1 : puma.weightBits, cellBits) : [cellBits],
  };
}

function bitLength(n: number): number {
  return n === 0 ? 0 : Math.floor(Math.log2(n)) + 1;
}

function splitBits(bits: number, cellBits: number): number[] {
  return Array.from({ length: Math.ceil(bits / cellBits) }, (_, s) =>
    Math.min(cellBits, bits - s * cellBits),
  );
}
