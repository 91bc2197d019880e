import type { PumaCoreConfig, PumaTileConfig } from '../../../../config/puma-machine.js';

const shared = {
  name: 'machine',
  dimension: 8,
  mvmus: 2,
  lanes: 4,
  registers: 64,
  instructions: 64,
  fraction: 12,
  mvmu: {
    weightBits: 16,
    cellBits: 2,
    dacBits: 1,
    adcs: 1,
    adcBits: 9,
    adcOverflow: 'saturate',
    encoding: 'offset',
    rounding: 'half-even',
    overflow: 'saturate',
  },
  memory: { words: 256, countBits: 4, busBits: 384 },
  watchdog: 20_000,
} as const;

/** A core of two 8x8 MVMUs: XbarIn/XbarOut are addresses 0..15, general registers 16..79. */
export function coreConfig(more: Partial<PumaCoreConfig> = {}): PumaCoreConfig {
  return { system: 'puma-core', ...shared, ...more };
}

/** A tile of such cores. */
export function tileConfig(more: Partial<PumaTileConfig> = {}): PumaTileConfig {
  const tile = { instructions: 32, fifos: 4, fifoDepth: 2 };
  return { system: 'puma-tile', ...shared, cores: 2, tile, ...more };
}
