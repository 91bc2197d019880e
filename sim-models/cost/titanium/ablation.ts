import type { AdcModel } from '../adc-models.js';
import { derive, type Figure, printed } from '../figure.js';
import { convertsPerMac, type SlicedArithmetic } from './converts-per-mac.js';

/** One of the setups that lead from ISAAC to RAELLA. */
interface AblationSetup {
  readonly name: string;
  readonly adcBits: Figure;
  readonly arithmetic: SlicedArithmetic;
}

/** What a setup costs its ADCs, with all rows used. */
export interface AblationStep {
  readonly name: string;
  readonly convertsPerMac: Figure;
  /** fJ */
  readonly energyPerConvert: Figure;
  /** fJ a MAC */
  readonly adcEnergy: Figure;
  /** ADC energy over that of the setup before it; none for the first. */
  readonly change?: Figure;
}

const section = 'thesis, section 7.1';

/** The four setups of the ablation, each with the strategies of those before it: ISAAC with 8 bits (128 rows, four
 *  slices a weight, eight input steps), Center+Offset (512 rows, an ADC of 7 bits), adaptive slicing (three slices, as
 *  most layers have), speculation (4b, 2b, 2b).
 *  @param failureRates share of columns that fail in each of the three speculative slices */
function setups(failureRates: readonly Figure[]): AblationSetup[] {
  const bits = (value: number): Figure => printed('resolution of the ADC', value, 'bits', section);
  const steps = { steps: 8 };
  return [
    { name: 'ISAAC-8b', adcBits: bits(8), arithmetic: { rows: 128, weightSlices: 4, inputs: steps } },
    { name: 'Center+Offset', adcBits: bits(7), arithmetic: { rows: 512, weightSlices: 4, inputs: steps } },
    { name: 'adaptive slicing', adcBits: bits(7), arithmetic: { rows: 512, weightSlices: 3, inputs: steps } },
    {
      name: 'speculation',
      adcBits: bits(7),
      arithmetic: { rows: 512, weightSlices: 3, inputs: { speculation: [4, 2, 2], failureRates } },
    },
  ];
}

/** ADC energy a MAC, setup by setup.
 *  Source: thesis, sections 7.1 and 7.2.  @throws {CrossweaveError} CW-M040 unless there are three rates */
export function ablation(adc: AdcModel, failureRates: readonly Figure[]): AblationStep[] {
  const steps: AblationStep[] = [];
  for (const { name, adcBits, arithmetic } of setups(failureRates)) {
    const converts = convertsPerMac(arithmetic);
    const convert = adc.convert(adcBits);
    const energy = derive(
      'ADC energy a MAC',
      'fJ',
      'convert * converts',
      'thesis, Table 2.3, for one MAC',
      { convert, converts },
      (v) => v.convert * v.converts,
    );
    const before = steps.at(-1)?.adcEnergy;
    const change =
      before &&
      derive(
        'ADC energy over the setup before',
        '',
        'E / E_before - 1',
        section,
        { E: energy, E_before: before },
        (v) => {
          return v.E / v.E_before - 1;
        },
      );
    steps.push({
      name,
      convertsPerMac: converts,
      energyPerConvert: convert,
      adcEnergy: energy,
      ...(change && { change }),
    });
  }
  return steps;
}
