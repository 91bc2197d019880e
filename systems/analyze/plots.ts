import type { TopLevelSpec } from 'vega-lite';
import type { AnalyzeResult, EnergyLine, SumResolution } from '../analyze-api.js';

/** Plots of an analysis in Vega-Lite's notation; colours and fonts are the page's, set by its style sheet. */
type Plot = TopLevelSpec;

const width = 640;

/** How many column sums need how many bits, strategy by strategy, in the ADC's range or out of it. */
export function sumsPlot(sums: readonly SumResolution[], adcBits: number): Plot {
  const values = sums.flatMap(({ strategy, counts }) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, bits) => ({ strategy, bits, share: count / all, fits: bits <= adcBits }));
  });
  const most = Math.max(adcBits, ...sums.map(({ bits }) => bits));
  return {
    data: { values: values.filter(({ bits }) => bits <= most) },
    facet: {
      row: {
        field: 'strategy',
        type: 'nominal',
        sort: sums.map(({ strategy }) => strategy),
        header: { title: null, labelOrient: 'top', labelAnchor: 'start' },
      },
    },
    spec: {
      width,
      height: 56,
      mark: { type: 'bar' },
      encoding: {
        x: { field: 'bits', type: 'ordinal', axis: { title: 'bits that a column sum needs', labelAngle: 0 } },
        y: { field: 'share', type: 'quantitative', axis: { title: null, format: '.0%', tickCount: 2 } },
        color: {
          field: 'fits',
          type: 'nominal',
          scale: { domain: [true, false], range: ['#2563a8', '#b3261e'] },
          legend: null,
        },
      },
    },
  };
}

/** Shares of the columns at the ADC's bounds, step by step and slice by slice, a layer below the other. */
export function saturationPlot({ layers }: AnalyzeResult): Plot {
  const shares = layers.flatMap(({ steps }) =>
    steps.flatMap(({ columns, atBounds, wouldSaturate }) =>
      (wouldSaturate ?? atBounds).map((count) => count / columns),
    ),
  );
  // A scale needs an end above 0.
  const largest = Math.max(0.001, ...shares);
  return {
    vconcat: layers.map(({ name, steps, slicing }) => ({
      title: { text: name, anchor: 'start', fontSize: 12, fontWeight: 'normal' },
      data: {
        values: steps.flatMap(({ pass, step, high, low, columns, atBounds, wouldSaturate }) =>
          (wouldSaturate ?? atBounds).map((count, slice) => ({
            step: `${pass > 0 ? `pass ${pass}, ` : ''}${step}: bits ${high}..${low}`,
            slice: `${slice}: ${slicing[slice]}b`,
            share: count / columns,
          })),
        ),
      },
      width,
      height: { step: 16 },
      mark: 'rect',
      encoding: {
        x: {
          field: 'step',
          type: 'ordinal',
          sort: null,
          axis: { title: 'step: input bits', labelAngle: -40 },
        },
        y: { field: 'slice', type: 'ordinal', sort: null, axis: { title: 'weight slice' } },
        color: {
          field: 'share',
          type: 'quantitative',
          scale: { range: ['#f3ead9', '#a35a00'], domain: [0, largest] },
          legend: { title: 'share at a bound', format: '.1%', type: 'symbol', symbolType: 'square' },
        },
      },
    })),
  };
}

/** Converts a multiply-accumulate in the four setups, those of the thesis beside them. */
export function convertsPlot(setups: NonNullable<AnalyzeResult['setups']>): Plot {
  const values = setups.flatMap(({ name, here, fullRows, published }) => [
    { name, of: 'as mapped here', converts: here },
    { name, of: 'all rows used', converts: fullRows },
    { name, of: 'thesis', converts: published },
  ]);
  return {
    data: { values },
    width,
    height: 190,
    mark: 'bar',
    encoding: {
      x: { field: 'name', type: 'nominal', sort: null, axis: { title: null, labelAngle: 0 } },
      xOffset: { field: 'of', type: 'nominal', sort: null },
      y: {
        field: 'converts',
        type: 'quantitative',
        scale: { type: 'sqrt' },
        axis: { title: 'converts a MAC', tickCount: 4 },
      },
      color: { field: 'of', type: 'nominal', sort: null, scale: { range: colours }, legend: { title: null } },
    },
  };
}

/** Energy of a multiply-accumulate by component. */
export function energyPlot(
  bars: readonly { readonly name: string; readonly energy: readonly EnergyLine[] }[],
): Plot {
  const groups = [...new Set(bars.flatMap(({ energy }) => energy.map(({ group }) => group)))];
  const values = bars.flatMap(({ name, energy }) =>
    energy.map(({ group, what, perMac }) => ({ name, group, what, perMac, order: groups.indexOf(group) })),
  );
  return {
    data: { values },
    width,
    height: { step: 30 },
    mark: 'bar',
    encoding: {
      y: { field: 'name', type: 'nominal', sort: null, axis: { title: null, labelLimit: 260 } },
      x: { aggregate: 'sum', field: 'perMac', type: 'quantitative', axis: { title: 'fJ a MAC' } },
      color: {
        field: 'group',
        type: 'nominal',
        sort: groups,
        scale: { range: colours },
        legend: { title: null, orient: 'bottom' },
      },
      order: { field: 'order', type: 'quantitative' },
    },
  };
}

/** Light and dark pages alike show them. */
const colours = ['#2f6fb5', '#d98a1f', '#3a9a63', '#8a63b8', '#c2504a', '#6f7f90'];
