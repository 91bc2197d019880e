import type { Diagnostic, Where } from './diagnostic.js';

export interface RenderOptions {
  /** Text of a source file, to quote the line; without it, or where it gives nothing, no line is quoted. */
  readonly readSource?: (file: string) => string | undefined;
  /** ANSI colours, default false. */
  readonly colour?: boolean;
}

/** A finding as text for people: code and rule, place with the quoted line and a caret under expected and got,
 *  further places, the hint, and a tool's output. No final newline. */
export function renderDiagnostic(d: Diagnostic, options: RenderOptions = {}): string {
  const paint = painter(options.colour ?? false);
  const lines = [`${paint(d.severity, d.severity)} ${paint('strong', d.code)}: ${d.message}`];
  const comparison = compare(d);
  if (d.where !== undefined) {
    lines.push(`  --> ${place(d.where)}`);
    const quote = quoted(d.where, comparison, options.readSource);
    if (quote.length > 0) lines.push(...quote);
    else if (comparison !== '') lines.push(`  ${comparison}`);
  } else if (comparison !== '') lines.push(`  ${comparison}`);
  for (const r of d.related ?? []) lines.push(`  ${r.message} ${place(r.where)}`);
  if (d.hint !== undefined) lines.push(`  ${paint('hint', 'hint:')} ${d.hint}`);
  if (d.output !== undefined && d.output.trim() !== '') {
    lines.push(
      ...d.output
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${line}`),
    );
  }
  return lines.join('\n');
}

/** All findings, equal ones once, a blank line between them. */
export function renderDiagnostics(all: readonly Diagnostic[], options: RenderOptions = {}): string {
  return [...new Set(all.map((d) => renderDiagnostic(d, options)))].join('\n\n');
}

function compare({ expected, actual }: Diagnostic): string {
  const parts = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [`got ${actual}`]),
  ];
  return parts.join(', ');
}

function place(where: Where): string {
  switch (where.kind) {
    case 'source':
      return `${where.place.file}:${where.place.line}:${where.place.column}`;
    case 'json':
      return where.file === undefined ? `\`${where.path}\`` : `${where.file}: \`${where.path}\``;
    case 'file':
      return where.file;
  }
}

/** Characters quoted of a line, and those of them before the place: a file may be one line of a megabyte. */
const longestQuote = 200;
const longestLead = 120;

function quoted(
  where: Where,
  comparison: string,
  readSource: RenderOptions['readSource'],
): readonly string[] {
  if (where.kind !== 'source') return [];
  const { file, line, column } = where.place;
  const text = readSource?.(file)?.split('\n')[line - 1];
  if (text === undefined) return [];
  const number = String(line).padStart(5);
  const first = Math.max(0, column - 1 - longestLead);
  const lead = first === 0 ? '' : '...';
  const shown = text.slice(first, first + longestQuote).trimEnd();
  const tail = first + longestQuote < text.length ? '...' : '';
  const indent = (lead + text.slice(first, column - 1)).replace(/[^\t]/g, ' ');
  return [`${number} | ${lead}${shown}${tail}`, `${' '.repeat(5)} | ${indent}^ ${comparison}`.trimEnd()];
}

type Ink = 'error' | 'warning' | 'info' | 'strong' | 'hint';
const inks: Readonly<Record<Ink, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '1;34',
  strong: '1',
  hint: '1;36',
};

function painter(colour: boolean): (ink: Ink, text: string) => string {
  return (ink, text) => (colour ? `\u001b[${inks[ink]}m${text}\u001b[0m` : text);
}
