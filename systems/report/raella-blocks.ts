import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import { type Block, bits, count } from './blocks.js';

/** A crossbar of RAELLA from input to output. */
export function raellaBlocks(config: RaellaArrayConfig): Block[] {
  const { rows, columns, cellBits, dacBits, adcs, adcBits, layer, nonideal } = config;
  return [
    {
      title: 'Inputs',
      lines: [count(rows, 'register'), layer.signedInputs ? '-128..127' : '0..255', 'running sum X'],
      wire: `${rows} x\n${bits(dacBits)}`,
    },
    {
      title: count(rows, 'DAC'),
      lines: [bits(dacBits), 'pulse train', layer.signedInputs ? '2 passes' : '1 pass'],
      analog: true,
      wire: 'word\nlines',
    },
    {
      title: 'Cell array',
      lines: [
        `${rows} x ${columns}`,
        `signed ${cellBits}-bit`,
        '2T2R pairs',
        ...(nonideal === undefined ? [] : ['with noise']),
      ],
      analog: true,
      wire: 'column\nsums',
    },
    {
      title: count(adcs, 'ADC'),
      lines: ['signed', 'saturating'],
      analog: true,
      sheets: adcs,
      wire: `codes\n${bits(adcBits)}`,
    },
    {
      title: 'Speculation',
      lines: ['success flags', `slices ${layer.slicing.join('-')}`, 'shift pattern'],
      wire: 'shifted\ncodes',
    },
    { title: 'Psums', lines: ['one a filter', '16 bits', '+ overflow flag'], wire: '16 bits' },
    { title: 'Centre term', lines: ['psum + (phi - zw) X', '32 bits'] },
  ];
}

/** The steps of a product in words. */
export function raellaSequence({
  speculation,
  layer,
}: Pick<RaellaArrayConfig, 'speculation' | 'layer'>): string {
  const passes = layer.signedInputs ? ' in each of 2 passes' : '';
  if (!layer.speculate) return `8 steps of one bit${passes}`;
  return `${count(8 + speculation.length, 'step')}${passes}: slices ${speculation.join('-')} and their bits`;
}
