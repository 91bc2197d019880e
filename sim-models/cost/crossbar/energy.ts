import type { AdcModel } from '../adc-models.js';
import { derive, type Figure, given, wholeFromOne } from '../figure.js';
import type { CrossbarActivity } from './activity.js';
import {
  activationByte,
  addition,
  bufferByte,
  drivePulse,
  multiplication,
  routerByte,
  shiftAdd,
} from './components.js';
import { idleDevicePulse, levelPulse } from './devices.js';

/** Groups of a breakdown, in its order. */
export const energyGroups = ['ADC', 'DAC', 'crossbar', 'buffers', 'digital', 'network'] as const;
export type EnergyGroup = (typeof energyGroups)[number];

/** One part of what a layer takes. */
export interface CrossbarEnergy {
  readonly group: EnergyGroup;
  /** fJ, with its derivation */
  readonly energy: Figure;
}

const counted = { from: 0 } as const;

/** Energy of what crossbars did, part by part.
 *  Source: docs/raella-cost.md, "Energy of a layer".  @throws {CrossweaveError} CW-M040 on a count below 0 */
export function crossbarEnergy(activity: CrossbarActivity, adc: AdcModel): CrossbarEnergy[] {
  const count = (what: string, value: number): Figure => given(what, value, '', counted);
  const times = (group: EnergyGroup, what: string, counts: Figure, each: Figure): CrossbarEnergy => ({
    group,
    energy: derive(
      `energy of ${what}`,
      'fJ',
      'n * E',
      'count times energy of each',
      { n: counts, E: each },
      (v) => {
        return v.n * v.E;
      },
    ),
  });
  const bits = given('resolution of the ADC', activity.adcBits, 'bits', wholeFromOne);
  const largest = given('highest level of a device', activity.largestLevel, '', wholeFromOne);
  return [
    times('ADC', 'the ADCs', count('converts', activity.converts), adc.convert(bits)),
    times('DAC', 'the row drivers', count('pulses on word lines', activity.pulses), drivePulse()),
    {
      group: 'crossbar',
      energy: derive(
        'energy of the devices',
        'fJ',
        'D * E_0 + W * E_1',
        'sum over pulses and devices of V^2 G t',
        {
          D: count('pulses in devices', activity.devicePulses),
          E_0: idleDevicePulse(),
          W: count('pulses in devices, times their levels', activity.levelPulses),
          E_1: levelPulse(largest),
        },
        (v) => v.D * v.E_0 + v.W * v.E_1,
      ),
    },
    times('buffers', 'the input buffers', count('bytes in and out', activity.inputBytes), bufferByte()),
    times('buffers', 'the psum buffers', count('bytes in and out', 4 * activity.psumUpdates), bufferByte()),
    times(
      'buffers',
      'the activation buffer',
      count('bytes in and out', activity.activationBytes),
      activationByte(),
    ),
    times('digital', 'shift-and-add', count('converts', activity.converts), shiftAdd()),
    times('digital', 'the input sums', count('inputs added', activity.inputSumAdds), addition(22)),
    {
      group: 'digital',
      energy: derive(
        'energy of the centre terms',
        'fJ',
        'n * (M + A)',
        'a product and an addition each',
        { n: count('centre terms', activity.centreTerms), M: multiplication([8, 22]), A: addition(32) },
        (v) => v.n * (v.M + v.A),
      ),
    },
    {
      group: 'digital',
      energy: derive(
        'energy of the quantiser',
        'fJ',
        'n * (M + A)',
        'a product and an addition each',
        { n: count('outputs', activity.outputs), M: multiplication([11, 32]), A: addition(32) },
        (v) => v.n * (v.M + v.A),
      ),
    },
    times('network', 'the routers', count('bytes sent', activity.networkBytes), routerByte()),
  ];
}

/** All of it, for one multiply-accumulate.  @returns fJ  @throws {CrossweaveError} CW-M040 without MACs */
export function energyPerMac(parts: readonly CrossbarEnergy[], macs: number): Figure {
  const from: Record<string, Figure> = { macs: given('MACs', macs, '', wholeFromOne) };
  for (const [at, { energy }] of parts.entries()) from[`E${at + 1}`] = energy;
  const names = parts.map((_, at) => `E${at + 1}`);
  const equation = `(${names.join(' + ')}) / macs`;
  return derive('energy of a MAC', 'fJ', equation, 'sum of the parts', from, (v) => {
    return names.reduce((sum, name) => sum + v[name]!, 0) / v.macs!;
  });
}
