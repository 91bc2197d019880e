import type { MixedSignalArrayConfig, MixedSignalStyle } from './mixed-signal-array.js';
import { layersOn, type Nonideal } from './nonideal.js';
import { nonidealRules, offCurrentRules } from './nonideal-rules.js';
import { adcsBeyondColumns, type Rule } from './rule.js';

type WidthKey = 'weightBits' | 'inputBits' | 'adcBits';

/** At most `most` bits in one style, and why. */
function mostBits(
  style: MixedSignalStyle,
  key: WidthKey,
  most: number,
  why: string,
): Rule<MixedSignalArrayConfig> {
  return {
    keys: ['style', key],
    rule: `With \`style\` \`${style}\`, \`${key}\` is ${most === 1 ? '1' : `at most ${most}`}.`,
    breach(config) {
      const bits = config[key];
      if (config.style !== style || bits <= most) return undefined;
      return {
        path: key,
        message: why,
        expected: `${most === 1 ? '1 bit' : `at most ${most} bits`} with style "${style}"`,
        actual: `${bits} bits`,
        hint: most === 1 ? `leave ${key} out, or choose another style` : `set ${key} to ${most} or less`,
      };
    },
  };
}

const resistiveKeys: readonly (keyof Nonideal)[] = [
  ...(['programming', 'driftTime', 'driftExponent', 'onOffRatio', 'offCurrent', 'irDrop'] as const),
];

export const mixedSignalArrayRules: readonly Rule<MixedSignalArrayConfig>[] = [
  mostBits('xnor-capacitor', 'weightBits', 1, 'an XNOR cell holds one bit'),
  mostBits('xnor-capacitor', 'inputBits', 1, 'an XNOR cell takes one bit'),
  mostBits('resistive-ramp', 'weightBits', 4, 'a resistive cell holds no more bits'),
  mostBits('resistive-ramp', 'adcBits', 6, 'a ramp has a replica cell for every threshold'),
  {
    keys: ['adcs', 'columns'],
    rule: '`adcs` is at most `columns`.',
    breach: ({ adcs, columns }) => adcsBeyondColumns(adcs, columns, 'adcs', 'columns'),
  },
  {
    keys: ['style', 'nonideal'],
    rule:
      'The keys `programming`, `driftTime`, `driftExponent`, `onOffRatio`, `offCurrent` and `irDrop` of `nonideal` ' +
      'are for `style` `resistive-ramp`, `capacitorMismatch` for the other styles.',
    breach({ style, nonideal = { seed: 0, programming: 0, read: 0, adc: 0 } }) {
      const resistive = style === 'resistive-ramp';
      const foreign = resistive ? ['capacitorMismatch'] : resistiveKeys;
      const given = [...layersOn(nonideal), ...(nonideal.offCurrent === 'reference' ? ['offCurrent'] : [])];
      const key = given.find((name) => foreign.some((other) => other === name));
      if (key === undefined) return undefined;
      return {
        path: `nonideal.${key}`,
        message: resistive
          ? 'a resistive array has no capacitors'
          : 'a capacitive array has no resistive devices',
        expected: `style "${resistive ? 'multibit-capacitor' : 'resistive-ramp'}", or no \`nonideal.${key}\``,
        actual: `style "${style}" with nonideal.${key}`,
        hint: `leave nonideal.${key} out`,
      };
    },
  },
  ...nonidealRules,
  ...offCurrentRules,
];
