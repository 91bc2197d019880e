import { derive, type Figure, given, positive, share } from '../figure.js';

/** The four factors of ADC energy. */
export interface TitaniumFactors {
  /** fJ */
  readonly energyPerConvert: Figure;
  /** With all rows used. */
  readonly convertsPerMac: Figure;
  /** MACs of the network, or of a layer. */
  readonly macs: Figure;
  /** Used rows over rows, above 0 and at most 1. */
  readonly utilisation: Figure;
}

const table = 'thesis, Table 2.3';

/** ADC energy of a network: energy/convert x converts/MAC x MACs/DNN x 1/utilisation. The factors are `from` of what it
 *  returns.
 *  Source: thesis, section 2.8 and Table 2.3.  @returns fJ  @throws {CrossweaveError} CW-M040 */
export function titaniumLaw({
  energyPerConvert,
  convertsPerMac,
  macs,
  utilisation,
}: TitaniumFactors): Figure {
  for (const factor of [energyPerConvert, convertsPerMac, macs]) {
    given(factor.what, factor.value, factor.unit, positive);
  }
  given(utilisation.what, utilisation.value, utilisation.unit, share);
  return derive(
    'ADC energy',
    'fJ',
    'convert * converts * macs * 1 / utilisation',
    table,
    { convert: energyPerConvert, converts: convertsPerMac, macs, utilisation },
    (v) => (v.convert * v.converts * v.macs) / v.utilisation,
  );
}

/** One layer's share in a network. */
export interface LayerUse {
  readonly macs: Figure;
  readonly utilisation: Figure;
}

/** MACs of a network. @throws {CrossweaveError} CW-M040 without layers */
export function networkMacs(layers: readonly LayerUse[]): Figure {
  const { from, numbers } = symbols(layers);
  const equation = numbers.map((n) => `m${n}`).join(' + ');
  return derive('MACs of the network', '', equation, 'sum of its layers', from, (v) =>
    numbers.reduce((sum, n) => sum + v[`m${n}`]!, 0),
  );
}

/** Utilisation of a network, such that the law for the whole is the sum of the law for its layers: MACs over the MACs
 *  that its converts could have carried. @throws {CrossweaveError} CW-M040 without layers */
export function networkUtilisation(layers: readonly LayerUse[]): Figure {
  const { from, numbers } = symbols(layers);
  const macs = numbers.map((n) => `m${n}`).join(' + ');
  const room = numbers.map((n) => `m${n} / u${n}`).join(' + ');
  return derive('row utilisation of the network', '', `(${macs}) / (${room})`, table, from, (v) => {
    const sum = (of: (n: number) => number): number => numbers.reduce((all, n) => all + of(n), 0);
    return sum((n) => v[`m${n}`]!) / sum((n) => v[`m${n}`]! / v[`u${n}`]!);
  });
}

function symbols(layers: readonly LayerUse[]): { from: Record<string, Figure>; numbers: number[] } {
  given('layers', layers.length, '', { from: 1, whole: true });
  const from: Record<string, Figure> = {};
  for (const [at, { macs, utilisation }] of layers.entries()) {
    from[`m${at + 1}`] = macs;
    from[`u${at + 1}`] = utilisation;
  }
  return { from, numbers: layers.map((_, at) => at + 1) };
}
