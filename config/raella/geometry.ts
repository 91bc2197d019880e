import type { RaellaCrossbarConfig } from '../raella-crossbar.js';
import type { RaellaImaConfig, RaellaTileConfig } from '../raella-machine.js';

/** One crossbar of an IMA or a tile. All are alike, so they are one module. */
export function crossbarOf(config: RaellaImaConfig | RaellaTileConfig): RaellaCrossbarConfig {
  const { rows, columns, cellBits, dacBits, adcs, adcBits, speculation, nonideal } = config;
  return {
    system: 'raella-crossbar',
    name: `${config.name}_crossbar`,
    ...{ rows, columns, cellBits, dacBits, adcs, adcBits, speculation },
    ...(nonideal ? { nonideal } : {}),
  };
}

/** Crossbars of a whole tile: crossbar g is number g mod X of IMA floor(g / X). */
export function crossbarsOf({ imas, crossbars }: Pick<RaellaTileConfig, 'imas' | 'crossbars'>): number {
  return imas * crossbars;
}

/** 32-bit words of the row buffer, cellBits + 1 bits for each column. */
export function rowWords({ columns, cellBits }: Pick<RaellaCrossbarConfig, 'columns' | 'cellBits'>): number {
  return Math.ceil((columns * (cellBits + 1)) / 32);
}
