import type { Figure } from '../figure.js';
import { capacitorEnergy, convertEnergy, logicEnergy, macEnergy } from './mac-energy.js';

/** One point of Fig. 8: what a MAC takes, in its parts. */
export interface EnergyPoint {
  readonly bits: number;
  readonly rows: number;
  /** E_ADC / N, fJ */
  readonly adcFj: number;
  readonly capacitorFj: number;
  readonly logicFj: number;
  /** E_MAC, fJ, with its derivation */
  readonly mac: Figure;
}

function point(bits: number, rows: number): EnergyPoint {
  return {
    bits,
    rows,
    adcFj: convertEnergy({ bits, rows }).value / rows,
    capacitorFj: capacitorEnergy(bits).value,
    logicFj: logicEnergy(bits).value,
    mac: macEnergy({ bits, rows }),
  };
}

/** Fig. 8(a): energy against operand width. N = 1152 = 3 x 3 x 128 there. @throws {CrossweaveError} CW-M040 */
export function energyByBits(bits: readonly number[], rows = 1152): EnergyPoint[] {
  return bits.map((one) => point(one, rows));
}

/** Fig. 8(b): energy against the rows that share a convert. B = 4 there. @throws {CrossweaveError} CW-M040 */
export function energyByRows(rows: readonly number[], bits = 4): EnergyPoint[] {
  return rows.map((one) => point(bits, one));
}
