import type { Measurement } from './measurement.js';
import { againstEmptyNode } from './processes.js';

/** `generate` of the default configuration into a folder that is not there yet: the whole process.
 *  Reference: an empty Node process. Limit: 0.5 s. */
export async function bench(): Promise<readonly Measurement[]> {
  const command = (lap: number) => ['generate', 'puma-mvmu', '--out', `design${lap}`];
  return [await againstEmptyNode('generate-cold', command, { laps: 7, warmUps: 1, time: 'total' })];
}
