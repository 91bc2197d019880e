import { printed } from '../figure.js';

const arrays = 'mixed-signal paper, section III-B';
const digital = 'mixed-signal paper, section II-B';

/** What the paper prints, to compare with. Nothing is computed from it. */
export const publishedMixedSignal = {
  macEnergy: printed('energy of a MAC, B = 4, N = 1152', 3.8, 'fJ', `${arrays}, text on Fig. 8(a)`),
  efficiency: printed('efficiency, B = 4', 526, 'TOPS/W', 'mixed-signal paper, section IV, text on Fig. 11'),
  beyondEightBits: printed('energy of a MAC, B above 8, at least', 200, 'fJ', `${arrays}, text on Fig. 8(a)`),
  excessBits: printed(
    'effective bits above B, N = 1152, about',
    5,
    'bits',
    'mixed-signal paper, Appendix A, after eq. 6',
  ),
  resistor: printed('energy of a resistor alone', 250, 'fJ', 'mixed-signal paper, section III-C'),
  digital8BitFrom: printed('energy of a digital 8-bit MAC with its memory, from', 150, 'fJ', digital),
  digital8BitTo: printed('energy of a digital 8-bit MAC with its memory, to', 200, 'fJ', digital),
  digital16Bit: printed('energy of a 16-bit MAC alone, 28 nm', 75, 'fJ', digital),
  sramByte: printed('energy of a byte of a 1 kB SRAM, about', 1000, 'fJ', digital),
} as const;
