export { GoldenMvmu, type GoldenOptions } from './golden-mvmu.js';
export type { GoldenLevel, GoldenRun } from './golden-run.js';
export { losslessColumns } from './lossless-columns.js';
export { type StoredCells, storedCells } from './stored-cells.js';
