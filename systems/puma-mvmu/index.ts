import { encodeCells } from '../../compiler/cell-image.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generatePumaMvmu } from '../../generators/puma/mvmu/index.js';
import { mvmuTestbench } from '../../generators/puma/mvmu/testbench-shape.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import { arrayJob } from '../common/array-job.js';
import { arrayTestbench } from '../common/array-testbench.js';
import { matrixPhases } from '../common/matrix-phases.js';
import type { ArraySystem } from '../system.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';
import { decodeMvmu } from './decode.js';
import { mvmuMonitors } from './monitors.js';

/** One matrix-vector unit of PUMA: bit-sliced weights, bit-streamed inputs, shift-and-add, one narrowing. */
export const pumaMvmu: ArraySystem<PumaMvmuConfig> = {
  name: 'puma-mvmu',
  ...matrixPhases,
  elaborate(config, options) {
    const { top, timing, sources } = generatePumaMvmu(config, options);
    return { top, cyclesPerVector: timing.cyclesPerRun, sources };
  },
  macros: (config, command) => renderCrossbarMacro(config, { command }),
  twins: (config) => ({ [`${config.name}_xbar`]: crossbarTwin(config) }),
  golden(config, phase, level) {
    const run = new GoldenMvmu(config, phase.weights).run(phase.inputs, { level });
    return { outputs: run.outputs, trace: run.trace() };
  },
  job: (config, unit, phase, level) =>
    arrayJob(printedPorts(unit.top), config, encodeCells(config, phase.weights), phase, {
      cyclesPerVector: unit.cyclesPerVector,
      captures: ['out_data_o'],
      monitors: mvmuMonitors(config, unit, level),
    }),
  decode: decodeMvmu,
  testbench: (config, printed) =>
    arrayTestbench(config, mvmuTestbench(config), printed, (phase) => ({
      slices: encodeCells(config, phase.weights).slices,
      outputs: new GoldenMvmu(config, phase.weights).run(phase.inputs, { level: 'outputs' }).outputs,
    })),
};
