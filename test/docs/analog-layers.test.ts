import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from '../../config/index.js';
import type { Nonideal } from '../../config/nonideal.js';
import { pumaMvmu } from '../../systems/puma-mvmu/index.js';
import { runGolden } from '../../systems/run-golden.js';
import { digitsWorkload } from '../../systems/workloads/digits.js';

const page = new URL('../../docs/analog.md', import.meta.url);

const seeds = [1, 2, 3];

/** Layers that draw: others are the same for every seed. */
const drawing: readonly string[] = ['stuckOff', 'stuckOn', 'programming', 'read', 'adc', 'comparator'];

const layers: readonly {
  readonly name: string;
  readonly nonideal: Partial<Nonideal>;
  readonly single?: true;
}[] = [
  { name: 'none', nonideal: {} },
  { name: '`stuckOff` 0.02', nonideal: { stuckOff: 0.02 } },
  { name: '`stuckOn` 0.002', nonideal: { stuckOn: 0.002 } },
  { name: '`stuckOn` 0.02', nonideal: { stuckOn: 0.02 } },
  { name: '`programming` 0.1', nonideal: { programming: 0.1 } },
  { name: 'a day of drift, `driftExponent` 0.01', nonideal: { driftTime: 86400, driftExponent: 0.01 } },
  { name: 'a day of drift, `driftExponent` 0.05', nonideal: { driftTime: 86400, driftExponent: 0.05 } },
  { name: '`onOffRatio` 20', nonideal: { onOffRatio: 20 } },
  {
    name: 'the same, `offCurrent` `reference`',
    nonideal: { onOffRatio: 20, offCurrent: 'reference' },
    single: true,
  },
  { name: '`irDrop` 0.02', nonideal: { irDrop: 0.02 } },
  { name: '`irDrop` 0.1', nonideal: { irDrop: 0.1 } },
  { name: '`read` 0.1', nonideal: { read: 0.1 } },
  { name: '`adc` 1', nonideal: { adc: 1 } },
  { name: '`comparator` 1', nonideal: { comparator: 1 } },
];

/** Images of 400 that are classified rightly, the mean over the seeds. */
async function right(encoding: string, nonideal: Partial<Nonideal>): Promise<number> {
  const some = Object.keys(nonideal).some((key) => drawing.includes(key)) ? seeds : seeds.slice(0, 1);
  let sum = 0;
  for (const seed of some) {
    const config = parseConfig({
      ...{ system: 'puma-mvmu', name: 'digits', rows: 65, columns: 48, weightBits: 8, inputBits: 8 },
      ...{ encoding, output: { fraction: 6 }, nonideal: { seed, ...nonideal } },
    });
    if (config.system !== 'puma-mvmu') throw new Error(config.system);
    const workload = digitsWorkload(config, 400);
    const { outputs } = await runGolden({ system: pumaMvmu, config, workload }, 'outputs');
    sum += workload.classification!.score(outputs).correct;
  }
  return sum / some.length;
}

test('the accuracies of docs/analog.md are those of the golden model', async () => {
  const percent = (count: number) => `${(count / 4).toFixed(1)}`;
  const rows: string[] = [];
  for (const { name, nonideal, single } of layers) {
    const offset = percent(await right('offset', nonideal));
    const pairs = single ? '' : percent(await right('differential', nonideal));
    rows.push(`| ${name} | ${offset} | ${pairs} |`);
  }
  const head = ['| layer | offset, single devices | pairs |', '| --- | --- | --- |'];
  const text = [...head, ...rows].join('\n');
  console.log(text);
  const markdown = readFileSync(page, 'utf8');
  const start = markdown.indexOf(head[0]!);
  const end = markdown.indexOf('\n\n', start);
  expect(start).toBeGreaterThan(0);
  if (process.env.CROSSWEAVE_UPDATE === '1') {
    writeFileSync(page, `${markdown.slice(0, start)}${text}${markdown.slice(end)}`);
  } else expect(markdown.slice(start, end)).toBe(text);
});
