import { GoldenLayer } from '../../compiler/raella/golden-layer.js';
import { runIntegerLayer } from '../../compiler/raella/integer-layer.js';
import type { MappedCrossbar } from '../../compiler/raella/map-layer.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { addActivities, type CrossbarActivity } from '../../sim-models/cost/crossbar/index.js';
import { type RaellaStatistics, schedule } from '../../sim-models/raella/index.js';
import type { LayerAnalysis, StepSaturation } from '../analyze-api.js';
import type { PreparedWork } from './layer-work.js';
import { raellaActivity, rowLevels } from './raella-activity.js';

/** What the crossbars of a layer did. */
export interface RaellaLayerRun {
  readonly steps: readonly StepSaturation[];
  readonly activity: CrossbarActivity;
  readonly overflows: number;
  readonly error: NonNullable<LayerAnalysis['error']>;
}

/** Runs a layer on golden crossbars and counts what they do. */
export function runRaellaLayer(
  config: RaellaCrossbarConfig,
  work: PreparedWork,
  speculate: boolean,
): RaellaLayerRun {
  const { layer, inputs } = work;
  const found: RaellaStatistics[] = [];
  const activities: CrossbarActivity[] = [];
  const levels = new Map<MappedCrossbar, Float64Array>();
  let overflows = 0;
  const golden = new GoldenLayer(layer, work, config, speculate, {
    observe: (part, run, lines) => {
      const wordLines = lines.length / run.inputSums.length;
      const own = levels.get(part) ?? rowLevels(work, part, { crossbarRows: config.rows, wordLines });
      levels.set(part, own);
      found.push(run.statistics);
      activities.push(raellaActivity(config, work, part, run, lines, own, speculate));
      for (const count of run.overflows) overflows += count;
    },
  });
  const codes = golden.run(inputs);
  return {
    steps: stepsOf(config, found, speculate),
    activity: {
      ...addActivities(activities),
      outputs: codes.length,
      activationBytes: work.fetchedBytes + codes.length,
      networkBytes: codes.length,
    },
    overflows,
    error: errorOf(work, codes),
  };
}

/** Counts of all crossbars; those of both passes are together. */
function stepsOf(
  { speculation }: RaellaCrossbarConfig,
  found: readonly RaellaStatistics[],
  speculate: boolean,
): StepSaturation[] {
  const slices = found[0]?.slices ?? 0;
  return schedule(speculation, speculate).map(({ kind, high, low }, step) => {
    const of = (key: 'converts' | 'failures' | 'saturations' | 'wouldSaturate') =>
      Array.from({ length: slices }, (_, slice) =>
        found.reduce((sum, one) => sum + one[key][step * slices + slice]!, 0),
      );
    return {
      pass: 0,
      ...{ step, kind, high, low },
      columns: found.reduce((sum, { columns }) => sum + columns, 0),
      converts: of('converts'),
      atBounds: of(kind === 'speculation' ? 'failures' : 'saturations'),
      ...(kind !== 'speculation' && { wouldSaturate: of('wouldSaturate') }),
    };
  });
}

function errorOf({ layer, inputs }: PreparedWork, codes: Uint8Array): RaellaLayerRun['error'] {
  let difference = 0;
  let counted = 0;
  let equal = 0;
  for (const [at, expected] of runIntegerLayer(layer, inputs).entries()) {
    if (codes[at] === expected) equal++;
    if (expected === layer.zeroCode) continue;
    counted++;
    difference += Math.abs(codes[at]! - expected);
  }
  return { mean: counted > 0 ? difference / counted : 0, equal: codes.length > 0 ? equal / codes.length : 1 };
}
