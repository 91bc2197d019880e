import type { DesignFile } from '../../../../base/design-file.js';
import type { RaellaCrossbarConfig } from '../../../../config/raella-crossbar.js';
import {
  crossbarTrace,
  GoldenRaellaCrossbar,
  type RaellaLayer,
  type RaellaRun,
} from '../../../../sim-models/raella/index.js';
import { buildDesign, simDesign } from '../../../../systems/design.js';
import { crossbarJob } from '../../../../systems/raella-crossbar/crossbar-job.js';
import { decodeCrossbar } from '../../../../systems/raella-crossbar/decode.js';
import { raellaCrossbar } from '../../../../systems/raella-crossbar/index.js';
import { diffTraces } from '../../../../verilator-harness/diff-traces.js';
import type { TraceDiff } from '../../../../verilator-harness/divergence.js';
import type { Engine, SimResult } from '../../../../verilator-harness/engine.js';

/** What a layer made of golden model and hardware. */
export interface LayerComparison {
  readonly diff: TraceDiff;
  readonly result: SimResult;
  /** The golden one. */
  readonly run: RaellaRun;
}

/** The hardware of a crossbar, for any layers: also those that the system does not make, with centres, zero codes, unused
 *  rows and fewer filters than fit.
 *  @param rtl in place of the printed modules */
export function layerBench(config: RaellaCrossbarConfig, rtl?: readonly DesignFile[]) {
  const settings = { slicing: [4, 4], speculate: true, signedInputs: false };
  const design = buildDesign(raellaCrossbar, { ...config, layer: settings });
  const sim = simDesign(raellaCrossbar, { ...config, layer: settings }, design, rtl);
  const { top } = design.unit;
  return {
    design,
    async compare(engine: Engine, layer: RaellaLayer, inputs: Int32Array): Promise<LayerComparison> {
      const { programmingCycles: _, ...pins } = crossbarJob(config, top, layer, inputs, 'codes');
      const result = await engine.run({ design: sim, ...pins });
      const run = new GoldenRaellaCrossbar(config, layer).run(inputs, { level: 'codes' });
      const vectors = inputs.length / config.rows;
      const rtl = decodeCrossbar(config, top, layer, vectors, 'codes', result, false);
      const diff = diffTraces(crossbarTrace(config, layer, run), rtl.trace);
      return { diff, result, run };
    },
  };
}
