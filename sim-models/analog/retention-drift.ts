import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { toQ16 } from './fixed-point.js';

/** What is left of a level after a time, D = round(65536 * t^-nu), t in seconds after programming; 65536 up to 1 s.
 *  Source: docs/analog.md, "A device", step 3. @returns Q16 */
export function driftFactor(nonideal: Nonideal | undefined): number {
  const { driftTime, driftExponent } = everyLayer(nonideal);
  return driftTime > 1 ? toQ16(driftTime ** -driftExponent) : 65536;
}
