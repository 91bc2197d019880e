import { createHash } from 'node:crypto';
import type { PhasedSystem } from './system.js';
import type { Workload } from './workloads/workload.js';

/** Hash of what a workload feeds in: its first phase and the shape of the rest, which follows from it. */
export function contentOf<C, P>(
  { content }: Pick<PhasedSystem<C, P>, 'content'>,
  workload: Workload<P>,
): string {
  const hash = createHash('sha256').update(`${workload.name} ${workload.vectors} ${workload.phases}`);
  const phase = workload.phase(0, []);
  if (phase)
    for (const { buffer, byteOffset, byteLength } of content(phase)) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  return hash.digest('hex');
}
