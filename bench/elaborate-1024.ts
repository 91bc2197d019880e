import { elaborationTime } from './elaborate.js';
import type { Measurement } from './measurement.js';

/** Elaborate, check and print 1024 lanes: CPU seconds of the whole process. Reference: an empty Node process.
 *  Limit: 0.25 s. */
export async function bench(): Promise<readonly Measurement[]> {
  const { seconds: value, reference } = elaborationTime(1024);
  return [{ name: 'elaborate-1024', value, unit: 's', reference, ratio: value / reference }];
}
