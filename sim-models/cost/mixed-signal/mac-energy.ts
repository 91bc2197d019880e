import { twoTermAdc } from '../adc-models.js';
import { derive, type Figure, given, printed, wholeFromOne } from '../figure.js';

const paper = 'mixed-signal paper';

/** Bits of weights and activations alike, and rows that share a convert. */
export interface MultibitArray {
  /** B, 1..16 */
  readonly bits: number;
  /** N */
  readonly rows: number;
}

/** B and N as figures; B and N as checked by every function of this file.
 *  @throws {CrossweaveError} CW-M040 */
function size({ bits, rows }: MultibitArray): { B: Figure; N: Figure } {
  return { B: bitsOf(bits), N: given('rows', rows, '', wholeFromOne) };
}

function bitsOf(bits: number): Figure {
  return given('operand width', bits, 'bits', { from: 1, to: 16, whole: true });
}

const excess = {
  k: printed(
    'ratio of the tolerated noise to activation quantisation',
    2,
    '',
    `${paper}, Appendix A, after eq. 6`,
  ),
  FS: printed('full-scale range over VDD', 0.5, '', `${paper}, Appendix A, after eq. 6`),
} as const;

/** Effective bits that the ADC of an array needs: ENOB = B + log2(k FS sqrt(N)).
 *  Source: mixed-signal paper, eq. 6; k = 2, FS = 0.5.  @returns bits  @throws {CrossweaveError} CW-M040 */
export function enob(array: MultibitArray): Figure {
  return derive(
    'effective bits of the ADC',
    'bits',
    'B + log2(k * FS * sqrt(N))',
    `${paper}, eq. 6`,
    { ...size(array), ...excess },
    ({ B, N, k, FS }) => B + Math.log2(k * FS * Math.sqrt(N)),
  );
}

/** Signal to noise and distortion of an ADC as a ratio of powers: 1.5 * 4^ENOB.
 *  Departure: eq. 3 of the paper, as we have it, has 2^ENOB; only the ratio of powers agrees with its eq. 5 and 6.
 *  @returns ratio of powers */
export function sndr(effectiveBits: Figure): Figure {
  return derive(
    'SNDR of the ADC',
    '',
    '3 / 2 * 4^ENOB',
    `${paper}, eq. 3 as a ratio of powers`,
    { ENOB: effectiveBits },
    ({ ENOB }) => (3 / 2) * 4 ** ENOB,
  );
}

/** Signal-to-noise ratio that the array asks of its ADC: (1/2) (FS/2)^2 k^2 12 N 2^(2B).
 *  Source: mixed-signal paper, eq. 5.  @returns ratio of powers  @throws {CrossweaveError} CW-M040 */
export function requiredSnr(array: MultibitArray): Figure {
  return derive(
    'SNR asked of the ADC',
    '',
    '1 / 2 * (FS / 2)^2 * k^2 * 12 * N * 2^(2 * B)',
    `${paper}, eq. 5`,
    { ...size(array), ...excess },
    ({ B, N, k, FS }) => 0.5 * (FS / 2) ** 2 * k ** 2 * 12 * N * 2 ** (2 * B),
  );
}

const activity = printed('input activity', 0.1, '', `${paper}, Appendix B`);

/** Gates of a unit element: E_logic = B^2 alpha E_gate (1 + beta).
 *  Source: mixed-signal paper, eq. 7; alpha = 0.1, E_gate = 0.3 fJ (28 nm), beta = 3.  @returns fJ a MAC
 *  @throws {CrossweaveError} CW-M040 */
export function logicEnergy(bits: number): Figure {
  return derive(
    'energy of the logic',
    'fJ',
    'B^2 * alpha * E_gate * (1 + beta)',
    `${paper}, eq. 7`,
    {
      B: bitsOf(bits),
      alpha: activity,
      E_gate: printed('energy of a two-input gate', 0.3, 'fJ', `${paper}, Appendix B, 28 nm`),
      beta: printed('wires and overhead', 3, '', `${paper}, Appendix B`),
    },
    ({ B, alpha, E_gate, beta }) => B ** 2 * alpha * E_gate * (1 + beta),
  );
}

/** Capacitors of a unit element: E_CAP = B^2 alpha C_u VDD^2.
 *  Source: mixed-signal paper, eq. 8; C_u = 0.5 fF, VDD = 1 V. As there, E_noise is left out.  @returns fJ a MAC
 *  @throws {CrossweaveError} CW-M040 */
export function capacitorEnergy(bits: number): Figure {
  return derive(
    'energy of the capacitors',
    'fJ',
    'B^2 * alpha * C_u * VDD^2',
    `${paper}, eq. 8 without E_noise`,
    {
      B: bitsOf(bits),
      alpha: activity,
      C_u: printed('unit capacitance', 0.5, 'fF', `${paper}, Appendix C`),
      VDD: printed('supply', 1, 'V', `${paper}, Appendix C`),
    },
    ({ B, alpha, C_u, VDD }) => B ** 2 * alpha * C_u * VDD ** 2,
  );
}

/** Energy of one convert of an array's ADC. @returns fJ  @throws {CrossweaveError} CW-M040 */
export function convertEnergy(array: MultibitArray): Figure {
  return twoTermAdc.convert(enob(array));
}

/** Energy of a multiply-accumulate: E_MAC = E_ADC / N + E_CAP + E_logic, every row in use.
 *  Source: mixed-signal paper, eq. 1.  @returns fJ  @throws {CrossweaveError} CW-M040 */
export function macEnergy(array: MultibitArray): Figure {
  return derive(
    'energy of a MAC',
    'fJ',
    'E_ADC / N + E_CAP + E_logic',
    `${paper}, eq. 1`,
    {
      E_ADC: convertEnergy(array),
      N: size(array).N,
      E_CAP: capacitorEnergy(array.bits),
      E_logic: logicEnergy(array.bits),
    },
    ({ E_ADC, N, E_CAP, E_logic }) => E_ADC / N + E_CAP + E_logic,
  );
}

/** Efficiency at two operations a MAC. @param energy of a MAC, fJ  @returns TOPS/W */
export function efficiency(energy: Figure): Figure {
  return derive(
    'efficiency',
    'TOPS/W',
    '2 / E_MAC * 1000',
    'two operations a MAC; 1 operation/fJ is 1000 TOPS/W',
    { E_MAC: energy },
    ({ E_MAC }) => (2 / E_MAC) * 1000,
  );
}
