import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/index.js';
import { isMachine } from '../../config/systems.js';
import { machineCost, publishedSums } from '../../sim-models/cost/index.js';

const page = new URL('../../docs/puma-cost.md', import.meta.url);

/** With CROSSWEAVE_UPDATE=1 the tables are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

const figure = (x: number): string => String(Number(x.toPrecision(6)));

function sums(): string[] {
  const cell = ({ powerMw, areaMm2 }: { powerMw: number; areaMm2: number }): string =>
    `${figure(powerMw)} mW, ${figure(areaMm2)} mm2`;
  const rows = publishedSums().map(
    ({ what, printed, sum }) => `| ${what} | ${cell(printed)} | ${cell(sum)} |`,
  );
  return ['| | printed | sum of the printed rows |', '| --- | --- | --- |', ...rows];
}

function presetTile(): string[] {
  const { config } = loadConfig('puma-tile');
  if (!isMachine(config) || config.system !== 'puma-tile') throw new Error('puma-tile is a tile');
  const { parts, core, total } = machineCost(config);
  const rows = parts.map(({ part, of, count, powerMw, areaMm2 }) => {
    const times = of === 'core' ? `${count} a core` : String(count);
    return `| ${part} | ${times} | ${figure(powerMw)} | ${figure(areaMm2)} |`;
  });
  return [
    '| part | count | mW each | mm2 each |',
    '| --- | --- | --- | --- |',
    ...rows,
    `| **core** | ${config.cores} | ${figure(core.powerMw)} | ${figure(core.areaMm2)} |`,
    `| **all** | | ${figure(total.powerMw)} | ${figure(total.areaMm2)} |`,
  ];
}

test.each([
  ['published-sums', sums],
  ['puma-tile', presetTile],
] as const)('the table %s of docs/puma-cost.md is current', (name, table) => {
  const markdown = readFileSync(page, 'utf8');
  const mark = `<!-- table: ${name} -->\n`;
  const start = markdown.indexOf(mark) + mark.length;
  const end = markdown.indexOf('<!-- end -->', start);
  expect(start).toBeGreaterThan(mark.length);
  expect(end).toBeGreaterThan(start);
  const text = table().join('\n');
  if (update) writeFileSync(page, `${markdown.slice(0, start)}${text}\n${markdown.slice(end)}`);
  else expect(markdown.slice(start, end).trim()).toBe(text);
});
