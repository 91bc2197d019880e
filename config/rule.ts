import { nonidealRules, noReferenceWithPairs, offCurrentRules } from './nonideal-rules.js';
import type { Encoding, OutputFormat, PumaMvmuConfig } from './puma-mvmu.js';
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
  /** Top-level keys that may be absent, but must be valid where they are given. */
  readonly optional?: readonly (keyof C)[];
  /** The rule as a sentence, for the documentation. */
  readonly rule: string;
  breach(config: C): Breach | undefined;
}

export const pumaMvmuRules: readonly Rule<PumaMvmuConfig>[] = [
  {
    keys: ['weightBits', 'cellBits', 'encoding'],
    rule: '`cellBits` is at most `weightBits`, or `weightBits` - 1 with `encoding` `differential`.',
    breach: (config) => cellBeyondWeight(config, ''),
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
    breach: ({ output }) => perPlaneWithoutWrap(output, 'output.'),
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
  ...nonidealRules,
  ...offCurrentRules,
  noReferenceWithPairs(
    'encoding',
    '`encoding` `differential`',
    ({ encoding }) => encoding === 'differential',
  ),
];

/** Bits; the limit of `hdl-dsl`. */
const widestSignal = 65536;

export const signedArrayRules: readonly Rule<SignedArrayConfig>[] = [adcsWithinColumns(), ...nonidealRules];

function adcsWithinColumns(): Rule<{ readonly adcs: number; readonly columns: number }> {
  return {
    keys: ['adcs', 'columns'],
    rule: '`adcs` is at most `columns`.',
    breach: ({ adcs, columns }) => adcsBeyondColumns(adcs, columns, 'adcs', 'columns'),
  };
}

/** The breach of a cell wider than its weight. @param prefix of the keys: empty, or the object they stand in and a dot */
export function cellBeyondWeight(
  {
    weightBits,
    cellBits,
    encoding,
  }: { readonly weightBits: number; readonly cellBits: number; readonly encoding: Encoding },
  prefix: string,
): Breach | undefined {
  const differential = encoding === 'differential';
  const most = differential ? weightBits - 1 : weightBits;
  if (cellBits <= most) return undefined;
  const limit = `\`${prefix}weightBits\`${differential ? ' - 1 (the sign is in the pair)' : ''}`;
  return {
    path: `${prefix}cellBits`,
    message: 'a cell holds more bits than a weight has',
    expected: `at most ${limit} = ${most} bits`,
    actual: `${cellBits} bits`,
    hint: `set ${prefix}cellBits to ${most} or less, or ${prefix}weightBits to ${cellBits + weightBits - most} or more`,
  };
}

/** The breach of more ADCs than columns. @param columnsKey where the number of columns stands */
export function adcsBeyondColumns(
  adcs: number,
  columns: number,
  path: string,
  columnsKey: string,
): Breach | undefined {
  if (adcs <= columns) return undefined;
  return {
    path,
    message: 'there are more ADCs than columns',
    expected: `at most \`${columnsKey}\` = ${columns} ADCs`,
    actual: `${adcs} ADCs`,
    hint: `set ${path} to ${columns} or less`,
  };
}

/** The breach of per-plane rounding that does not wrap. @param prefix of the keys */
export function perPlaneWithoutWrap(
  { rounding, overflow }: Pick<OutputFormat, 'rounding' | 'overflow'>,
  prefix: string,
): Breach | undefined {
  if (rounding !== 'per-plane' || overflow === 'wrap') return undefined;
  return {
    path: `${prefix}overflow`,
    message: 'per-plane rounding accumulates modulo 2^bits',
    expected: `"wrap" with \`${prefix}rounding\` "per-plane"`,
    actual: JSON.stringify(overflow),
    hint: `set ${prefix}overflow to "wrap", or choose another rounding`,
  };
}
