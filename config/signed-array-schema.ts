import { z } from 'zod';
import { designName } from './design-name.js';
import { wholeNumber } from './field.js';
import { pairNonidealSchema } from './nonideal-schema.js';

/** The keys of a `signed-array` configuration. Rules between keys are in `signedArrayRules`. */
export const signedArraySchema = z
  .strictObject({
    system: z.literal('signed-array').describe('The system to generate.'),
    name: designName.describe('Name of the design: its top module and its folder.'),
    rows: wholeNumber(1, 512, 'rows').default(512).describe('Word lines: inputs of a product.'),
    columns: wholeNumber(1, 512, 'cells').default(512).describe('Cell columns: outputs.'),
    cellBits: wholeNumber(1, 4, 'bits')
      .default(4)
      .describe(
        'Magnitude bits of a signed cell (a 2T2R pair); a weight is -(2^cellBits - 1) .. 2^cellBits - 1.',
      ),
    dacBits: wholeNumber(1, 4, 'bits').default(4).describe('Width of an input, applied in one step.'),
    adcs: wholeNumber(1, 512, 'ADCs').default(4).describe('ADCs of the array; at most `columns`.'),
    adcBits: wholeNumber(1, 16, 'bits').default(7).describe("Width of an ADC code, two's complement."),
    nonideal: pairNonidealSchema
      .exactOptional()
      .describe('Non-idealities of the analog chain; absent: ideal.'),
  })
  .describe('One array of signed cells with a signed, saturating read-out and no shift-and-add.');
