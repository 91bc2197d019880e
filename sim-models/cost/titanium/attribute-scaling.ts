import { derive, type Figure, given, positive } from '../figure.js';

/** What a designer changes. */
export type CrossbarAttribute =
  | 'bits per input slice'
  | 'bits per weight slice'
  | 'rows, non-zero mean'
  | 'rows, zero mean';

/** What changes with it, as factors: constants are left out, and the ADC is always as wide as the sums. */
export interface AttributeScaling {
  readonly columnSum: Figure;
  readonly energyPerConvert: Figure;
  readonly convertsPerMac: Figure;
  readonly adcEnergy: Figure;
}

const section = 'thesis, section 2.11';
const sums: Readonly<Record<CrossbarAttribute, readonly [equation: string, of: (x: number) => number]>> = {
  'bits per input slice': ['2^x', (x) => 2 ** x],
  'bits per weight slice': ['2^x', (x) => 2 ** x],
  'rows, non-zero mean': ['x', (x) => x],
  'rows, zero mean': ['sqrt(x)', (x) => Math.sqrt(x)],
};

/** How column sums and ADC energy scale with an attribute x: the sums by their law, a convert with 2^bits and the bits
 *  with log2 of the sums, the converts with 1/x, and ADC energy as the product (Titanium Law).
 *  Source: thesis, Table 2.5.  @throws {CrossweaveError} CW-M040 unless x is above 0 */
export function attributeScaling(attribute: CrossbarAttribute, x: number): AttributeScaling {
  const from = { x: given(attribute, x, '', positive) };
  const [equation, of] = sums[attribute];
  const sum = derive('scale of the column sums', '', equation, section, from, (v) => of(v.x));
  const convert = derive(
    'scale of energy/convert',
    '',
    '2^log2(sum)',
    section,
    { sum },
    (v) => 2 ** Math.log2(v.sum),
  );
  const converts = derive('scale of converts/MAC', '', '1 / x', section, from, (v) => 1 / v.x);
  const energy = derive(
    'scale of ADC energy',
    '',
    'convert * converts',
    'thesis, Table 2.3',
    { convert, converts },
    (v) => v.convert * v.converts,
  );
  return { columnSum: sum, energyPerConvert: convert, convertsPerMac: converts, adcEnergy: energy };
}
