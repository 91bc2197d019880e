import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { ColumnSums } from '../../analog/column-sums.js';
import type { Drive } from '../../analog/drive.js';
import type { Kernel } from '../../analog/kernel.js';
import { mvmuGeometry } from './geometry.js';
import { IntegerProduct } from './integer-product.js';
import { LongWay } from './long-way.js';
import type { StoredCells } from './stored-cells.js';

/** Addresses of what one batch gave for the columns of a part. */
export interface PartResult {
  readonly codes?: number;
  readonly sums?: number;
  /** Full-width results; absent: made from the sums. */
  readonly results?: number;
}

/** Some columns and one way to compute them. */
export interface ColumnPart {
  readonly columns: readonly number[];
  readonly needsPlanes: boolean;
  readonly needsDriveSums: boolean;
  /** Kernel bytes that a vector takes, about. */
  readonly bytes: number;
  prepare(kernel: Kernel, drive: Drive, vectors: number): (operation: number) => PartResult;
}

/** Through slices, steps and ADCs: all kinds of events. @param macro number of the macro unit in the design */
export function longPart(
  config: PumaMvmuConfig,
  stored: StoredCells,
  columns: readonly number[],
  macro: number,
): ColumnPart {
  const { passes, steps, slices } = mvmuGeometry(config);
  const way = new LongWay(config, stored, columns, macro);
  return {
    columns,
    needsPlanes: true,
    needsDriveSums: way.needsDriveSums,
    bytes: passes * steps * columns.length * (slices * (config.nonideal ? 20 : 4) + 8),
    prepare: (kernel, drive, vectors) => way.prepare(kernel, drive, vectors),
  };
}

/** Partial sums of lossless columns from whole stored numbers: w + 2^(n-1), or w where differential. */
export function sumsPart(
  config: PumaMvmuConfig,
  weights: Int32Array,
  columns: readonly number[],
): ColumnPart {
  const { passes, steps, offset } = mvmuGeometry(config);
  const numbers = pick(config, weights, columns).map((weight) => weight + offset);
  const sums = new ColumnSums(numbers, config.rows, columns.length);
  return {
    columns,
    needsPlanes: true,
    needsDriveSums: false,
    bytes: passes * steps * columns.length * 8,
    prepare(kernel, drive, vectors) {
      const batch = sums.prepare(kernel, drive, vectors);
      return () => ({ sums: batch() });
    },
  };
}

/** Results of lossless columns as integer products. */
export function productPart(
  config: PumaMvmuConfig,
  weights: Int32Array,
  columns: readonly number[],
): ColumnPart {
  const wide = !config.signedInputs && config.inputBits === 16;
  const product = new IntegerProduct(pick(config, weights, columns), config.rows, columns.length, wide);
  return {
    columns,
    needsPlanes: false,
    needsDriveSums: false,
    bytes: columns.length * 8 + config.rows * 6,
    prepare(kernel, drive, vectors) {
      const batch = product.prepare(kernel, drive, vectors);
      return () => ({ results: batch() });
    },
  };
}

function pick(config: PumaMvmuConfig, weights: Int32Array, columns: readonly number[]): Int32Array {
  if (columns.length === config.columns) return weights;
  const picked = new Int32Array(config.rows * columns.length);
  for (let at = 0; at < picked.length; at++) {
    const row = Math.floor(at / columns.length);
    picked[at] = weights[row * config.columns + columns[at - row * columns.length]!]!;
  }
  return picked;
}
