import { elaborationTime } from './elaborate.js';
import type { Measurement } from './measurement.js';

/** Elaborate, check and print 4096 lanes: CPU seconds of the whole process. Reference: 1024 lanes in the same run.
 *  Limit: 4 times those. */
export async function bench(): Promise<readonly Measurement[]> {
  const reference = elaborationTime(1024).seconds;
  const value = elaborationTime(4096).seconds;
  return [{ name: 'elaborate-4096', value, unit: 's', reference, ratio: value / reference }];
}
