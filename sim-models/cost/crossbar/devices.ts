import { derive, type Figure, printed } from '../figure.js';

const place = 'thesis, section 6.1.1';

/** A resistive device behind its access transistor, and the pulse that reads it.
 *  Source: thesis, section 6.1.1: 0.2 V, 1 and 20 kOhm, pulses of 1 ns. */
const device = {
  V: printed('read voltage', 0.2, 'V', place),
  R_on: printed('resistance, on', 1, 'kOhm', place),
  R_off: printed('resistance, off', 20, 'kOhm', place),
  t: printed('width of a pulse', 1, 'ns', place),
} as const;

/** Energy that one pulse takes in a device at level 0: it is off, not open. 1 V2 ns/kOhm is 1000 fJ.  @returns fJ */
export function idleDevicePulse(): Figure {
  const { V, R_off, t } = device;
  return derive(
    'energy of a pulse in a device at level 0',
    'fJ',
    'V^2 / R_off * t * 1000',
    'V^2 G t',
    { V, R_off, t },
    (v) => (v.V ** 2 / v.R_off) * v.t * 1000,
  );
}

/** What a pulse takes more for each level, conductance growing in proportion from off to on.
 *  @param largest the highest level of a device  @returns fJ */
export function levelPulse(largest: Figure): Figure {
  return derive(
    'energy of a pulse for one level',
    'fJ',
    'V^2 * (1 / R_on - 1 / R_off) / L * t * 1000',
    'V^2 G t, levels in equal steps of conductance',
    { ...device, L: largest },
    (v) => ((v.V ** 2 * (1 / v.R_on - 1 / v.R_off)) / v.L) * v.t * 1000,
  );
}
