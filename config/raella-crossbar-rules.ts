import { nonidealRules } from './nonideal-rules.js';
import type { RaellaArrayConfig } from './raella-crossbar.js';
import type { RaellaCrossbarKeys } from './raella-machine.js';
import { adcsBeyondColumns, type Rule } from './rule.js';

/** Bits of an input magnitude, which the speculative slices cover, and of a weight code, which the weight slices do. */
const inputBits = 8;
const codeBits = 8;

export const raellaCrossbarRules: readonly Rule<RaellaCrossbarKeys>[] = [
  {
    keys: ['adcs', 'columns'],
    rule: '`adcs` is at most `columns`.',
    breach: ({ adcs, columns }) => adcsBeyondColumns(adcs, columns, 'adcs', 'columns'),
  },
  {
    keys: ['speculation', 'dacBits'],
    rule: 'Every width of `speculation` is at most `dacBits`.',
    breach({ speculation, dacBits }) {
      const at = speculation.findIndex((width) => width > dacBits);
      if (at < 0) return undefined;
      return {
        path: `speculation.${at}`,
        message: 'a speculative slice is wider than the DAC',
        expected: `at most \`dacBits\` = ${dacBits} bits`,
        actual: `${speculation[at]} bits`,
        hint: `split the slice, or set dacBits to ${speculation[at]} or more`,
      };
    },
  },
  {
    keys: ['speculation'],
    rule: 'The widths of `speculation` sum to 8.',
    breach({ speculation }) {
      const sum = speculation.reduce((total, width) => total + width, 0);
      if (sum === inputBits) return undefined;
      return {
        path: 'speculation',
        message: 'the speculative slices do not make up an input',
        expected: `widths that sum to ${inputBits} bits`,
        actual: `${speculation.join(' + ')} = ${sum} bits`,
        hint: 'a list such as [4, 2, 2] will do',
      };
    },
  },
  ...nonidealRules,
];

/** Rules of the settings that runs load. */
export const raellaLayerRules: readonly Rule<Pick<RaellaArrayConfig, 'cellBits' | 'columns' | 'layer'>>[] = [
  {
    keys: ['layer', 'cellBits'],
    rule: 'Every width of `layer.slicing` is at most `cellBits`.',
    breach({ layer: { slicing }, cellBits }) {
      const at = slicing.findIndex((width) => width > cellBits);
      if (at < 0) return undefined;
      return {
        path: `layer.slicing.${at}`,
        message: 'a weight slice is wider than a cell',
        expected: `at most \`cellBits\` = ${cellBits} bits`,
        actual: `${slicing[at]} bits`,
        hint: `split the slice, or set cellBits to ${slicing[at]} or more`,
      };
    },
  },
  {
    keys: ['layer'],
    rule: 'The widths of `layer.slicing` sum to 8.',
    breach({ layer: { slicing } }) {
      const sum = slicing.reduce((total, width) => total + width, 0);
      if (sum === codeBits) return undefined;
      return {
        path: 'layer.slicing',
        message: 'the weight slices do not make up a weight',
        expected: `widths that sum to ${codeBits} bits`,
        actual: `${slicing.join(' + ')} = ${sum} bits`,
        hint: 'a list such as [4, 2, 2] will do',
      };
    },
  },
  {
    keys: ['layer', 'columns'],
    rule: '`columns` holds at least one filter, a column for each slice.',
    breach({ layer: { slicing }, columns }) {
      if (slicing.length <= columns) return undefined;
      return {
        path: 'layer.slicing',
        message: 'a filter has more slices than there are columns',
        expected: `at most \`columns\` = ${columns} slices`,
        actual: `${slicing.length} slices`,
        hint: `set columns to ${slicing.length} or more, or take wider slices`,
      };
    },
  },
];
