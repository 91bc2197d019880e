import { addActivities, type CrossbarActivity } from '../../sim-models/cost/crossbar/index.js';
import { doublingAdc } from '../../sim-models/cost/index.js';
import type { AnalyzeResult, LayerAnalysis } from '../analyze-api.js';
import { activityEnergy } from './energy-lines.js';
import { joinResolutions } from './sum-resolution.js';

/** A layer's analysis without what follows from its activity. */
export type LayerParts = Omit<LayerAnalysis, 'macs' | 'convertsPerMac' | 'energy'>;

export function layerAnalysis(parts: LayerParts, activity: CrossbarActivity): LayerAnalysis {
  return {
    ...parts,
    macs: activity.macs,
    convertsPerMac: activity.converts / activity.macs,
    energy: activityEnergy(activity).energy,
  };
}

/** All layers together. Utilisation is that of all their crossbars. */
export function totalAnalysis(
  layers: readonly LayerAnalysis[],
  activities: readonly CrossbarActivity[],
  adcBits: number,
): AnalyzeResult['total'] {
  const all = addActivities(activities);
  const crossbars = layers.reduce((sum, layer) => sum + layer.crossbars, 0);
  const mean = (key: 'rowUtilisation' | 'columnUtilisation') =>
    layers.reduce((sum, layer) => sum + layer[key] * layer.crossbars, 0) / crossbars;
  return {
    macs: all.macs,
    sums: joinResolutions(
      layers.map(({ sums }) => sums),
      adcBits,
    ),
    convertsPerMac: all.converts / all.macs,
    ...activityEnergy(all, doublingAdc),
    rowUtilisation: mean('rowUtilisation'),
    columnUtilisation: mean('columnUtilisation'),
  };
}
