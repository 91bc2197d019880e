import type { Nonideal } from './nonideal.js';
import type { Rule } from './rule.js';

interface WithNonideal {
  readonly nonideal?: Nonideal;
}

/** Rules between the keys of `nonideal` of any array. */
export const nonidealRules: readonly Rule<WithNonideal>[] = [
  {
    keys: ['nonideal'],
    rule: '`nonideal.stuckOff` and `nonideal.stuckOn` sum to at most 1.',
    breach({ nonideal: { stuckOff = 0, stuckOn = 0 } = allIdeal }) {
      if (stuckOff + stuckOn <= 1) return undefined;
      return {
        path: 'nonideal.stuckOn',
        message: 'more devices are stuck than there are',
        expected: 'shares that sum to at most 1',
        actual: `${stuckOff} + ${stuckOn} of the devices`,
        hint: 'lower nonideal.stuckOff or nonideal.stuckOn',
      };
    },
  },
];

/** Rules of arrays whose cells are single devices, at least in some configurations. */
export const offCurrentRules: readonly Rule<WithNonideal>[] = [
  {
    keys: ['nonideal'],
    rule: '`nonideal.offCurrent` `reference` requires `nonideal.onOffRatio`.',
    breach({ nonideal: { offCurrent, onOffRatio } = allIdeal }) {
      if (offCurrent !== 'reference' || onOffRatio !== undefined) return undefined;
      return {
        path: 'nonideal.offCurrent',
        message: 'a reference column takes off a current that is not there',
        expected: '`nonideal.onOffRatio` beside "reference"',
        actual: '"reference" without nonideal.onOffRatio',
        hint: 'set nonideal.onOffRatio, or leave nonideal.offCurrent out',
      };
    },
  },
];

/** A pair of devices takes its off-current off by itself. @param paired whether the cells of a configuration are pairs
 *  @param where what makes them pairs, such as `encoding` `differential`  @param key of that, if it may be invalid */
export function noReferenceWithPairs<C extends WithNonideal>(
  key: keyof C,
  where: string,
  paired: (config: C) => boolean,
): Rule<C> {
  return {
    keys: ['nonideal', key],
    rule: `\`nonideal.offCurrent\` \`reference\` is not for pairs of devices (${where}).`,
    breach(config) {
      if (config.nonideal?.offCurrent !== 'reference' || !paired(config)) return undefined;
      return {
        path: 'nonideal.offCurrent',
        message: 'in a pair of devices the off-currents cancel without a reference column',
        expected: `"kept" with ${where}`,
        actual: '"reference"',
        hint: 'leave nonideal.offCurrent out',
      };
    },
  };
}

const allIdeal: Nonideal = { seed: 0, programming: 0, read: 0, adc: 0 };
