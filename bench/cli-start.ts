import type { Measurement } from './measurement.js';
import { againstEmptyNode } from './processes.js';

/** From the start of `crossweave list` to its first output. Reference: an empty Node process. Limit: 0.3 s. */
export async function bench(): Promise<readonly Measurement[]> {
  return [await againstEmptyNode('cli-start', () => ['list'], { laps: 11, warmUps: 1, time: 'firstOutput' })];
}
