import { isaacConfig, isaacNetwork } from '../../compiler/raella/isaac-network.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { CrossbarActivity } from '../../sim-models/cost/crossbar/index.js';
import { GoldenMvmu } from '../../sim-models/puma/mvmu/index.js';
import type { LayerAnalysis, StepSaturation } from '../analyze-api.js';
import { codesOf, type LoadedNetwork } from '../networks/loaded-network.js';
import type { Workload } from '../workloads/workload.js';
import { countedInputs, type Findings } from './findings.js';
import { layerActivity } from './isaac-layer.js';
import { layerAnalysis, totalAnalysis } from './layer-analysis.js';
import { mvmuActivity, mvmuShape } from './mvmu-activity.js';
import { layerPhases, type UsedPhase } from './mvmu-layer.js';
import { mvmuSums } from './mvmu-sums.js';
import { networkAccuracy } from './network-accuracy.js';
import { networkWorks } from './network-works.js';
import { resolutionOf } from './sum-resolution.js';

/** Analyses the phases of a workload on one unit, each phase a layer that fills it; what comes in a phase depends on what
 *  the golden model gave before. */
export function analyzeWorkload(config: PumaMvmuConfig, workload: Workload): Findings {
  const { rows, columns } = config;
  const used = { rows, columns };
  const outputs: Float64Array[] = [];
  const activities: CrossbarActivity[] = [];
  const layers: LayerAnalysis[] = [];
  for (let k = 0; k < workload.phases; k++) {
    const phase = workload.phase(k, outputs)!;
    outputs.push(new GoldenMvmu(config, phase.weights).run(phase.inputs, { level: 'outputs' }).outputs);
    activities.push(mvmuActivity(config, phase, used));
    const name = workload.phases === 1 ? workload.name : `phase ${k}`;
    const vectors = phase.inputs.length / rows;
    layers.push(
      analysisOf(config, { name, rows, outputs: columns, vectors }, [{ ...phase, used }], activities[k]!),
    );
  }
  const { classification } = workload;
  return {
    layers,
    total: totalAnalysis(layers, activities, config.adcBits),
    warnings: [],
    ...(classification && {
      accuracy: {
        float: classification.float.accuracy,
        crossbars: classification.score(outputs).accuracy,
      },
    }),
  };
}

/** Analyses the layers of an 8-bit network on units of 8-bit offset weights and unsigned 8-bit inputs, on exact inputs.
 *  @param vectors inputs of the network */
export function analyzeNetworkOnMvmu(
  config: PumaMvmuConfig,
  network: LoadedNetwork,
  vectors: number,
): Findings {
  const { integer } = network;
  const codes = codesOf(integer, network.test(), 0, Math.min(vectors, countedInputs));
  const works = networkWorks(integer, codes);
  const activities = works.map((work) => layerActivity(config, work));
  const layers = works.map((work, k) => {
    const { rows, outputs } = work.layer;
    const shape = { name: work.name, rows, outputs, vectors: work.inputs.length / rows };
    return analysisOf(config, shape, layerPhases(config, work), activities[k]!);
  });
  // The narrowing of a unit is for networks of PUMA; here its exact outputs are added up and quantised.
  const run = isaacNetwork(integer.layers, config.nonideal, { ...config, output: isaacConfig.output });
  const accuracy = networkAccuracy(network, vectors, (inputs) => run(inputs).at(-1)!);
  return {
    layers,
    ...(accuracy && { accuracy }),
    total: totalAnalysis(layers, activities, config.adcBits),
    warnings: [],
  };
}

function analysisOf(
  config: PumaMvmuConfig,
  shape: Pick<LayerAnalysis, 'name' | 'rows' | 'outputs' | 'vectors'>,
  phases: readonly UsedPhase[],
  activity: CrossbarActivity,
): LayerAnalysis {
  const found = phases.map((phase) => mvmuSums(config, phase, phase.used));
  const counts = found[0]!.counts.map((_, bits) => found.reduce((sum, one) => sum + one.counts[bits]!, 0));
  const mean = (of: (used: UsedPhase['used']) => number) =>
    phases.reduce((sum, { used }) => sum + of(used), 0) / phases.length;
  return layerAnalysis(
    {
      ...shape,
      slicing: sliceWidths(config),
      crossbars: phases.length,
      rowUtilisation: mean(({ rows }) => rows / config.rows),
      columnUtilisation: mean(({ columns }) => columns / config.columns),
      sums: [{ strategy: config.encoding, ...resolutionOf(counts, config.adcBits) }],
      steps: addSteps(found.map(({ steps }) => steps)),
    },
    activity,
  );
}

/** High bits first. */
function sliceWidths(config: PumaMvmuConfig): number[] {
  const { weightBits, cellBits, encoding } = config;
  const { slices } = mvmuShape(config);
  const top = (encoding === 'differential' ? weightBits - 1 : weightBits) - (slices - 1) * cellBits;
  return [top, ...new Array<number>(slices - 1).fill(cellBits)];
}

function addSteps(all: readonly (readonly StepSaturation[])[]): StepSaturation[] {
  return all[0]!.map((step, k) => {
    const of = (key: 'converts' | 'atBounds') =>
      step[key].map((_, slice) => all.reduce((sum, steps) => sum + steps[k]![key][slice]!, 0));
    const columns = all.reduce((sum, steps) => sum + steps[k]!.columns, 0);
    return { ...step, columns, converts: of('converts'), atBounds: of('atBounds') };
  });
}
