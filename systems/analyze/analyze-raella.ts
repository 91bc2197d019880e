import { CrossbarNetwork } from '../../compiler/raella/crossbar-network.js';
import { mapLayer } from '../../compiler/raella/map-layer.js';
import { type PreparedNetwork, prepareNetwork } from '../../compiler/raella/prepare-network.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { addActivities, type CrossbarActivity } from '../../sim-models/cost/crossbar/index.js';
import { publishedEfficiency } from '../../sim-models/cost/titanium/index.js';
import type { AnalyzeResult, ArchitectureEnergy, LayerAnalysis } from '../analyze-api.js';
import { codesOf, type LoadedNetwork } from '../networks/loaded-network.js';
import { activityEnergy } from './energy-lines.js';
import { countedInputs, type Findings } from './findings.js';
import { isaacActivity } from './isaac-layer.js';
import { layerAnalysis, totalAnalysis } from './layer-analysis.js';
import type { PreparedWork } from './layer-work.js';
import { networkAccuracy } from './network-accuracy.js';
import { networkWorks } from './network-works.js';
import { runRaellaLayer } from './raella-layer.js';
import { setupConverts } from './setups.js';
import { sumResolutions } from './sum-resolution.js';

/** Analyses the layers of a network on crossbars of RAELLA: slicing and centres chosen as the compiler does, each layer
 *  on exact inputs. Counts are of the first inputs.
 *  @param vectors inputs of the network */
export function analyzeRaella(
  config: RaellaCrossbarConfig,
  network: LoadedNetwork,
  vectors: number,
): Findings {
  const { integer, calibration } = network;
  const prepared = prepareNetwork(integer, config, codesOf(integer, calibration), {
    strategy: 'center-offset',
  });
  const codes = codesOf(integer, network.test(), 0, Math.min(vectors, countedInputs));
  const works = preparedWorks(prepared, codes);
  const activities: CrossbarActivity[] = [];
  const layers = works.map((work) => {
    const { analysis, activity } = analyzeLayer(config, work);
    activities.push(activity);
    return analysis;
  });
  const plain = works.map((work) => runRaellaLayer(config, work, false).activity);
  const isaac = works.map(isaacActivity);
  const overflows = layers.reduce((sum, layer) => sum + (layer.overflows ?? 0), 0);
  const crossbars = new CrossbarNetwork(prepared, config, true);
  const accuracy = networkAccuracy(network, vectors, (inputs) => crossbars.run(inputs).at(-1)!);
  return {
    layers,
    ...(accuracy && { accuracy }),
    total: totalAnalysis(layers, activities, config.adcBits),
    speculation: speculationOf(layers),
    setups: setupConverts(config, layers, addActivities(isaac).converts),
    architectures: architecturesOf(isaac, plain, activities),
    warnings:
      overflows > 0
        ? [`${overflows} additions leave the 16 bits of a psum; no slicing helps against them`]
        : [],
  };
}

function preparedWorks(prepared: PreparedNetwork, codes: Uint8Array): PreparedWork[] {
  return networkWorks(prepared, codes).map((work) => ({ ...work, ...prepared.settings.get(work.name)! }));
}

function analyzeLayer(config: RaellaCrossbarConfig, work: PreparedWork) {
  const { steps, activity, overflows, error } = runRaellaLayer(config, work, true);
  const { rows, outputs } = work.layer;
  const mapping = mapLayer({ rows, columns: outputs }, config, work.slicing.length);
  const analysis = layerAnalysis(
    {
      name: work.name,
      ...{ rows, outputs, vectors: work.inputs.length / rows, slicing: work.slicing },
      crossbars: mapping.crossbars.length,
      rowUtilisation: mapping.rowUtilisation,
      columnUtilisation: mapping.columnUtilisation,
      sums: sumResolutions(config, work),
      ...{ steps, overflows, error },
    },
    activity,
  );
  return { analysis, activity };
}

/** Shares over all columns of all layers. */
function speculationOf(layers: readonly LayerAnalysis[]): NonNullable<AnalyzeResult['speculation']> {
  const steps = layers.flatMap((layer) =>
    layer.steps.map((step) => ({ ...step, slices: layer.slicing.length })),
  );
  const share = (chosen: typeof steps, key: 'atBounds' | 'wouldSaturate') => {
    const all = chosen.reduce((sum, { columns, slices }) => sum + columns * slices, 0);
    const some = chosen.reduce((sum, step) => sum + total(step[key] ?? []), 0);
    return all > 0 ? some / all : 0;
  };
  const speculative = steps.filter(({ kind }) => kind === 'speculation');
  const single = steps.filter(({ kind }) => kind !== 'speculation');
  return {
    success: 1 - share(speculative, 'atBounds'),
    recoverySaturation: share(single, 'wouldSaturate'),
  };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The same layers on ISAAC-8b and on RAELLA without and with speculation. */
function architecturesOf(
  isaac: readonly CrossbarActivity[],
  plain: readonly CrossbarActivity[],
  speculating: readonly CrossbarActivity[],
): ArchitectureEnergy[] {
  const found = (
    [
      ['ISAAC-8b', isaac, 1],
      ['RAELLA without speculation', plain, publishedEfficiency.withoutSpeculation.value],
      ['RAELLA', speculating, publishedEfficiency.speculation.value],
    ] as const
  ).map(([name, activities, published]) => {
    const all = addActivities(activities);
    const { energy, perMac } = activityEnergy(all);
    return { name, convertsPerMac: all.converts / all.macs, energy, perMac, published };
  });
  return found.map((one) => ({ ...one, overIsaac: found[0]!.perMac / one.perMac }));
}
