import { CrossweaveError } from '../../base/crossweave-error.js';

/** The smallest half-precision number that is not below a value.
 *
 *  @param value above 0, at most 65504  @returns its bits  @throws {CrossweaveError} CW-W201 out of that range */
export function halfAtLeast(value: number): number {
  if (!(value > 0 && value <= 65504)) throw new CrossweaveError(scaleFinding(String(value)));
  // Below 2^-14 numbers are 2^-24 apart, above it 2^-10 of their power of two. A carry runs on into the exponent.
  let exponent = -14;
  while (value >= 2 ** (exponent + 1)) exponent++;
  return Math.ceil(value * 2 ** (10 - exponent)) + ((exponent + 14) << 10);
}

function scaleFinding(actual: string) {
  return {
    code: 'CW-W201',
    severity: 'error',
    message: 'a scale does not fit half precision',
    expected: 'above 0, at most 65504',
    actual,
    hint: 'a scale is input scale * weight scale / output scale; check the ranges of calibration',
  } as const;
}
