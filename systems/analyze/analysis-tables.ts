import type { AnalyzeResult, EnergyLine, LayerAnalysis } from '../analyze-api.js';

/** A table of an analysis, for page and terminal alike. */
export interface AnalysisTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What an analysis found, as tables. */
export function analysisTables(result: AnalyzeResult): AnalysisTable[] {
  const { layers, total, setups, architectures } = result;
  return [
    layerTable(layers),
    {
      title: `Column sums, ${result.adcBits}-bit ADCs`,
      heads: ['strategy', 'bits', 'fit the ADC', 'thesis'],
      rows: total.sums.map(({ strategy, bits, fits, published }) => [
        strategy,
        String(bits),
        percent(fits),
        published === undefined ? '-' : percent(published),
      ]),
    },
    ...layers.map(saturationTable),
    ...(setups === undefined
      ? []
      : [
          {
            title: 'Converts a MAC',
            heads: ['setup', 'all rows used', 'thesis', 'as mapped here', 'ADC fJ a MAC', 'change'],
            rows: setups.map(({ name, fullRows, published, here, adcPerMac, change }) => [
              name,
              digits(fullRows),
              digits(published),
              digits(here),
              digits(adcPerMac),
              change === undefined ? '-' : percent(change),
            ]),
          },
        ]),
    energyTable(total.energy, total.perMac),
    ...(architectures === undefined
      ? []
      : [
          {
            title: 'The same layers on other architectures',
            heads: ['architecture', 'converts a MAC', 'fJ a MAC', 'efficiency over ISAAC', 'thesis'],
            rows: architectures.map(({ name, convertsPerMac, perMac, overIsaac, published }) => [
              name,
              digits(convertsPerMac),
              digits(perMac),
              digits(overIsaac),
              digits(published),
            ]),
          },
        ]),
  ];
}

function layerTable(layers: readonly LayerAnalysis[]): AnalysisTable {
  const exact = layers.some(({ error }) => error !== undefined);
  return {
    title: 'Layers',
    heads: [
      ...['layer', 'size', 'vectors', 'slicing', 'crossbars', 'rows used', 'columns used'],
      ...['converts a MAC', 'fJ a MAC', ...(exact ? ['mean error', 'equal'] : [])],
    ],
    rows: layers.map((layer) => [
      layer.name,
      `${layer.rows} x ${layer.outputs}`,
      String(layer.vectors),
      layer.slicing.join('-'),
      String(layer.crossbars),
      percent(layer.rowUtilisation),
      percent(layer.columnUtilisation),
      digits(layer.convertsPerMac),
      digits(sum(layer.energy.map(({ perMac }) => perMac))),
      ...(layer.error === undefined ? [] : [digits(layer.error.mean), percent(layer.error.equal)]),
    ]),
  };
}

function saturationTable({ name, steps, slicing }: LayerAnalysis): AnalysisTable {
  return {
    title: `At a bound of the ADC: ${name}`,
    heads: ['step', 'kind', 'input bits', ...slicing.map((width, slice) => `slice ${slice} (${width}b)`)],
    rows: steps.map(({ pass, step, kind, high, low, columns, atBounds, wouldSaturate }) => [
      pass > 0 ? `${step}, pass ${pass}` : String(step),
      kind,
      `${high}..${low}`,
      ...(wouldSaturate ?? atBounds).map((count) => percent(columns > 0 ? count / columns : 0)),
    ]),
  };
}

function energyTable(energy: readonly EnergyLine[], perMac: number): AnalysisTable {
  return {
    title: 'Energy of a MAC',
    heads: ['group', 'component', 'fJ', 'share'],
    rows: [
      ...energy.map((line) => [line.group, line.what, digits(line.perMac), percent(line.perMac / perMac)]),
      ['all', '', digits(perMac), percent(1)],
    ],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Four digits. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}

export function percent(share: number): string {
  const value = 100 * share;
  return value !== 0 && Math.abs(value) < 0.05 ? `${value.toPrecision(1)} %` : `${value.toFixed(1)} %`;
}
