import type { Stage } from '../systems/api.js';

/** What the user reads for a stage. */
export const stageTitles: Readonly<Record<Stage, string>> = {
  generate: 'generate the design',
  golden: 'run the golden model',
  build: 'build the simulator',
  run: 'build and run the RTL',
  compare: 'compare',
  report: 'write the report',
};
