export { type AdcModel, adcModels, doublingAdc, twoTermAdc } from './adc-models.js';
export { type Figure, given, printed } from './figure.js';
export { type MachineCost, machineCost, type PartCost } from './machine-cost.js';
export { printDerivation } from './print-derivation.js';
export { type PublishedRow, publishedMoves, publishedMvm, publishedTile } from './published.js';
export { type PublishedSum, publishedSums } from './published-sums.js';
export {
  type EnergyItem,
  type MachineActivity,
  mvmEnergyPj,
  type RunEnergy,
  runEnergy,
} from './run-energy.js';
