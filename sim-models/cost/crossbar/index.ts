export { addActivities, type CrossbarActivity, countPulses, pulsesOfSteps } from './activity.js';
export {
  type CrossbarEnergy,
  crossbarEnergy,
  type EnergyGroup,
  energyGroups,
  energyPerMac,
} from './energy.js';
