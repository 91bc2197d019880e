import type { RaellaCrossbarConfig } from './raella-crossbar.js';
import { adcsBeyondColumns, type Rule } from './rule.js';

/** Bits of an input magnitude, which the speculative slices cover. */
const inputBits = 8;

export const raellaCrossbarRules: readonly Rule<RaellaCrossbarConfig>[] = [
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
];
