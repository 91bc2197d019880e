export { type MachineCost, machineCost, type PartCost } from './machine-cost.js';
export { type PublishedRow, publishedMoves, publishedMvm, publishedTile } from './published.js';
export { type PublishedSum, publishedSums } from './published-sums.js';
export {
  type EnergyItem,
  type MachineActivity,
  mvmEnergyPj,
  type RunEnergy,
  runEnergy,
} from './run-energy.js';
