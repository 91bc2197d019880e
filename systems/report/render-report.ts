import { summarise } from '../../config/summarise.js';
import type { PhasedConfig } from '../../config/systems.js';
import { blockDiagram } from './block-diagram.js';
import { digitCards } from './digit-cards.js';
import { histogramChart } from './histogram-chart.js';
import { fillPage } from './page-template.js';
import type { ReportData } from './report-data.js';
import { waveformChart } from './waveform-chart.js';

/** The report page of a run: one HTML file that loads nothing and runs no script. Equal data give equal bytes.
 *  All text is escaped: by Handlebars on the page, by `markup` in the drawings. */
export function renderReport(data: ReportData): string {
  const { config, result } = data;
  return fillPage('page', {
    name: config.name,
    summary: summarise(config),
    verdict: result.verdict,
    reason: result.message,
    figures: figures(data),
    explanation: result.first?.explanation ?? '',
    waveform: data.waveform === undefined ? '' : waveformChart(data.waveform).text,
    diagram: blockDiagram(config).text,
    modules: data.modules?.text ?? '',
    machines: data.machines ?? [],
    digits: data.digits === undefined ? '' : digitCards(data.digits).text,
    histogram: data.histogram === undefined ? '' : histogramChart(data.histogram).text,
    settings: settings(config),
    times: times(data),
    warnings: result.warnings.join('\n'),
  });
}

function figures({ result }: ReportData) {
  const { compared, accuracy } = result;
  return [
    { value: group(compared.total), label: `events compared (${parts(compared)})` },
    { value: group(result.divergences), label: 'divergences' },
    { value: group(result.vectors), label: `vectors of workload ${result.workload}` },
    {
      value: result.engine,
      label: `engine; ${result.independent.join(' and ')} part independent of the golden model`,
    },
    ...(accuracy === undefined
      ? []
      : [
          {
            value: percent(accuracy.rtl),
            label: `accuracy of the RTL; golden ${percent(accuracy.golden)}, float ${percent(accuracy.float)}`,
          },
        ]),
  ];
}

function parts(compared: ReportData['result']['compared']): string {
  return (['codes', 'sums', 'outputs'] as const)
    .filter((kind) => compared[kind] > 0)
    .map((kind) => `${group(compared[kind])} ${kind}`)
    .join(', ');
}

function settings(config: PhasedConfig): { key: string; value: string }[] {
  const flat = (value: unknown, path: string): { key: string; value: string }[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
      : [{ key: path, value: String(value) }];
  return flat(config, '');
}

function times({ result, timing }: ReportData): { label: string; value: string }[] {
  const { seconds } = result;
  const { cyclesPerVector: cycles, paperCycles: paper } = timing;
  return [
    { label: 'generate the design', value: `${seconds.generate.toFixed(2)} s` },
    {
      label: `build the simulator${result.cached ? ' (from the cache)' : ''}`,
      value: `${seconds.build.toFixed(2)} s`,
    },
    { label: 'run the RTL', value: `${seconds.run.toFixed(2)} s` },
    { label: 'run the golden model', value: `${seconds.golden.toFixed(2)} s` },
    { label: 'cycles simulated', value: group(result.cycles) },
    ...(cycles === undefined ? [] : [{ label: 'cycles a product, start to done', value: group(cycles) }]),
    ...(paper === undefined || cycles === undefined
      ? []
      : [
          {
            label: 'cycles a product in the paper',
            value: `${group(paper)} (${(cycles / paper).toFixed(3)}x)`,
          },
        ]),
    { label: 'cycles a vector, inputs and outputs moved too', value: group(result.cyclesPerVector) },
  ];
}

/** Digits in groups of three, with a narrow no-break space. */
function group(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, '\u202f');
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)}\u00a0%`;
}
