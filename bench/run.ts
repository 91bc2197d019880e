import type { BenchModule, Measurement } from './measurement.js';

/** The benchmarks in the order of the table; each is the file `bench/<name>.ts`. */
const names = [
  'golden-mvmu',
  'golden-mvmu-collapsed',
  'golden-raella',
  'raella-slicing-search',
  'raella-mnist',
  'golden-puma-tile',
  'verilator-puma-tile-build',
  'verilator-puma-tile-run',
  'puma-mvm-utilisation',
  'verilator-harness',
  'verilator-raella-crossbar',
  'cosim-warm',
  'cli-start',
  'generate-cold',
  'elaborate-1024',
  'elaborate-4096',
  'builtin-sim-64',
  'area-regfile',
  'area-mac-64',
] as const;

const wanted = process.argv.slice(2).filter((word) => word !== '--json');
const unknown = wanted.filter((word) => !names.some((name) => name === word));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  await runAll(process.argv.includes('--json'));
}

async function runAll(json: boolean): Promise<void> {
  const results: Measurement[] = [];
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`bench: ${name}`);
    try {
      const module = (await import(`./${name}.js`)) as BenchModule;
      results.push(...(await module.bench()));
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  }
  if (json) {
    const rows = results.map(({ name, value, unit, reference, ratio }) => ({
      name,
      value,
      unit,
      reference,
      ratio,
    }));
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  } else process.stdout.write(table(results));
}

function table(results: readonly Measurement[]): string {
  const rows = [
    ['name', 'value', 'unit', 'reference', 'ratio'],
    ...results.map((row) => [
      row.name,
      figure(row.value),
      row.unit,
      figure(row.reference),
      figure(row.ratio),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  // Words to the left, figures to the right.
  const line = (row: readonly string[]) =>
    row
      .map((text, c) => (c % 2 === 0 && c < 3 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!)))
      .join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** Three significant digits, thousands in full. */
function figure(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
