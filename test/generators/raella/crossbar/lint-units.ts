import type { RaellaCrossbarConfig } from '../../../../config/raella-crossbar.js';

const crossbar = (name: string, changes: Partial<RaellaCrossbarConfig>): RaellaCrossbarConfig => ({
  ...{ system: 'raella-crossbar', name, rows: 512, columns: 512, cellBits: 4, dacBits: 4 },
  ...{ adcs: 4, adcBits: 7, speculation: [4, 2, 2] },
  ...changes,
});

/** Crossbars of RAELLA of every shape that the generator treats in a way of its own. */
export const crossbarUnits: readonly RaellaCrossbarConfig[] = [
  crossbar('spec', {}),
  crossbar('spec_least', {
    rows: 4,
    columns: 4,
    cellBits: 1,
    dacBits: 4,
    adcs: 1,
    adcBits: 3,
    speculation: [4, 4],
  }),
  crossbar('spec_odd', { rows: 5, columns: 7, dacBits: 3, adcs: 3, adcBits: 12, speculation: [3, 2, 3] }),
  crossbar('spec_group', { rows: 9, columns: 11, adcs: 11 }),
  crossbar('spec_two', { rows: 33, columns: 6, dacBits: 1, adcs: 2, speculation: [1, 1, 1, 1, 1, 1, 1, 1] }),
  crossbar('spec_many', { rows: 8, columns: 64, adcs: 16 }),
];
