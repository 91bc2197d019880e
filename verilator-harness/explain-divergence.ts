import type { Divergence, TraceDiff } from './divergence.js';
import { eventKinds, kindName } from './event-order.js';

/** Words the first divergence of a comparison, and counts the rest; one line if there is none. */
export function explainDiff(diff: TraceDiff): string {
  const total = `${count(diff.compared.total)} ${diff.compared.total === 1 ? 'event' : 'events'}`;
  if (!diff.first) return `${total} compared, all equal`;
  const parts = eventKinds.flatMap((kind) => {
    const compared = diff.compared.byKind[kind];
    if (compared === undefined) return [];
    return [`${count(diff.divergences.byKind[kind] ?? 0)} of ${count(compared)} ${kindName(kind).plural}`];
  });
  return `${explainDivergence(diff.first)}\n${total} compared, ${count(diff.divergences.total)} diverge: ${parts.join(', ')}`;
}

/** Words one divergence: where, expected and got in decimal, hex and fixed point, and where the signal is made. */
export function explainDivergence(divergence: Divergence): string {
  const { unit, kind, nature, position, reported, expected, got, source, cycle } = divergence;
  const lines = [`first divergence: ${kindName(kind).singular} of ${unit} at ${coordinates(position)}`];
  if (nature === 'missing') lines.push('  the RTL produced no such event');
  if (nature === 'surplus') lines.push('  the RTL produced an event that nobody expected');
  if (reported) lines.push(`  out of turn: the RTL reports ${coordinates(reported)}`);
  const rows = [
    ...(expected === undefined ? [] : [['expected', ...formats(expected, divergence)]]),
    ...(got === undefined ? [] : [['got', ...formats(got, divergence)]]),
  ];
  lines.push(...align(rows));
  lines.push(
    `  event ${divergence.ordinal} of its kind${cycle === undefined ? '' : `, clock cycle ${cycle}`}`,
  );
  if (source) lines.push(`  --> ${source.file}:${source.line}:${source.column}`);
  return lines.join('\n');
}

/** A value in decimal, hexadecimal (two's complement at its width) and fixed point.
 *  @returns such as `-3`, `0xfffd`, `-0.000732421875 Q(4.12)` */
export function formats(
  value: number,
  format: Pick<Divergence, 'width' | 'fraction'>,
): [string, string, string] {
  const { width, fraction } = format;
  const pattern = BigInt.asUintN(width, BigInt(value))
    .toString(16)
    .padStart(Math.ceil(width / 4), '0');
  return [String(value), `0x${pattern}`, `${fixedPoint(value, fraction)} Q(${width - fraction}.${fraction})`];
}

/** value / 2^fraction with all its decimal digits. */
export function fixedPoint(value: number, fraction: number): string {
  if (fraction === 0) return String(value);
  const magnitude = BigInt(Math.abs(value));
  const one = 1n << BigInt(fraction);
  // 10^f / 2^f = 5^f, so f decimal digits are exact.
  const digits = ((magnitude % one) * 5n ** BigInt(fraction))
    .toString()
    .padStart(fraction, '0')
    .replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${magnitude / one}${digits === '' ? '' : `.${digits}`}`;
}

function coordinates(position: Divergence['position']): string {
  return position.map(({ name, value }) => `${name} ${value}`).join(', ');
}

/** Titles and fixed point to the left, decimal and hexadecimal to the right. */
function align(rows: readonly string[][]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return rows.map(([title, decimal, hex, fixed]) => {
    const cells = [
      title!.padEnd(widths[0]!),
      decimal!.padStart(widths[1]!),
      hex!.padStart(widths[2]!),
      fixed!,
    ];
    return `  ${cells.join('  ')}`;
  });
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
