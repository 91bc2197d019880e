import { derive, type Figure, printed } from './figure.js';

/** Energy of one convert as a function of resolution. */
export interface AdcModel {
  readonly name: string;
  /** @param bits resolution; effective bits for the two-term fit  @returns fJ */
  readonly convert: (bits: Figure) => Figure;
}

const appendixA = 'mixed-signal paper, Appendix A, eq. 2';

/** E_ADC = k1 ENOB + k2 4^ENOB: a technology-bound term and a noise-bound one, fitted to measured converters. An ADC of
 *  b bits is taken to have b effective bits, so its energy is a lower bound.
 *  Source: mixed-signal paper, Appendix A, eq. 2; k1 = 100 fJ, k2 = 1 aJ. */
export const twoTermAdc: AdcModel = {
  name: 'two-term fit',
  convert: (bits) =>
    derive(
      'energy of a convert',
      'fJ',
      'k1 * ENOB + k2 * 4^ENOB',
      appendixA,
      {
        k1: printed('energy of an effective bit', 100, 'fJ', appendixA),
        k2: printed('energy of noise-bound conversion', 0.001, 'fJ', `${appendixA}: 1 aJ`),
        ENOB: bits,
      },
      ({ k1, k2, ENOB }) => k1 * ENOB + k2 * 4 ** ENOB,
    ),
};

const kull = 'thesis, reference 34, its title: 3.1 mW, 8 bits, 1.2 GS/s, 32 nm';

/** E = E_ref * 2^(b - 8): a bit doubles the energy (thesis, section 2.11, after Walden), from the power and rate of the
 *  converter that the thesis uses (section 6.1.1). The thesis scales it to 7 bits by a law it does not print. */
export const doublingAdc: AdcModel = {
  name: 'doubling a bit',
  convert: (bits) => {
    const reference = derive(
      'energy of a convert of the reference ADC',
      'fJ',
      'P / f',
      'power over rate',
      { P: printed('power', 3.1e12, 'fJ/s', kull), f: printed('rate', 1.2e9, '1/s', kull) },
      ({ P, f }) => P / f,
    );
    return derive(
      'energy of a convert',
      'fJ',
      'E_ref * 2^(b - b_ref)',
      'thesis, section 2.11: doubles a bit',
      { E_ref: reference, b: bits, b_ref: printed('bits of the reference ADC', 8, 'bits', kull) },
      ({ E_ref, b, b_ref }) => E_ref * 2 ** (b - b_ref),
    );
  },
};

export const adcModels: readonly AdcModel[] = [doublingAdc, twoTermAdc];
