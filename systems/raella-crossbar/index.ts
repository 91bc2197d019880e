import { crossbarImage, matrixLayer } from '../../compiler/raella/crossbar-image.js';
import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generateRaellaCrossbar } from '../../generators/raella/crossbar/index.js';
import { crossbarTestbench } from '../../generators/raella/crossbar/testbench-shape.js';
import { crossbarTrace, GoldenRaellaCrossbar } from '../../sim-models/raella/index.js';
import { arrayTestbench } from '../common/array-testbench.js';
import { matrixPhases } from '../common/matrix-phases.js';
import type { ArraySystem } from '../system.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';
import { crossbarJob } from './crossbar-job.js';
import { decodeCrossbar } from './decode.js';

/** One crossbar of RAELLA with a layer of signed weights: centred cells, speculation and recovery, psums, centre term. */
export const raellaCrossbar: ArraySystem<RaellaArrayConfig> = {
  name: 'raella-crossbar',
  ...matrixPhases,
  elaborate(config, options) {
    const { top, timing, sources } = generateRaellaCrossbar(config, config.layer, options);
    return { top, cyclesPerVector: timing.cyclesPerRun, sources };
  },
  macros: (config, command) => renderCrossbarMacro(config, { command }),
  twins: (config) => ({ [`${config.name}_xbar`]: crossbarTwin(config) }),
  golden(config, { weights, inputs, centres }, level) {
    const layer = matrixLayer(config, weights, centres);
    const run = new GoldenRaellaCrossbar(config, layer).run(inputs, {
      level: level === 'codes' ? 'codes' : 'outputs',
    });
    const { streams } = crossbarTrace(config, layer, run);
    return {
      outputs: run.outputs,
      trace: { streams: level === 'outputs' ? streams.filter(({ kind }) => kind !== 'sum') : streams },
    };
  },
  job: (config, { top }, { weights, inputs, centres }, level) =>
    crossbarJob(config, top, matrixLayer(config, weights, centres), inputs, level),
  decode: (config, { top }, { weights, inputs, centres }, level, result, withCycles) =>
    decodeCrossbar(
      config,
      top,
      matrixLayer(config, weights, centres),
      inputs.length / config.rows,
      level,
      result,
      withCycles,
    ),
  testbench: (config, printed) =>
    arrayTestbench(config, crossbarTestbench(config), printed, ({ weights, inputs }) => {
      const layer = matrixLayer(config, weights);
      const { cells, kinds, indices, data } = crossbarImage(config, layer);
      const run = new GoldenRaellaCrossbar(config, layer).run(inputs, { level: 'outputs' });
      return {
        slices: cells.slices,
        layerWords: Array.from(kinds, (kind, k) => [kind, indices[k]!, data[k]!]),
        outputs: run.outputs,
        beside: Uint8Array.from(run.overflows, Math.sign),
      };
    }),
};
