import type { AnalyzeResult } from '../analyze-api.js';
import { fillPage } from '../report/page-template.js';
import { analysisTables, digits, percent } from './analysis-tables.js';
import { drawPlot } from './draw-plot.js';
import { convertsPlot, energyPlot, saturationPlot, sumsPlot } from './plots.js';

/** The page of an analysis: one HTML file that loads nothing and runs no script. Equal findings give equal bytes. */
export async function renderAnalysis(result: AnalyzeResult): Promise<string> {
  const { layers, total, setups, architectures, adcBits } = result;
  const bars = [...(architectures ?? []), ...layers.map(({ name, energy }) => ({ name, energy }))];
  const plots = [
    {
      title: 'Bits of the column sums',
      plot: sumsPlot(total.sums, adcBits),
      note: `Blue sums fit the ${adcBits}-bit ADC. Each strategy comes on top of those above it.`,
    },
    {
      title: 'Columns at a bound of the ADC, by step and weight slice',
      plot: saturationPlot(result),
      note: 'In speculative steps those that fail; in the others those that saturate, had every column been converted.',
    },
    ...(setups === undefined
      ? []
      : [{ title: 'Converts a multiply-accumulate', plot: convertsPlot(setups), note: '' }]),
    { title: 'Energy of a multiply-accumulate', plot: energyPlot(bars), note: '' },
  ];
  return fillPage('analysis', {
    name: result.config,
    workload: result.workload,
    summary: result.summary,
    figures: figuresOf(result),
    warnings: result.warnings.join('\n'),
    plots: await Promise.all(
      plots.map(async ({ title, plot, note }) => ({ title, note, svg: await drawPlot(plot, title) })),
    ),
    tables: analysisTables(result),
    derivation: total.derivation,
  });
}

function figuresOf({ total, speculation, accuracy, vectors }: AnalyzeResult) {
  return [
    { value: digits(total.convertsPerMac), label: 'converts a multiply-accumulate' },
    { value: `${digits(total.perMac)} fJ`, label: 'energy of a multiply-accumulate' },
    {
      value: percent(total.sums.at(-1)!.fits),
      label: `column sums that fit the ADC: ${total.sums.at(-1)!.strategy}`,
    },
    ...(speculation === undefined
      ? []
      : [
          { value: percent(speculation.success), label: 'speculations that succeed' },
          { value: percent(speculation.recoverySaturation), label: '1-bit column sums that saturate' },
        ]),
    ...(accuracy === undefined
      ? []
      : [
          {
            value: percent(accuracy.crossbars),
            label: `right of ${vectors} inputs on the crossbars; ${accuracy.integer === undefined ? '' : `integer ${percent(accuracy.integer)}, `}float ${percent(accuracy.float)}`,
          },
        ]),
  ];
}
