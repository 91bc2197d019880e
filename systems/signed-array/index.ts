import { encodeCells } from '../../compiler/cell-image.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generateSignedArray } from '../../generators/signed-array/index.js';
import { signedArrayTestbench } from '../../generators/signed-array/testbench-shape.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import { GoldenSignedArray } from '../../sim-models/signed-array/index.js';
import { arrayJob } from '../common/array-job.js';
import { arrayTestbench } from '../common/array-testbench.js';
import { burstMonitor } from '../common/burst-monitor.js';
import { matrixPhases } from '../common/matrix-phases.js';
import type { ArraySystem, Level, Unit } from '../system.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';
import { decodeSignedArray } from './decode.js';

/** One array of signed cells, read out by a signed, saturating ADC and nothing behind it. */
export const signedArray: ArraySystem<SignedArrayConfig> = {
  name: 'signed-array',
  ...matrixPhases,
  elaborate(config, options) {
    const { top, timing, sources } = generateSignedArray(config, options);
    return { top, cyclesPerVector: timing.cyclesPerRun, sources };
  },
  macros: (config, command) => renderCrossbarMacro(config, { command }),
  twins: (config) => ({ [`${config.name}_xbar`]: crossbarTwin(config) }),
  golden(config, phase, level) {
    const run = new GoldenSignedArray(config, phase.weights).run(phase.inputs, { level });
    return { outputs: run.outputs, trace: run.trace() };
  },
  job: (config, unit, phase, level) =>
    arrayJob(printedPorts(unit.top), config, encodeCells(config, phase.weights), phase, {
      cyclesPerVector: unit.cyclesPerVector,
      captures: ['out_data_o', 'out_saturated_o'],
      monitors: monitorsOf(config, unit, level),
    }),
  decode: (config, unit, phase, level, result, withCycles) =>
    decodeSignedArray(config, monitorsOf(config, unit, level), phase, result, withCycles),
  testbench: (config, printed) =>
    arrayTestbench(config, signedArrayTestbench(config), printed, (phase) => {
      const { slices } = encodeCells(config, phase.weights);
      const run = new GoldenSignedArray(config, phase.weights).run(phase.inputs, { level: 'outputs' });
      return { slices, outputs: run.outputs, beside: run.saturated };
    }),
};

function monitorsOf(config: SignedArrayConfig, unit: Unit, level: Level) {
  return level === 'codes' ? [burstMonitor(unit.top, 'code', { elements: config.adcs, signed: true })] : [];
}
