import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { doublingAdc, type Figure, twoTermAdc } from '../../sim-models/cost/index.js';
import {
  type EnergyPoint,
  efficiency,
  energyByBits,
  energyByRows,
  enob,
  macEnergy,
  mapKernel,
  mappedMacEnergy,
  publishedMixedSignal,
  resistorEnergy,
} from '../../sim-models/cost/mixed-signal/index.js';
import {
  ablation,
  publishedArchitectures,
  publishedConvertsPerMac,
  publishedSpeculation,
} from '../../sim-models/cost/titanium/index.js';

/** With CROSSWEAVE_UPDATE=1 the tables are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

const digits = (value: number, count = 6): string => String(Number(value.toPrecision(count)));
const show = ({ value, unit }: Pick<Figure, 'value' | 'unit'>): string =>
  `${digits(value)}${unit === '' ? '' : ` ${unit}`}`;
const percent = (ratio: number): string => `${(100 * ratio).toFixed(1).replace(/^-(0\.0)$/, '$1')} %`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function printedFigures(): string[] {
  const array = { bits: 4, rows: 1152 };
  const bits = enob(array);
  const pairs: [Pick<Figure, 'value' | 'unit'>, Figure][] = [
    [macEnergy(array), publishedMixedSignal.macEnergy],
    [efficiency(macEnergy(array)), publishedMixedSignal.efficiency],
    [{ value: bits.value - array.bits, unit: bits.unit }, publishedMixedSignal.excessBits],
    [resistorEnergy(), publishedMixedSignal.resistor],
  ];
  const rows = pairs.map(([ours, theirs]) => [
    theirs.what,
    show(ours),
    show(theirs),
    percent(ours.value / theirs.value - 1),
  ]);
  return table(['figure', 'here', 'printed', 'difference'], rows);
}

function curve(head: string, points: readonly EnergyPoint[], along: 'bits' | 'rows'): string[] {
  const rows = points.map((point) => [
    String(point[along]),
    ...[point.adcFj, point.capacitorFj, point.logicFj, point.mac.value].map((value) => digits(value, 4)),
  ]);
  return table([head, 'ADC', 'capacitors', 'logic', 'all'], rows);
}

function utilisation(): string[] {
  const array = { rows: 1152, columns: 256 };
  const kernels = [
    ['3 x 3 x 128, 256 outputs', 1152, 256],
    ['3 x 3 x 64, 256 outputs', 576, 256],
    ['3 x 3 x 128, 64 outputs', 1152, 64],
    ['3 x 3 x 256, 512 outputs', 2304, 512],
    ['1 x 1 x 1280, 320 outputs', 1280, 320],
    ['3 x 3 depth-wise, 1 output', 9, 1],
  ] as const;
  const rows = kernels.map(([name, length, outputs]) => {
    const mapping = mapKernel({ length, outputs }, array);
    return [
      name,
      mapping.cases.join(', ') || '-',
      percent(mapping.rowUtilisation.value),
      percent(mapping.columnUtilisation.value),
      digits(mapping.convertsPerMac.value, 4),
      digits(mapping.drivesPerMac.value, 4),
      digits(mappedMacEnergy(4, { length, outputs }, array).value, 4),
    ];
  });
  const heads = [
    'kernel',
    'cases',
    'rows used',
    'columns used',
    'converts a MAC',
    'drives a MAC',
    'fJ a MAC',
  ];
  return table(heads, rows);
}

const failing = Array.from({ length: 3 }, () => publishedSpeculation.failureRate);

function converts(): string[] {
  const rows = ablation(doublingAdc, failing).map(({ name, convertsPerMac: { value } }, at) => {
    const theirs = publishedConvertsPerMac[at]!.value;
    return [name, digits(value, 4), digits(theirs), percent(value / theirs - 1)];
  });
  return table(['setup', 'converts a MAC', 'printed', 'difference'], rows);
}

function adcEnergy(): string[] {
  const fit = ablation(twoTermAdc, failing);
  const cells = (step: (typeof fit)[number]): string[] => [
    digits(step.energyPerConvert.value, 4),
    digits(step.adcEnergy.value, 4),
    step.change ? percent(step.change.value) : '-',
  ];
  const rows = ablation(doublingAdc, failing).map((step, at) => [
    step.name,
    ...cells(step),
    ...cells(fit[at]!),
  ]);
  const heads = ['fJ a MAC', 'change'];
  return table(['setup', 'fJ a convert, doubling', ...heads, 'fJ a convert, two-term', ...heads], rows);
}

function architectures(): string[] {
  const rows = publishedArchitectures.flatMap(({ name, retrains, figures }) => [
    [name, 'networks are trained again', retrains ? 'yes' : 'no', 'thesis, Table 2.4'],
    ...figures.map((figure) => [name, figure.what, show(figure), figure.source]),
  ]);
  return table(['architecture', 'figure', 'value', 'place'], rows);
}

const widths = Array.from({ length: 10 }, (_, at) => at + 1);
const heights = Array.from({ length: 12 }, (_, at) => 2 ** (at + 2));

test.each([
  ['mixed-signal.md', 'mixed-signal-printed', printedFigures],
  ['mixed-signal.md', 'fig-8a', () => curve('B (N = 1152)', energyByBits(widths), 'bits')],
  ['mixed-signal.md', 'fig-8b', () => curve('N (B = 4)', energyByRows(heights), 'rows')],
  ['mixed-signal.md', 'fig-12', utilisation],
  ['raella-cost.md', 'converts', converts],
  ['raella-cost.md', 'adc-energy', adcEnergy],
  ['raella-cost.md', 'architectures', architectures],
] as const)('docs/%s: the table %s is current', (name, mark, lines) => {
  const page = new URL(`../../docs/${name}`, import.meta.url);
  const markdown = readFileSync(page, 'utf8');
  const line = `<!-- table: ${mark} -->\n`;
  const start = markdown.indexOf(line) + line.length;
  const end = markdown.indexOf('<!-- end -->', start);
  expect(start).toBeGreaterThan(line.length);
  expect(end).toBeGreaterThan(start);
  const text = lines().join('\n');
  if (update) writeFileSync(page, `${markdown.slice(0, start)}${text}\n${markdown.slice(end)}`);
  else expect(markdown.slice(start, end).trim()).toBe(text);
});
