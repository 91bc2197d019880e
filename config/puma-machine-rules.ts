import { nonidealRules, noReferenceWithPairs, offCurrentRules } from './nonideal-rules.js';
import { coreInstructions, coreOpcodeBits, fieldBits, instructionBits } from './puma/encoding.js';
import { type MachineGeometry, machineGeometry } from './puma/geometry.js';
import type { PumaMachineConfig } from './puma-machine.js';
import { adcsBeyondColumns, type Breach, cellBeyondWeight, perPlaneWithoutWrap, type Rule } from './rule.js';

/** Rules between the keys of `puma-core` and `puma-tile`. (Other rules of `puma-mvmu` cannot be broken within the ranges
 *  of a machine: 256 ADCs x 16 slices x 16 bits are the widest signal.) */
export const pumaMachineRules: readonly Rule<PumaMachineConfig>[] = [
  {
    keys: ['lanes', 'dimension'],
    rule: '`lanes` divides `dimension`.',
    breach: ({ lanes, dimension }) => indivisible('dimension', dimension, lanes),
  },
  {
    keys: ['lanes', 'dimension', 'mvmus'],
    optional: ['registers'],
    rule: '`lanes` divides `registers`.',
    breach: ({ lanes, registers }) =>
      registers === undefined ? undefined : indivisible('registers', registers, lanes),
  },
  {
    keys: ['dimension', 'mvmus', 'instructions', 'memory'],
    optional: ['registers', 'vectorWidthBits'],
    rule: `No core instruction needs more than ${instructionBits} bits, each field as wide as docs/puma-isa.md says.`,
    breach: (config) => tooLong(machineGeometry(config)),
  },
  {
    keys: ['memory'],
    rule: '`memory.words` is a multiple of 16.',
    breach({ memory: { words } }) {
      if (words % 16 === 0) return undefined;
      const below = words - (words % 16);
      return {
        path: 'memory.words',
        message: 'the data memory is built of rows of 16 words',
        expected: 'a multiple of 16 words',
        actual: `${words} words`,
        hint: `set memory.words to ${below} or ${below + 16}`,
      };
    },
  },
  {
    keys: ['mvmu'],
    rule: '`mvmu.cellBits` is at most `mvmu.weightBits`, or `mvmu.weightBits` - 1 with `mvmu.encoding` `differential`.',
    breach: ({ mvmu }) => cellBeyondWeight(mvmu, 'mvmu.'),
  },
  {
    keys: ['mvmu', 'dimension'],
    rule: '`mvmu.adcs` is at most `dimension`.',
    breach: ({ mvmu, dimension }) => adcsBeyondColumns(mvmu.adcs, dimension, 'mvmu.adcs', 'dimension'),
  },
  {
    keys: ['mvmu'],
    rule: '`mvmu.rounding` `per-plane` requires `mvmu.overflow` `wrap`.',
    breach: ({ mvmu }) => perPlaneWithoutWrap(mvmu, 'mvmu.'),
  },
  {
    keys: ['mvmu'],
    rule: '`mvmu.rounding` `per-plane` requires one pass: `mvmu.dacBits` 1.',
    breach({ mvmu: { rounding, dacBits } }) {
      if (rounding !== 'per-plane' || dacBits === 1) return undefined;
      return {
        path: 'mvmu.rounding',
        message: 'per-plane rounding is defined for one pass only',
        expected: 'another rounding, as signed inputs with `mvmu.dacBits` above 1 take two passes',
        actual: `"per-plane" with mvmu.dacBits ${dacBits}`,
        hint: 'set mvmu.dacBits to 1, or choose another rounding',
      };
    },
  },
  ...nonidealRules,
  ...offCurrentRules,
  noReferenceWithPairs(
    'mvmu',
    '`mvmu.encoding` `differential`',
    ({ mvmu }) => mvmu.encoding === 'differential',
  ),
];

function indivisible(key: 'dimension' | 'registers', value: number, lanes: number): Breach | undefined {
  if (value % lanes === 0) return undefined;
  return {
    path: key,
    message: `the lanes do not divide \`${key}\``,
    expected: `a multiple of \`lanes\` = ${lanes}`,
    actual: `${value}`,
    hint: `set ${key} to ${Math.ceil(value / lanes) * lanes}, or lanes to ${largestDivisor(value, lanes)}`,
  };
}

/** The largest number of lanes below `lanes` that divides `value`; both are counted in powers of two. */
function largestDivisor(value: number, lanes: number): number {
  let divisor = lanes;
  while (value % divisor !== 0) divisor /= 2;
  return divisor;
}

/** Every instruction whose fields are more than a word, with the sum. */
function tooLong(geometry: MachineGeometry): Breach | undefined {
  const sums = coreInstructions.map(({ name, fields }) => {
    const parts = [
      { name: 'opcode', bits: coreOpcodeBits },
      ...fields.map((field) => ({ name: field.name, bits: fieldBits(field, geometry) })),
    ];
    const total = parts.reduce((sum, { bits }) => sum + bits, 0);
    const text = `${name}: ${parts.map((part) => `${part.bits} ${part.name}`).join(' + ')} = ${total} > ${instructionBits} bits`;
    return { total, text };
  });
  const long = sums.filter(({ total }) => total > instructionBits);
  if (long.length === 0) return undefined;
  const excess = Math.max(...long.map(({ total }) => total)) - instructionBits;
  // The range of every other field leaves room for a vecWidth of at least 3 bits.
  const most = geometry.vectorWidthBits - excess;
  return {
    path: 'vectorWidthBits',
    message: 'an instruction does not fit in its word',
    expected: `at most ${instructionBits} bits for each instruction`,
    actual: long.map(({ text }) => text).join('; '),
    hint: `set vectorWidthBits to ${most} or less: vectors of up to ${2 ** most} words`,
  };
}
