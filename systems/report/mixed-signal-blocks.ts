import type { MixedSignalArrayConfig, MixedSignalStyle } from '../../config/mixed-signal-array.js';
import { type Block, bits, count } from './blocks.js';

/** What a unit element is, and what a column of them adds. */
const elements: Readonly<Record<MixedSignalStyle, (weightBits: number) => readonly string[]>> = {
  'xnor-capacitor': () => ['XNOR gates', 'and capacitors'],
  'multibit-capacitor': (weightBits) => [`${weightBits}-bit capacitors`],
  'bit-serial-sram': (weightBits) => ['SRAM bits', `${count(weightBits, 'column')} a weight`],
  'resistive-ramp': (weightBits) => [`${weightBits}-bit devices`],
};

/** A mixed-signal array from input to output. */
export function mixedSignalBlocks(config: MixedSignalArrayConfig): Block[] {
  const { style, rows, columns, weightBits, inputBits, adcs, adcBits, adcStep, nonideal } = config;
  const steps = stepsOf(config);
  const stepBits = inputBits / steps;
  const ramp = style === 'resistive-ramp';
  const offset = ramp || style === 'multibit-capacitor';
  const converters = style === 'bit-serial-sram' ? adcs * weightBits : adcs;
  return [
    {
      title: 'Inputs',
      lines: [count(rows, 'register'), ...(style === 'xnor-capacitor' ? ['-1 or 1'] : [bits(inputBits)])],
      wire: `${rows} x\n${bits(stepBits)}`,
    },
    {
      title: count(rows, 'driver'),
      lines: [bits(stepBits), count(steps, 'step')],
      analog: true,
      wire: 'word\nlines',
    },
    {
      title: 'Cell array',
      lines: [
        `${rows} x ${columns}`,
        ...elements[style](weightBits),
        ...(nonideal === undefined ? [] : ['with noise']),
      ],
      analog: true,
      wire: 'column\nsums',
    },
    {
      title: count(converters, ramp ? 'comparator' : 'ADC'),
      lines: [`step of ${2 ** adcStep}`, ...(ramp ? ['common ramp'] : [])],
      analog: true,
      sheets: converters,
      wire: ramp ? 'reached' : `codes\n${bits(adcBits)}`,
    },
    ...(ramp ? [{ title: 'Ramp codes', lines: ['early stop'], wire: `codes\n${bits(adcBits)}` }] : []),
    {
      title: 'Shift and add',
      lines: [
        steps > 1 ? 'steps' : 'one step',
        ...(style === 'bit-serial-sram' ? ['and weight bits'] : []),
        offset ? 'less the offset' : 'no offset',
      ],
      wire: 'exact',
    },
    { title: 'Results', lines: [count(columns, 'register'), 'exact'] },
  ];
}

/** The steps of a product in words. */
export function mixedSignalSequence(config: MixedSignalArrayConfig): string {
  const { style, columns, adcs, adcBits } = config;
  const groups = count(Math.ceil(columns / adcs), 'group');
  const steps = `${count(stepsOf(config), 'step')} a product`;
  if (style !== 'resistive-ramp') return `${groups} of ${count(adcs, 'output')} a step, ${steps}`;
  const most = count(2 ** adcBits - 1, 'comparison');
  return `a ramp of at most ${most} for each of ${groups} a step, ${steps}`;
}

function stepsOf({ style, inputBits }: MixedSignalArrayConfig): number {
  return style === 'bit-serial-sram' || style === 'resistive-ramp' ? inputBits : 1;
}
