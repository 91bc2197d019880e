import { derive, type Figure, printed } from '../figure.js';
import { publishedMoves } from '../published.js';

const isaac = (row: string): string => `ISAAC (thesis, reference 72), Table 1, row "${row}"`;
const horowitz = 'Horowitz 2014 (thesis, reference 24), 45 nm, 0.9 V';

/** One pulse on a word line: a row of the DACs of ISAAC, which are drivers of one bit, at full use in its cycle. How it
 *  grows with the columns is printed nowhere, so a row of any width takes the same.  @returns fJ */
export function drivePulse(): Figure {
  return derive(
    'energy of a pulse of a row driver',
    'fJ',
    'P / n * T',
    'a pulse a cycle and row',
    {
      P: printed('power of the DACs', 4e6, 'fJ/us', `${isaac('DAC')}: 4 mW`),
      n: printed('DACs', 8 * 128, '', isaac('DAC')),
      T: printed('cycle of a crossbar', 0.1, 'us', 'thesis, section 5.1: 100 ns'),
    },
    ({ P, n, T }) => (P / n) * T,
  );
}

/** One shift-and-add after an ADC.  @returns fJ */
export function shiftAdd(): Figure {
  return derive(
    'energy of a shift-and-add',
    'fJ',
    'P / (n * f)',
    'power over the rate of the ADCs',
    {
      P: printed('power of the shift-and-adds', 0.2e12, 'fJ/s', `${isaac('S+A')}: 0.2 mW`),
      n: printed('ADCs', 8, '', isaac('ADC')),
      f: printed('rate of an ADC', 1.2e9, '1/s', isaac('ADC')),
    },
    ({ P, n, f }) => P / (n * f),
  );
}

/** A byte into a small memory or out of it, as a register file of 1 KB in 32 nm does it: the input buffer (2 kB) and the
 *  psum buffer (768 B) are taken as such.  @returns fJ */
export function bufferByte(): Figure {
  return derive(
    'energy of a byte of a buffer',
    'fJ',
    'copy / (2 * 2)',
    'a copy reads and writes two bytes',
    {
      copy: printed(
        'energy of copying 16 bits',
        publishedMoves.copy.pj * 1000,
        'fJ',
        publishedMoves.copy.source,
      ),
    },
    ({ copy }) => copy / (2 * 2),
  );
}

/** Bytes that reach the crossbars of an ISAAC tile in a second, and leave it: an input bit for each convert, as 128 rows
 *  take one bit while 128 columns convert, and an output of 16 bits for eight inputs of 16 bits, as its weights have
 *  eight slices.  @returns bytes/s */
function tileRate(): Figure {
  return derive(
    'bytes a second into the crossbars of a tile and out of them',
    '1/s',
    'm * n * f / 8 * (1 + 1 / 8)',
    'an input bit a convert, an output for eight inputs',
    {
      m: printed('IMAs of a tile', 12, '', isaac('IMA Total')),
      n: printed('ADCs of an IMA', 8, '', isaac('ADC')),
      f: printed('rate of an ADC', 1.2e9, '1/s', isaac('ADC')),
    },
    ({ m, n, f }) => ((m * n * f) / 8) * (1 + 1 / 8),
  );
}

/** A byte into or out of the eDRAM of a tile, the bus to the IMAs included: all that enters a tile or leaves its
 *  crossbars is written once and read once, and crosses the bus once.  @returns fJ */
export function activationByte(): Figure {
  return derive(
    'energy of a byte of the activation buffer',
    'fJ',
    '(P + B) / (2 * rate)',
    'power over rate; a byte is written and read, and crosses the bus once',
    {
      P: printed('power of the eDRAM', 20.7e12, 'fJ/s', `${isaac('eDRAM Buffer')}: 20.7 mW`),
      B: printed('power of the bus', 7e12, 'fJ/s', `${isaac('eDRAM-to-IMA bus')}: 7 mW`),
      rate: tileRate(),
    },
    ({ P, B, rate }) => (P + B) / (2 * rate),
  );
}

/** A byte through a router, which serves four tiles.  @returns fJ */
export function routerByte(): Figure {
  return derive(
    'energy of a byte through a router',
    'fJ',
    'P / 4 / rate',
    'power over rate; four tiles share a router',
    { P: printed('power of a router', 42e12, 'fJ/s', `${isaac('Router')}: 42 mW`), rate: tileRate() },
    ({ P, rate }) => P / 4 / rate,
  );
}

const add32 = printed('energy of an addition of 32 bits', 100, 'fJ', horowitz);
const multiply32 = printed('energy of a product of 32 bits', 3100, 'fJ', horowitz);

/** An addition, in proportion to its bits.  @returns fJ */
export function addition(bits: number): Figure {
  const b = printed('bits of the sum', bits, 'bits', 'docs/raella.md');
  return derive(
    'energy of an addition',
    'fJ',
    'E * b / 32',
    'in proportion to the bits',
    { E: add32, b },
    (v) => {
      return (v.E * v.b) / 32;
    },
  );
}

/** A product, in proportion to the product of its factors' bits.  @returns fJ */
export function multiplication(bits: readonly [number, number]): Figure {
  const [a, b] = bits.map((width) => printed('bits of a factor', width, 'bits', 'docs/raella.md'));
  return derive(
    'energy of a product',
    'fJ',
    'E * a * b / 32^2',
    'in proportion to the bits of both factors',
    { E: multiply32, a: a!, b: b! },
    (v) => (v.E * v.a * v.b) / 32 ** 2,
  );
}
