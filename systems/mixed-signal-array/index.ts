import { encodeMixedSignalCells, encodeMixedSignalInputs } from '../../compiler/mixed-signal-cells.js';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { generateMixedSignalArray } from '../../generators/mixed-signal/index.js';
import { renderMixedSignalMacro } from '../../generators/mixed-signal/macro.js';
import { mixedSignalTestbench } from '../../generators/mixed-signal/testbench-shape.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import { GoldenMixedSignalArray } from '../../sim-models/mixed-signal-array/index.js';
import { arrayJob } from '../common/array-job.js';
import { arrayTestbench } from '../common/array-testbench.js';
import { burstMonitor, portWidth } from '../common/burst-monitor.js';
import { matrixPhases } from '../common/matrix-phases.js';
import type { ArraySystem, Level, MatrixPhase, Unit } from '../system.js';
import { mixedSignalTwin } from '../twins/mixed-signal-twin.js';
import { decodeMixedSignal } from './decode.js';

/** An analog sum down each column of unit elements, in one of four styles, and digital accumulation behind it. */
export const mixedSignalArray: ArraySystem<MixedSignalArrayConfig> = {
  name: 'mixed-signal-array',
  ...matrixPhases,
  elaborate(config, options) {
    const { top, timing, sources } = generateMixedSignalArray(config, options);
    return { top, cyclesPerVector: timing.cyclesPerRun, sources };
  },
  macros: (config, command) => renderMixedSignalMacro(config, { command }),
  twins: (config) => ({ [`${config.name}_xbar`]: mixedSignalTwin(config) }),
  golden(config, phase, level) {
    const run = goldenRun(config, phase, level);
    return { outputs: run.outputs, trace: run.trace() };
  },
  job: (config, unit, phase, level) =>
    arrayJob(
      printedPorts(unit.top),
      config,
      encodeMixedSignalCells(config, phase.weights),
      { inputs: encodeMixedSignalInputs(config, phase.inputs) },
      {
        cyclesPerVector: unit.cyclesPerVector,
        // The count of comparisons is read with each output: it stays as long as they do.
        captures: config.style === 'resistive-ramp' ? ['out_data_o', 'ramps_o'] : ['out_data_o'],
        monitors: monitorsOf(config, unit, level),
      },
    ),
  decode(config, unit, phase, level, result, withCycles) {
    const monitors = monitorsOf(config, unit, level);
    const outputBits = portWidth(unit.top, 'out_data_o');
    return decodeMixedSignal(config, { monitors, outputBits }, phase, result, withCycles);
  },
  testbench: (config, printed) =>
    arrayTestbench(config, mixedSignalTestbench(config), printed, (phase) => {
      const { slices } = encodeMixedSignalCells(config, phase.weights);
      const { outputs, ramps } = goldenRun(config, phase, 'outputs');
      const inputs = encodeMixedSignalInputs(config, phase.inputs);
      if (ramps === undefined) return { slices, inputs, outputs };
      return { slices, inputs, outputs, beside: perOutput(ramps, config.columns) };
    }),
};

const goldenRun = (config: MixedSignalArrayConfig, { weights, inputs }: MatrixPhase, level: Level) =>
  new GoldenMixedSignalArray(config, weights).run(inputs, { level });

/** Repeats what a vector has for each of its outputs. */
const perOutput = (values: Int32Array, columns: number): Int32Array =>
  Int32Array.from({ length: values.length * columns }, (_, k) => values[Math.floor(k / columns)]!);

function monitorsOf({ style, adcBits }: MixedSignalArrayConfig, { top }: Unit, level: Level) {
  if (level !== 'codes') return [];
  const elements = portWidth(top, 'trace_code_data_o') / adcBits;
  return [burstMonitor(top, 'code', { elements, signed: style === 'xnor-capacitor' })];
}
