import { crossbarsOf } from '../../config/raella/geometry.js';
import type { RaellaImaConfig, RaellaTileConfig } from '../../config/raella-machine.js';
import { type Block, bits, count } from './blocks.js';

/** An IMA, or a tile, from inputs to outputs. */
export function raellaTileBlocks(config: RaellaImaConfig | RaellaTileConfig): Block[] {
  const { rows, columns, cellBits, adcs, adcBits, crossbars, dacBits } = config;
  const tile = config.system === 'raella-tile' ? config : undefined;
  const total = tile === undefined ? crossbars : crossbarsOf(tile);
  const before: Block[] =
    tile === undefined
      ? []
      : [
          {
            title: 'Activations',
            lines: [count(tile.activationBytes, 'byte'), 'windows gathered', 'or pooled'],
            wire: 'elements\n8 bits',
          },
        ];
  const after: Block[] =
    tile === undefined
      ? []
      : [
          { title: 'Join', lines: ['y of all crossbars', '40 bits'], wire: 'sums' },
          { title: 'Quantiser', lines: [count(tile.channels, 'channel'), 'FP16 scale', 'fused ReLU'] },
        ];
  return [
    ...before,
    {
      title: 'Inputs',
      lines: [count(rows, 'register'), 'a crossbar', '+ running sum'],
      wire: `slices\n${bits(dacBits)}`,
    },
    {
      title: count(total, 'crossbar'),
      lines: [`${rows} x ${columns}`, `signed ${cellBits}-bit`, '2T2R pairs'].concat(
        config.nonideal === undefined ? [] : ['with noise'],
      ),
      analog: true,
      sheets: total,
      wire: 'column\nsums',
    },
    {
      title: count(adcs, 'ADC'),
      lines: ['a crossbar', 'signed', 'saturating'],
      analog: true,
      sheets: adcs,
      wire: `codes\n${bits(adcBits)}`,
    },
    {
      title: 'Psums',
      lines: ['16 bits', 'speculation', 'and recovery', '+ centre term'],
      wire: 'y\n32 bits',
    },
    ...after,
  ];
}
