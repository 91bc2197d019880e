import type { Measurement } from './measurement.js';
import { againstEmptyNode } from './processes.js';

/** `cosim` of the default configuration with 1000 vectors, outputs and sums compared, the build in the cache:
 *  the whole process. Reference: an empty Node process. Limit: 2 s. */
export async function bench(): Promise<readonly Measurement[]> {
  const command = ['cosim', 'puma-mvmu', '--vectors', '1000', '--level', 'sums', '--json'];
  return [await againstEmptyNode('cosim-warm', () => command, { laps: 5, warmUps: 1, time: 'total' })];
}
