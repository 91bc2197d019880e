import { z } from 'zod';
import { realNumber, wholeNumber } from './field.js';
import { offCurrents } from './nonideal.js';

const share = (what: string) => realNumber(0, 1, 'of the devices').default(0).describe(what);

const seed = wholeNumber(0, 0xffffffff, 'seed of the random generator')
  .default(0)
  .describe('Seed of all noise.');

const stuck = {
  stuckOff: share('Share of the devices that are stuck off.'),
  stuckOn: share('Share of the devices that are stuck on, at the largest cell level.'),
};

const resistive = {
  programming: realNumber(0, 1, 'of the largest cell level')
    .default(0)
    .describe('Standard deviation of a programmed cell, as a fraction of the largest cell level.'),
  driftTime: realNumber(0, 1e10, 'seconds')
    .default(0)
    .describe('Time since programming t: levels drift by t^-`driftExponent` from 1 s on.'),
  driftExponent: realNumber(0, 1, 'no unit').default(0).describe('Exponent of the retention drift.'),
  onOffRatio: realNumber(2, 1e6, 'no unit')
    .exactOptional()
    .describe('Current of a device that is on over that of one that is off; absent: infinite.'),
};

const offCurrent = z
  .enum(offCurrents)
  .default('kept')
  .describe('The current of devices at level 0 stays in the sum, or a reference column takes it off.');

const irDrop = realNumber(0, 0.5, "of the farthest cell's current")
  .default(0)
  .describe('What wire resistance takes from the cell farthest from driver and converter.');

const capacitorMismatch = realNumber(0, 0.5, 'of a unit capacitor')
  .default(0)
  .describe('Standard deviation of a capacitor.');

const conversion = {
  read: realNumber(0, 1, 'cell levels')
    .default(0)
    .describe('Read noise: standard deviation in cell levels for each square root of the summed products.'),
  adc: realNumber(0, 16, 'ADC steps').default(0).describe('Standard deviation of the ADC, in ADC steps.'),
  comparator: realNumber(0, 16, 'ADC steps')
    .default(0)
    .describe('Standard deviation of the comparator, in ADC steps.'),
};

/** Non-idealities of resistive arrays whose cells are pairs of devices. */
export const pairNonidealSchema = z.strictObject({ seed, ...stuck, ...resistive, irDrop, ...conversion });

/** Non-idealities of resistive arrays whose cells may be single devices. */
export const resistiveNonidealSchema = z.strictObject({
  ...{ seed, ...stuck, ...resistive, offCurrent, irDrop, ...conversion },
});

/** Non-idealities of arrays that a style makes resistive or capacitive. */
export const anyNonidealSchema = z.strictObject({
  ...{ seed, ...stuck, ...resistive, offCurrent, irDrop, capacitorMismatch, ...conversion },
});
