import type { PumaMvmuConfig } from './puma-mvmu.js';
import type { SignedArrayConfig } from './signed-array.js';

/** What a broken rule says: the key to blame first. */
export interface Breach {
  readonly path: string;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly hint: string;
}

/** A rule between keys that are each in range. */
export interface Rule<C> {
  /** Top-level keys that must be valid before the rule can be looked at. */
  readonly keys: readonly (keyof C)[];
  /** The rule as a sentence, for the documentation. */
  readonly rule: string;
  breach(config: C): Breach | undefined;
}

export const pumaMvmuRules: readonly Rule<PumaMvmuConfig>[] = [
  {
    keys: ['weightBits', 'cellBits', 'encoding'],
    rule: '`cellBits` is at most `weightBits`, or `weightBits` - 1 with `encoding` `differential`.',
    breach({ weightBits, cellBits, encoding }) {
      const differential = encoding === 'differential';
      const most = differential ? weightBits - 1 : weightBits;
      if (cellBits <= most) return undefined;
      const limit = differential ? '`weightBits` - 1 (the sign is in the pair)' : '`weightBits`';
      return {
        path: 'cellBits',
        message: 'a cell holds more bits than a weight has',
        expected: `at most ${limit} = ${most} bits`,
        actual: `${cellBits} bits`,
        hint: `set cellBits to ${most} or less, or weightBits to ${cellBits + weightBits - most} or more`,
      };
    },
  },
  {
    keys: ['dacBits', 'inputBits'],
    rule: '`dacBits` is at most `inputBits`.',
    breach({ dacBits, inputBits }) {
      if (dacBits <= inputBits) return undefined;
      return {
        path: 'dacBits',
        message: 'a DAC takes more bits than an input has',
        expected: `at most \`inputBits\` = ${inputBits} bits`,
        actual: `${dacBits} bits`,
        hint: `set dacBits to ${inputBits} or less`,
      };
    },
  },
  {
    keys: ['inputBits', 'signedInputs'],
    rule: 'With `signedInputs`, `inputBits` is at least 2.',
    breach({ inputBits, signedInputs }) {
      if (!signedInputs || inputBits >= 2) return undefined;
      return {
        path: 'inputBits',
        message: 'a signed input needs a sign bit and a magnitude',
        expected: 'at least 2 bits with `signedInputs`',
        actual: `${inputBits} bits`,
        hint: 'set signedInputs to false, or inputBits to 2 or more',
      };
    },
  },
  adcsWithinColumns(),
  {
    keys: ['output'],
    rule: '`output.rounding` `per-plane` requires `output.overflow` `wrap`.',
    breach({ output }) {
      if (output.rounding !== 'per-plane' || output.overflow === 'wrap') return undefined;
      return {
        path: 'output.overflow',
        message: 'per-plane rounding accumulates modulo 2^bits',
        expected: '"wrap" with `output.rounding` "per-plane"',
        actual: JSON.stringify(output.overflow),
        hint: 'set output.overflow to "wrap", or choose another rounding',
      };
    },
  },
  {
    keys: ['output', 'signedInputs', 'dacBits'],
    rule: '`output.rounding` `per-plane` requires one pass: unsigned inputs or `dacBits` 1.',
    breach({ output, signedInputs, dacBits }) {
      if (output.rounding !== 'per-plane' || !signedInputs || dacBits === 1) return undefined;
      return {
        path: 'output.rounding',
        message: 'per-plane rounding is defined for one pass only',
        expected: 'another rounding, as signed inputs with `dacBits` above 1 take two passes',
        actual: `"per-plane" with signedInputs true and dacBits ${dacBits}`,
        hint: 'set dacBits to 1, or signedInputs to false',
      };
    },
  },
  {
    keys: ['adcs', 'adcBits', 'weightBits', 'cellBits', 'encoding'],
    rule: 'The codes of one conversion, `adcs` x slices x `adcBits`, are at most 65536 bits, the widest signal of the language.',
    breach({ adcs, adcBits, weightBits, cellBits, encoding }) {
      const slices = Math.ceil((encoding === 'differential' ? weightBits - 1 : weightBits) / cellBits);
      const bits = adcs * slices * adcBits;
      if (bits <= widestSignal) return undefined;
      const most = Math.floor(widestSignal / (slices * adcBits));
      return {
        path: 'adcs',
        message: 'the codes of one conversion are wider than a signal can be',
        expected: `at most ${widestSignal} bits`,
        actual: `${bits} bits (${adcs} ADCs x ${slices} slices x ${adcBits} bits)`,
        hint: `set adcs to ${most} or less`,
      };
    },
  },
];

/** Bits; the limit of `hdl-dsl`. */
const widestSignal = 65536;

export const signedArrayRules: readonly Rule<SignedArrayConfig>[] = [adcsWithinColumns()];

function adcsWithinColumns(): Rule<{ readonly adcs: number; readonly columns: number }> {
  return {
    keys: ['adcs', 'columns'],
    rule: '`adcs` is at most `columns`.',
    breach({ adcs, columns }) {
      if (adcs <= columns) return undefined;
      return {
        path: 'adcs',
        message: 'there are more ADCs than columns',
        expected: `at most \`columns\` = ${columns} ADCs`,
        actual: `${adcs} ADCs`,
        hint: `set adcs to ${columns} or less`,
      };
    },
  };
}
