import fc from 'fast-check';
import { slicingsUpTo } from '../../../compiler/raella/slicing.js';

const code = fc.integer({ min: 0, max: 255 });

/** Weight codes: any, near one value, or at the ends of the range. */
export const filterCodes = fc
  .oneof(
    fc.array(code, { minLength: 1, maxLength: 60 }),
    fc
      .tuple(code, fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }))
      .map(([middle, spread]) => spread.map((d) => Math.min(255, Math.max(0, middle + d)))),
    fc.array(fc.constantFrom(0, 1, 254, 255), { minLength: 1, maxLength: 12 }),
  )
  .map((codes) => Uint8Array.from(codes));

export const slicing = fc.constantFrom(...slicingsUpTo(4));
