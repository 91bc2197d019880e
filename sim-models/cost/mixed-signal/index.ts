export { type EnergyPoint, energyByBits, energyByRows } from './energy-curves.js';
export {
  capacitorEnergy,
  convertEnergy,
  efficiency,
  enob,
  logicEnergy,
  type MultibitArray,
  macEnergy,
  requiredSnr,
  sndr,
} from './mac-energy.js';
export { type ArraySize, type Kernel, type KernelMapping, mapKernel } from './map-kernel.js';
export { mappedMacEnergy } from './mapped-energy.js';
export { publishedMixedSignal } from './published.js';
export { resistorEnergy } from './resistor-energy.js';
