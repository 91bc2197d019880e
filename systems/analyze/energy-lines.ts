import { type CrossbarActivity, crossbarEnergy, energyPerMac } from '../../sim-models/cost/crossbar/index.js';
import { type AdcModel, doublingAdc, printDerivation } from '../../sim-models/cost/index.js';
import type { EnergyLine } from '../analyze-api.js';

export interface ActivityEnergy {
  readonly energy: readonly EnergyLine[];
  /** fJ */
  readonly perMac: number;
  readonly derivation: string;
}

/** Energy of what crossbars did, for a multiply-accumulate. */
export function activityEnergy(activity: CrossbarActivity, adc: AdcModel = doublingAdc): ActivityEnergy {
  const parts = crossbarEnergy(activity, adc);
  const whole = energyPerMac(parts, activity.macs);
  return {
    energy: parts.map(({ group, energy }) => ({
      group,
      what: energy.what.replace(/^energy of (the )?/, ''),
      perMac: energy.value / activity.macs,
    })),
    perMac: whole.value,
    derivation: printDerivation(whole),
  };
}
