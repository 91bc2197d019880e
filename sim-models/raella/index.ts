export { columnSumBits, mostSumBits } from './column-sum-bits.js';
export { crossbarTrace } from './crossbar-trace.js';
export { notConverted } from './decisions.js';
export { GoldenRaellaCrossbar, type RaellaOptions, type RaellaRun } from './golden-raella-crossbar.js';
export type { RaellaLayer } from './layer.js';
export { decodeScale, type OutputChannel, quantiseOutput } from './quantiser.js';
export { type RaellaStep, schedule } from './schedule.js';
export type { RaellaStatistics } from './statistics.js';
