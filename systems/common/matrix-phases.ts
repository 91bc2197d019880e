import type { ArrayConfig } from '../../config/systems.js';
import type { MatrixPhase, PhasedSystem } from '../system.js';
import { createWorkload } from '../workloads/index.js';

/** What every array does alike with phases of one matrix. */
export const matrixPhases: Pick<PhasedSystem<ArrayConfig, MatrixPhase>, 'workload' | 'upTo' | 'content'> = {
  workload: createWorkload,
  upTo: (phase, last, vectors) => ({
    ...phase,
    inputs: phase.inputs.slice(0, (phase.inputs.length / vectors) * (last + 1)),
  }),
  content: ({ weights, inputs, centres }) => [weights, inputs, ...(centres ? [centres] : [])],
};
