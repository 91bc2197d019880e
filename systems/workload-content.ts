import { createHash } from 'node:crypto';
import type { Workload } from './workloads/workload.js';

/** Hash of what a workload feeds in: its first phase and the shape of the rest, which follows from it. */
export function contentOf(workload: Workload): string {
  const hash = createHash('sha256').update(`${workload.name} ${workload.vectors} ${workload.phases}`);
  const phase = workload.phase(0, []);
  if (phase)
    for (const { buffer, byteOffset, byteLength } of [phase.weights, phase.inputs]) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  return hash.digest('hex');
}
