import { imaLayers } from '../../compiler/raella/ima-image.js';
import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaImaConfig } from '../../config/raella-machine.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { raellaCyclesPerRun } from '../../generators/raella/crossbar/index.js';
import { generateIma } from '../../generators/raella/ima/index.js';
import { matrixPhases } from '../common/matrix-phases.js';
import type { ArraySystem } from '../system.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';
import { decodePhase } from './decode-phase.js';
import { goldenPhase } from './golden-phase.js';
import { imaJob } from './ima-job.js';

/** An IMA of RAELLA by itself: one matrix whose rows its crossbars share out. */
export const raellaIma: ArraySystem<RaellaImaConfig> = {
  name: 'raella-ima',
  ...matrixPhases,
  elaborate(config, options) {
    const cyclesPerVector = raellaCyclesPerRun(crossbarOf(config), config.layer);
    return { ...generateIma(config, options), cyclesPerVector };
  },
  macros: (config, command) => renderCrossbarMacro(crossbarOf(config), { command, numbered: true }),
  twins: (config) => ({ [`${crossbarOf(config).name}_xbar`]: crossbarTwin(crossbarOf(config)) }),
  // The outputs of crossbars are added by whoever drives the IMA.
  testbench: () => [],
  golden: goldenPhase,
  job: (config, { top, cyclesPerVector }, { weights, inputs, centres }, level) =>
    imaJob(config, top, imaLayers(config, weights, centres), inputs, level, cyclesPerVector),
  decode: (config, { top }, phase, level, result, withCycles) =>
    decodePhase(config, top, phase, level, result, withCycles),
};
