import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generateTile } from '../../generators/raella/tile/index.js';
import type { PhasedSystem } from '../system.js';
import { decodePhase } from './decode-phase.js';
import { goldenPhase } from './golden-phase.js';
import { phaseContent, upToRun } from './phase-parts.js';
import { simulatedTile, tileDesign } from './tile-design.js';
import { tileJob } from './tile-job.js';
import type { TilePhase } from './tile-phase.js';
import { tileTwins } from './tile-twins.js';
import { createTileWorkload } from './tile-workload.js';

/** A tile of RAELLA: its phases are layers that it is programmed with through its configuration port. */
export const raellaTile: PhasedSystem<RaellaTileConfig, TilePhase> = {
  name: 'raella-tile',
  elaborate: (config, options) => generateTile(config, options),
  macros: (config, command) => renderCrossbarMacro(crossbarOf(config), { command, numbered: true }),
  twins: tileTwins,
  // A layer decides what a tile does; `cosim` is its test-bench.
  testbench: () => [],
  simulated: simulatedTile,
  workload: createTileWorkload,
  golden: goldenPhase,
  job: (config, _unit, phase, level) =>
    tileJob(config, tileDesign(config, { stalls: true }).ports, phase, level),
  decode: (config, _unit, phase, level, result, withCycles) =>
    decodePhase(config, phase, level, result, withCycles),
  upTo: upToRun,
  content: phaseContent,
};
