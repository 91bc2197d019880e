import type { RunProgramResult } from '../systems/index.js';

/** Rows that are listed; the JSON object has all. */
const listed = 12;
/** Words of a row of memory, or of a packet, that are shown. */
const shownWords = 8;

/** What a program left, and where its cycles and its energy went, as text. */
export function runTables({ units, packets, memory, profile, energy }: RunProgramResult): string[] {
  const ends = units.map(({ unit, state, pc, trap, line, flags = [] }) => [
    unit,
    trap === undefined ? state : `trapped: ${trap}`,
    `at ${pc}`,
    flags.join(' '),
    line === undefined ? '' : `${line.file}:${line.line}: ${line.text.trim()}`,
  ]);
  const sent = packets.map(({ target, fifo, values }) => [
    `to tile ${target}, FIFO ${fifo}`,
    wordsText(values),
  ]);
  const words = memory.map(({ address, count, values }) => [
    values.length === 1 ? `word ${address}` : `words ${address}..${address + values.length - 1}`,
    count === 0 ? 'constant' : `count ${count}`,
    wordsText(values),
  ]);
  const classes = profile.units.flatMap(({ unit, classes, mvmus }) => [
    ...Object.entries(classes)
      .filter(([, { executions }]) => executions > 0)
      .map(([name, { executions, cycles }]) => [unit, name, times(executions), cyclesText(cycles)]),
    ...mvmus.flatMap(({ starts, cycles }, k) =>
      starts === 0 ? [] : [[unit, `MVMU ${k} running`, times(starts), cyclesText(cycles)]],
    ),
  ]);
  const instructions = profile.instructions.map(({ unit, address, text, executions, cycles, line }) => [
    unit,
    `at ${address}`,
    times(executions),
    cyclesText(cycles),
    text,
    line === undefined ? '' : `${line.file}:${line.line}`,
  ]);
  const costs = energy
    .filter(({ energyPj }) => energyPj > 0)
    .map(({ what, count, unit, eachPj, energyPj }) => [
      what,
      energyText(energyPj),
      `${count.toLocaleString('en-US')} ${unit} of ${Number(eachPj.toPrecision(4))} pJ`,
    ]);
  return [
    ...table('Units', ends),
    ...table('Packets sent', sent),
    ...table('Data memory', words),
    ...table('Cycles by unit', classes, classes.length),
    ...table('Cycles by instruction', instructions),
    ...table('Energy', costs, costs.length),
  ];
}

/** An energy in the unit that reads best. */
export function energyText(pj: number): string {
  if (pj >= 1e6) return `${(pj / 1e6).toFixed(3)} uJ`;
  return pj >= 1e3 ? `${(pj / 1e3).toFixed(3)} nJ` : `${pj.toFixed(3)} pJ`;
}

function wordsText(values: readonly number[]): string {
  const more = values.length > shownWords ? ` ... (${values.length} words)` : '';
  return `${values.slice(0, shownWords).join(' ')}${more}`;
}

function times(executions: number): string {
  return `${executions.toLocaleString('en-US')} x`;
}

function cyclesText(cycles: number): string {
  return `${cycles.toLocaleString('en-US')} cycles`;
}

function table(title: string, rows: readonly (readonly string[])[], most = listed): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, most);
  const widths: number[] = [];
  for (const row of shown)
    for (const [k, text] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, text.length);
  const lines = shown.map((row) =>
    `  ${row.map((text, k) => text.padEnd(widths[k] ?? 0)).join('  ')}`.trimEnd(),
  );
  return [
    '',
    title,
    ...lines,
    ...(rows.length > shown.length ? [`  and ${rows.length - shown.length} more`] : []),
  ];
}
