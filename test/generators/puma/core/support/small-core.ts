import type { PumaCoreConfig } from '../../../../../config/puma-machine.js';

/** A core that simulates in no time: two MVMUs of 8, four lanes, 48 general registers. */
export function smallCore(changes: Partial<PumaCoreConfig> = {}): PumaCoreConfig {
  return {
    system: 'puma-core',
    name: 'tiny',
    dimension: 8,
    mvmus: 2,
    lanes: 4,
    registers: 48,
    instructions: 100,
    fraction: 12,
    mvmu: {
      weightBits: 8,
      cellBits: 4,
      dacBits: 1,
      adcs: 2,
      adcBits: 8,
      adcOverflow: 'saturate',
      encoding: 'offset',
      rounding: 'half-even',
      overflow: 'saturate',
    },
    memory: { words: 256, countBits: 4, busBits: 384 },
    watchdog: 2000,
    ...changes,
  };
}
