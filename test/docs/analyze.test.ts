import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/load-config.js';
import { type CrossbarActivity, crossbarEnergy } from '../../sim-models/cost/crossbar/index.js';
import { doublingAdc, type Figure } from '../../sim-models/cost/index.js';
import {
  columnSumBits,
  publishedAdcSavings,
  publishedConvertsPerMac,
  publishedEfficiency,
  publishedFits,
  publishedSpeculation,
} from '../../sim-models/cost/titanium/index.js';
import { analyzeRaella } from '../../systems/analyze/analyze-raella.js';
import type { Findings } from '../../systems/analyze/findings.js';
import { loadNetwork } from '../../systems/networks/index.js';
import { hasMnist } from '../../systems/networks/mnist-images.js';

/** With CROSSWEAVE_UPDATE=1 the tables are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

const workloads = ['mnist-cnn', 'mnist-mlp', 'laplace-512', 'gaussian-512', 'skewed-512'] as const;
const inputs = 16;

const digits = (value: number, count = 4): string => String(Number(value.toPrecision(count)));
const percent = (share: number, places = 1): string => `${(100 * share).toFixed(places)} %`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** A figure of the thesis and ours, with the difference. */
function measured(): string[] {
  const { config } = loadConfig('raella-crossbar');
  if (config.system !== 'raella-crossbar') throw new Error('a crossbar');
  const found = workloads.map((name) => analyzeRaella(config, loadNetwork(name), inputs));
  const row = (
    what: string,
    printed: Pick<Figure, 'value'>,
    show: (value: number) => string,
    of: (findings: Findings) => number,
  ): string[] => [
    what,
    show(printed.value),
    ...found.map((findings) => {
      const value = of(findings);
      return `${show(value)} (${difference(value, printed.value)})`;
    }),
  ];
  const fits = publishedFits.map((printed, k) =>
    row(
      printed.what,
      printed,
      (value) => percent(value),
      ({ total }) => total.sums[k]!.fits,
    ),
  );
  const success = { value: 1 - publishedSpeculation.failureRate.value };
  const saturation = { value: 1 - publishedFits.at(-1)!.value };
  const shares = (findings: Findings) => findings.setups!;
  return table(
    ['figure', 'thesis', ...workloads],
    [
      [
        'slicing chosen',
        'most layers 4-2-2',
        ...found.map(({ layers }) => layers.map(({ slicing }) => slicing.join('-')).join(', ')),
      ],
      ...['ISAAC-8b', 'Center+Offset', 'adaptive slicing', 'speculation'].map((name, k) =>
        row(
          `converts a MAC, all rows used, ${name}`,
          publishedConvertsPerMac[k]!,
          (value) => digits(value),
          (findings) => shares(findings)[k]!.fullRows,
        ),
      ),
      row(
        'bits of the unsigned 4b x 4b sums',
        publishedSpeculation.baselineSumBits,
        String,
        ({ total }) => total.sums[0]!.bits,
      ),
      ...fits,
      row(
        'speculations that succeed',
        success,
        (value) => percent(value),
        ({ speculation }) => speculation!.success,
      ),
      row(
        'column sums of recovery that saturate',
        saturation,
        (value) => percent(value, 2),
        ({ speculation }) => speculation!.recoverySaturation,
      ),
      row(
        'change of ADC energy, adaptive slicing',
        publishedAdcSavings.adaptiveSlicing,
        (value) => percent(value),
        (findings) => shares(findings)[2]!.change!,
      ),
      row(
        'change of ADC energy, speculation',
        publishedAdcSavings.speculation,
        (value) => percent(value),
        (findings) => shares(findings)[3]!.change!,
      ),
      row(
        'efficiency over ISAAC without speculation',
        publishedEfficiency.withoutSpeculation,
        (value) => digits(value, 2),
        ({ architectures }) => architectures![1]!.overIsaac,
      ),
      row(
        'efficiency over ISAAC',
        publishedEfficiency.speculation,
        (value) => digits(value, 2),
        ({ architectures }) => architectures![2]!.overIsaac,
      ),
    ],
  );
}

function difference(value: number, printed: number): string {
  const change = Math.round(100 * (value / printed - 1));
  return `${change > 0 ? '+' : ''}${change === 0 ? 0 : change} %`;
}

const nothing: CrossbarActivity = {
  ...{ macs: 1, adcBits: 7, converts: 1, pulses: 1, devicePulses: 1, levelPulses: 1, largestLevel: 15 },
  ...{ inputBytes: 1, psumUpdates: 1, inputSumAdds: 1, centreTerms: 1, outputs: 1 },
  ...{ activationBytes: 1, networkBytes: 1 },
};

function components(): string[] {
  const rows = crossbarEnergy(nothing, doublingAdc).flatMap(({ group, energy }) =>
    Object.values(energy.from)
      .filter(({ unit }) => unit === 'fJ')
      .map((each) => [
        group,
        energy.what.replace(/^energy of (the )?/, ''),
        each.what,
        digits(each.value),
        `\`${each.equation}\``,
      ]),
  );
  return table(['group', 'component', 'figure', 'fJ', 'equation'], rows);
}

function constants(): string[] {
  const found = new Map<string, readonly string[]>();
  const walk = (figure: Figure): void => {
    if (figure.equation === undefined && figure.source !== 'given' && !figure.source.startsWith('docs/')) {
      const value = `${digits(figure.value, 6)}${figure.unit === '' ? '' : ` ${figure.unit}`}`;
      found.set(`${figure.what} ${figure.source}`, [figure.what, value, figure.source]);
    }
    for (const below of Object.values(figure.from)) walk(below);
  };
  for (const { energy } of crossbarEnergy(nothing, doublingAdc)) walk(energy);
  return table(['constant', 'value', 'source'], [...found.values()]);
}

function check(name: string, mark: string, lines: readonly string[]): void {
  const page = new URL(`../../docs/${name}`, import.meta.url);
  const markdown = readFileSync(page, 'utf8');
  const line = `<!-- table: ${mark} -->\n`;
  const start = markdown.indexOf(line) + line.length;
  const end = markdown.indexOf('<!-- end -->', start);
  expect(start).toBeGreaterThan(line.length);
  expect(end).toBeGreaterThan(start);
  const text = lines.join('\n');
  if (update) writeFileSync(page, `${markdown.slice(0, start)}${text}\n${markdown.slice(end)}`);
  else expect(markdown.slice(start, end).trim()).toBe(text);
}

test.each([
  ['components', components],
  ['constants', constants],
] as const)('docs/raella-cost.md: the table %s is current', (mark, lines) => {
  check('raella-cost.md', mark, lines());
});

// Without the data set there is nothing to measure on.
test.runIf(hasMnist())(
  'docs/analyze.md: the table of measured figures is current',
  () => {
    check('analyze.md', 'measured', measured());
  },
  120_000,
);

test('the largest unsigned sum of 4b x 4b on 512 rows needs the printed 17 bits', () => {
  expect(columnSumBits(512, 4, 4).value).toBe(publishedSpeculation.baselineSumBits.value);
});
