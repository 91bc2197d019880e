import { z } from 'zod';
import { realNumber, wholeNumber } from './field.js';

/** Non-idealities of the analog chain, the same for every analog system. */
export const nonidealSchema = z.strictObject({
  seed: wholeNumber(0, 0xffffffff, 'seed of the random generator').default(0).describe('Seed of all noise.'),
  programming: realNumber(0, 1, 'of the largest cell level')
    .default(0)
    .describe('Standard deviation of a programmed cell, as a fraction of the largest cell level.'),
  read: realNumber(0, 1, 'cell levels')
    .default(0)
    .describe('Read noise: standard deviation in cell levels for each square root of the summed products.'),
  adc: realNumber(0, 16, 'ADC steps').default(0).describe('Standard deviation of the ADC, in ADC steps.'),
});
