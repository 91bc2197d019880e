import { z } from 'zod';
import { designName } from './design-name.js';
import { wholeNumber, withNote } from './field.js';
import { pairNonidealSchema } from './nonideal-schema.js';

const widths = (what: string, fallback: number[]) =>
  withNote(
    z
      .array(wholeNumber(1, 4, 'bits'))
      .min(2)
      .max(8),
    {
      rule: 'a list of 2..8 whole numbers 1..4 (bits) that sum to 8',
    },
  )
    .default(fallback)
    .describe(what);

const layer = z.strictObject({
  slicing: widths(
    'Widths of the weight slices, high bits first, each at most `cellBits`; they sum to 8.',
    [4, 2, 2],
  ),
  speculate: z.boolean().default(true).describe('Speculation, with recovery; otherwise single input bits.'),
  signedInputs: z.boolean().default(false).describe('Inputs are -128..127, in two passes; otherwise 0..255.'),
});

/** The keys of a `raella-crossbar` configuration. Rules between keys are in `raellaCrossbarRules`. */
export const raellaCrossbarSchema = z
  .strictObject({
    system: z.literal('raella-crossbar').describe('The system to generate.'),
    name: designName.describe('Name of the design: its top module and its folder.'),
    rows: wholeNumber(4, 512, 'rows').default(512).describe('Word lines: inputs of a product.'),
    columns: wholeNumber(4, 512, 'cells').default(512).describe('Cell columns: one for each weight slice.'),
    cellBits: wholeNumber(1, 4, 'bits')
      .default(4)
      .describe('Magnitude bits of a signed cell (a 2T2R pair); also the widest weight slice.'),
    dacBits: wholeNumber(1, 4, 'bits')
      .default(4)
      .describe('Input bits applied in one step as a train of pulses; also the widest input slice.'),
    adcs: wholeNumber(1, 512, 'ADCs').default(4).describe('ADCs of the crossbar; at most `columns`.'),
    adcBits: wholeNumber(3, 12, 'bits').default(7).describe("Width of an ADC code, two's complement."),
    speculation: widths(
      'Widths of the speculative input slices, high bits first, each at most `dacBits`; they sum to 8.',
      [4, 2, 2],
    ),
    layer: layer
      .prefault({})
      .describe('Settings of the layer that runs load; no part of the hardware, which takes any.'),
    nonideal: pairNonidealSchema
      .exactOptional()
      .describe('Non-idealities of the analog chain; absent: ideal.'),
  })
  .describe('One crossbar of centred weights with low-resolution ADCs, speculation and recovery.');
