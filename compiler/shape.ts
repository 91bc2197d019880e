import type { ArrayConfig } from '../config/systems.js';

/** Size of a matrix, or of the array that holds one. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** The matrix that an array multiplies by: inputs x outputs. An output of a RAELLA crossbar takes a cell column for each
 *  slice of its weights; the crossbars of an IMA share out its inputs. */
export function arrayShape(config: ArrayConfig): Shape {
  const { rows, columns } = config;
  if (config.system !== 'raella-crossbar' && config.system !== 'raella-ima') return { rows, columns };
  const filters = Math.floor(columns / config.layer.slicing.length);
  return { rows: config.system === 'raella-ima' ? rows * config.crossbars : rows, columns: filters };
}
