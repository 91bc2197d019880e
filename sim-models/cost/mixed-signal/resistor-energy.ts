import { derive, type Figure, printed } from '../figure.js';

const source = 'mixed-signal paper, section III-C';

/** What a resistive cell alone takes for a MAC: V^2 t / R, at the paper's 0.5 V, 10 ns and 10 kOhm. @returns fJ */
export function resistorEnergy(): Figure {
  return derive(
    'energy of a resistor alone',
    'fJ',
    'V^2 * t / R * 1000',
    '1 V^2 ns/kOhm is 1000 fJ',
    {
      V: printed('voltage', 0.5, 'V', source),
      t: printed('time', 10, 'ns', source),
      R: printed('resistance', 10, 'kOhm', source),
    },
    ({ V, t, R }) => ((V ** 2 * t) / R) * 1000,
  );
}
