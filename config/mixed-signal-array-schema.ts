import { z } from 'zod';
import { designName } from './design-name.js';
import { wholeNumber } from './field.js';
import { mixedSignalStyles } from './mixed-signal-array.js';
import { anyNonidealSchema } from './nonideal-schema.js';

/** The keys of a `mixed-signal-array` configuration. Rules between keys are in `mixedSignalArrayRules`. */
export const mixedSignalArraySchema = z
  .strictObject({
    system: z.literal('mixed-signal-array').describe('The system to generate.'),
    name: designName.describe('Name of the design: its top module and its folder.'),
    style: z.enum(mixedSignalStyles).describe('What the unit element is and how a column is read.'),
    rows: wholeNumber(1, 1152, 'rows').default(128).describe('Word lines: inputs of a product.'),
    columns: wholeNumber(1, 256, 'weights').default(64).describe('Weights in a row: outputs.'),
    weightBits: wholeNumber(1, 8, 'bits')
      .exactOptional()
      .describe("Width of a weight, two's complement; absent: 4, or 1 with `xnor-capacitor`."),
    inputBits: wholeNumber(1, 8, 'bits')
      .exactOptional()
      .describe('Width of an input, unsigned; absent: 4, or 1 with `xnor-capacitor`.'),
    adcs: wholeNumber(1, 256, 'outputs')
      .default(4)
      .describe('Outputs converted at a time; at most `columns`.'),
    adcBits: wholeNumber(1, 16, 'bits').default(6).describe('Width of an ADC code.'),
    adcStep: wholeNumber(0, 20, 'a power of two')
      .default(0)
      .describe('A step of the converter is 2^`adcStep` cell levels.'),
    nonideal: anyNonidealSchema
      .exactOptional()
      .describe('Non-idealities of the analog chain; absent: ideal.'),
  })
  .transform((given) => {
    // What XNOR multiplies are single bits.
    const bits = given.style === 'xnor-capacitor' ? 1 : 4;
    return { ...given, weightBits: given.weightBits ?? bits, inputBits: given.inputBits ?? bits };
  })
  .describe('An array of unit elements with an analog sum down each column, in one of four styles.');
