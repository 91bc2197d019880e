import { z } from 'zod';
import { overflows, roundings } from '../base/number-format.js';
import { designName } from './design-name.js';
import { wholeNumber } from './field.js';
import { resistiveNonidealSchema } from './nonideal-schema.js';
import { adcOverflows, encodings } from './puma-mvmu.js';

const outputSchema = z.strictObject({
  bits: wholeNumber(2, 48, 'bits').default(16).describe('Width of an output word.'),
  fraction: wholeNumber(0, 47, 'bits')
    .default(12)
    .describe('Bits that the exact result is shifted right by, once.'),
  rounding: z
    .enum([...roundings, 'per-plane'])
    .default('half-even')
    .describe('How the dropped bits round; `per-plane` rounds every input step before it is added.'),
  overflow: z.enum(overflows).default('saturate').describe('What becomes of a result that does not fit.'),
});

/** The keys of a `puma-mvmu` configuration. Rules between keys are in `pumaMvmuRules`. */
export const pumaMvmuSchema = z
  .strictObject({
    system: z.literal('puma-mvmu').describe('The system to generate.'),
    name: designName.describe('Name of the design: its top module and its folder.'),
    rows: wholeNumber(1, 512, 'rows').default(128).describe('Word lines: inputs of a product.'),
    columns: wholeNumber(1, 512, 'weights').default(128).describe('Weights in a row: outputs, not cells.'),
    weightBits: wholeNumber(2, 16, 'bits').default(16).describe("Width of a weight, two's complement."),
    cellBits: wholeNumber(1, 5, 'bits')
      .default(2)
      .describe('Bits that one cell holds; at most `weightBits` (differential: `weightBits` - 1).'),
    inputBits: wholeNumber(1, 16, 'bits').default(16).describe('Width of an input.'),
    signedInputs: z
      .boolean()
      .default(true)
      .describe("Inputs are two's complement; needs at least 2 input bits."),
    dacBits: wholeNumber(1, 4, 'bits')
      .default(1)
      .describe('Input bits applied to a word line in one step; at most `inputBits`.'),
    adcs: wholeNumber(1, 512, 'ADCs').default(1).describe('ADCs of each slice array; at most `columns`.'),
    adcBits: wholeNumber(1, 16, 'bits').default(9).describe('Width of an ADC code.'),
    adcOverflow: z
      .enum(adcOverflows)
      .default('saturate')
      .describe('A column sum above the ADC range: clamp it, or drop low bits so that the largest fits.'),
    encoding: z
      .enum(encodings)
      .default('offset')
      .describe(
        'How signed weights become cells: add half of the range, the same with column complement, or cell pairs.',
      ),
    output: outputSchema.prefault({}).describe('The one narrowing from the exact result to an output word.'),
    nonideal: resistiveNonidealSchema
      .exactOptional()
      .describe('Non-idealities of the analog chain; absent: ideal.'),
  })
  .describe('A PUMA matrix-vector unit.');
