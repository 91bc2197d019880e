export { type AblationStep, ablation } from './ablation.js';
export { type AttributeScaling, attributeScaling, type CrossbarAttribute } from './attribute-scaling.js';
export {
  columnSumBits,
  convertsPerColumn,
  convertsPerMac,
  failureRate,
  type SlicedArithmetic,
} from './converts-per-mac.js';
export {
  type PublishedArchitecture,
  publishedAdcSavings,
  publishedArchitectures,
  publishedConvertsPerMac,
  publishedEfficiency,
  publishedFits,
  publishedSpeculation,
} from './published.js';
export {
  type LayerUse,
  networkMacs,
  networkUtilisation,
  type TitaniumFactors,
  titaniumLaw,
} from './titanium-law.js';
